"""The rest like some objects: the exemplars that a request gives, and the suggestions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, RootModel

from server.api.everything import ErrorEvent, FourWhole, ProgressEvent, Rle, Share
from server.api.message import Count, Message
from server.api.operation import Answer, Body, Operation
from server.api.project_refusals import NO_JSON, TOO_LONG
from server.api.refusals import (
    ENCODING_FAILED,
    IMAGE_NOT_FOUND,
    INVALID_EXEMPLARS,
    JOBS_BUSY,
    NO_DECODER,
)
from server.api.shared import DECODER, IMAGE_ID


class SimilarRequest(Message):
    """What is looked for."""

    model_config = ConfigDict(strict=True)

    exemplars: Annotated[list[Rle], Field(min_length=1, max_length=4)]
    """Masks of one to four objects, of the picture's size."""
    others: Annotated[list[Rle], Field(max_length=5000)] = []
    """Masks that are not to be suggested: what was kept or rejected already."""
    preset: Literal["default", "demo", "paper", "fast"] = "fast"
    """How thoroughly candidates are looked for, as of segment everything."""


class SuggestionEvent(Message):
    """A mask that may be another object of the exemplars' kind."""

    event: Literal["suggestion"]
    id: Count
    """Names it within this answer."""
    score: Share
    """How likely it is right."""
    segmentation: Rle
    """COCO RLE, column-major: `size` is height and width, `counts` the runs as COCO's tools
    compress them."""
    area: Count
    """Its pixels."""
    bbox: FourWhole
    """x, y, width and height, from its first to its last pixel."""
    predicted_iou: float
    """The model's own estimate of the mask's IoU."""
    point_coords: Annotated[
        list[Annotated[list[float], Field(min_length=2, max_length=2)]],
        Field(min_length=1, max_length=1),
    ]
    """The point it was found with, in pixels."""
    stability_score: float
    """IoU of the mask with itself when the threshold is moved up and down."""
    crop_box: FourWhole
    """x, y, width and height of the crop it was found in."""


class SuggestionsSummary(Message):
    """The end."""

    event: Literal["summary"]
    count: Count
    """Suggestions in all, above the line and below it."""
    line: Share
    """The score from which on they should be looked at."""
    seconds: float
    """That it took."""
    cached: bool
    """Whether the candidates had been found by an earlier request."""


class SimilarEvent(
    RootModel[
        Annotated[
            ProgressEvent | SuggestionEvent | SuggestionsSummary | ErrorEvent,
            Field(discriminator="event"),
        ]
    ]
):
    """One line of the stream."""


FIND_SIMILAR = Operation(
    id="findSimilar",
    method="post",
    path="/api/v1/images/{image_id}/similar",
    tag="Images",
    summary="Find the rest like some objects",
    description="""
    Suggests masks that are of the same kind as one to four objects of the picture, out of what
    segment everything finds in it. Each line of the answer is a JSON object, an event: how far
    everything is, where it has not been segmented yet (`progress`); then each `suggestion`, the
    likeliest first, and no two of one object; and a `summary` with the line. No suggestion above
    the line is an answer: nothing was found.

    Neither the exemplars nor parts of them are suggested, nor what `others` names. What everything
    found is kept and counts for the next question, also where it was asked for by
    `.../everything` with `candidates` and the same preset. Everything's limits and refusals hold
    here too. A failure after the stream has begun is an `error` event, its last line.
    """,
    parameters=(IMAGE_ID, DECODER),
    body=Body("The exemplars.", json=SimilarRequest, required=True),
    answers={
        200: Answer(
            "Events, one a line.",
            events=SimilarEvent,
            headers=("Decoder-Fingerprint", "X-Accel-Buffering"),
        ),
    },
    refusals=(
        NO_JSON,
        IMAGE_NOT_FOUND,
        NO_DECODER,
        TOO_LONG,
        INVALID_EXEMPLARS,
        ENCODING_FAILED,
        JOBS_BUSY,
    ),
    shell=r"""
    exemplar='{"size": [480, 640], "counts": "..."}'  # of an annotation
    curl --no-buffer --json "{\"exemplars\": [$exemplar]}" "$server/api/v1/images/$id/similar"
    """,
    python=r"""
    for mask in list(masks.values())[:1]:  # the first, where there is one
        request = urllib.request.Request(
            f"{server}/api/v1/images/{image['id']}/similar",
            data=json.dumps({"exemplars": [mask["segmentation"]]}).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as lines:
            events = [json.loads(line) for line in lines]
        found = [each for each in events if each["event"] == "suggestion"]
        above = [each for each in found if each["score"] >= events[-1]["line"]]
        print(len(above), "objects like it")
    """,
)
