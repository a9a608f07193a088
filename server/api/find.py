"""Words as prompts: what a request looks for, what is found, and the text model."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, RootModel

from server.api.everything import ErrorEvent, ProgressEvent, Share
from server.api.message import Count, Message
from server.api.operation import Answer, Body, Operation
from server.api.project_refusals import NO_JSON, TOO_LONG
from server.api.refusals import (
    ENCODING_FAILED,
    IMAGE_NOT_FOUND,
    INVALID_WORDS,
    JOBS_BUSY,
    NO_DECODER,
    NO_TEXT_MODEL,
)
from server.api.shared import DECODER, IMAGE_ID
from server.api.similar import SuggestionEvent

Way = Literal["detector", "two_towers", "prompt_token"]


class FindRequest(Message):
    """What is looked for."""

    model_config = ConfigDict(strict=True)

    words: Annotated[list[str], Field(min_length=1)]
    """Texts, 32 at most, each of 100 letters at most; each is a rival of the others."""
    rivals: list[str] = []
    """What else there may be, 512 at most: the other labels of a project. Two towers score the
    words against them; "background" and some more are always among them."""
    way: Way | None = None
    """How words become masks, of the ways that the text model can go; null takes its first."""
    preset: Literal["default", "demo", "paper", "fast"] = "fast"
    """How thoroughly candidates are looked for, as of segment everything. A detector needs none."""


class WordMatchEvent(SuggestionEvent):
    """A mask that may be what words mean; its `score` is a similarity and no probability."""

    words: str
    """Which of those looked for."""


class FindSummary(Message):
    """The end."""

    event: Literal["summary"]
    count: Count
    """Matches in all, above the line and below it."""
    line: Share
    """The similarity from which on they should be looked at."""
    seconds: float
    """That it took."""
    way: Way
    """The way that was gone."""


class FindEvent(
    RootModel[
        Annotated[
            ProgressEvent | WordMatchEvent | FindSummary | ErrorEvent,
            Field(discriminator="event"),
        ]
    ]
):
    """One line of the stream."""


class TextModel(Message):
    """What is known of the server's text model."""

    state: Literal["none", "loading", "ready", "failed"]
    """`none` where the server was started without one."""
    message: str | None
    """Why words cannot be looked for, in a sentence; of `none`, what to fetch, and its size."""
    name: str | None
    """Of its kind, such as CLIP."""
    ways: list[Way]
    """Those that it can go, the one that is taken first."""


FIND_WORDS = Operation(
    id="findWords",
    method="post",
    path="/api/v1/images/{image_id}/find",
    tag="Images",
    summary="Find what words mean",
    description="""
    Suggests masks of what words mean, with the text model that the server was started with
    (`--text`). Each line of the answer is a JSON object, an event: how far segment everything is,
    where its candidates are needed and it has not been done yet (`progress`); then each
    `suggestion`, the most similar first; and a `summary` with the line. No suggestion above the
    line is an answer: there is no such thing in the picture.

    Words beyond 32 at once, longer ones than 100 letters and control characters are refused. The
    text model answers one request at a time; those that wait are bounded. Everything's limits and
    refusals hold here too. A failure after the stream has begun is an `error` event, its last line.
    """,
    parameters=(IMAGE_ID, DECODER),
    body=Body("The words.", json=FindRequest, required=True),
    answers={
        200: Answer(
            "Events, one a line.",
            events=FindEvent,
            headers=("Decoder-Fingerprint", "X-Accel-Buffering"),
        ),
    },
    refusals=(
        NO_JSON,
        IMAGE_NOT_FOUND,
        NO_DECODER,
        NO_TEXT_MODEL,
        TOO_LONG,
        INVALID_WORDS,
        ENCODING_FAILED,
        JOBS_BUSY,
    ),
    shell=r"""
    curl --no-buffer --json '{"words": ["red cup"], "rivals": ["plate"]}' \
        "$server/api/v1/images/$id/find"
    """,
    python=r"""
    with urllib.request.urlopen(f"{server}/api/v1/text") as answer:
        text_model = json.load(answer)
    if text_model["state"] == "ready":
        request = urllib.request.Request(
            f"{server}/api/v1/images/{image['id']}/find",
            data=json.dumps({"words": ["red cup"], "rivals": ["plate"]}).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as lines:
            events = [json.loads(line) for line in lines]
        found = [each for each in events if each["event"] == "suggestion"]
        above = [each for each in found if each["score"] >= events[-1]["line"]]
        print(len(above), "red cups")
    """,
)

TEXT_MODEL = Operation(
    id="getTextModel",
    method="get",
    path="/api/v1/text",
    tag="Model",
    summary="Text model",
    description="""
    Whether words can be looked for, and how. A text model is loaded in the background when the
    server starts; until then it is `loading`.
    """,
    answers={200: Answer("What is known of it.", json=TextModel)},
    shell=r"""
    curl "$server/api/v1/text"
    """,
    python=r"""
    with urllib.request.urlopen(f"{server}/api/v1/text") as answer:
        print(json.load(answer)["state"])
    """,
)
