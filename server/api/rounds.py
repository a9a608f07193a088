"""Rounds of fine-tuning: asked for by a lead, judged, and put under the annotators' hand or not."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from server.api.message import Count, Message
from server.api.operation import Answer, Body, Operation, Parameter
from server.api.project_refusals import READS, WRITES
from server.api.project_shared import PROJECT_ID, WRITER, Time, Uuid
from server.api.projects import Project

ROUND_ID = Parameter(
    name="round_id",
    place="path",
    description="The round's id.",
    schema={"type": "string", "pattern": r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"},
    example="0f8fad5b-d9cb-469f-a165-70867728950e",
)
_ROUND = "/api/v1/projects/{project_id}/rounds/{round_id}"

Which = Literal["safe", "specialist"]


class NewRound(Message):
    """A round that is to be done."""

    model_config = ConfigDict(strict=True)

    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
    """Of every random choice: the same pictures and seed give the same decoder."""


class RoundProgress(Message):
    """How far a round is."""

    phase: Literal["embedding", "training", "judging", "exporting"]
    done: Count
    """Steps of this phase."""
    total: Count
    seconds_left: float | None
    """Of the phase; null while there is nothing to go by."""
    curve: list[tuple[int, float]]
    """A step each and the mean score of the groups for early stopping."""


class MeasureChange(Message):
    """A measure of masks before and after, over the same objects."""

    before: float
    """Mean IoU with the published decoder."""
    after: float
    lower: float
    """Of the difference, from a paired bootstrap by group; 95 % lie between both."""
    upper: float


class RoundDecoder(Message):
    """A decoder that a round came to, and what the gate says of it."""

    share: float
    """Its place on the dial: 0 is the published decoder, 1 the one as trained."""
    kind: Literal["safe", "specialist", "refused"]
    """A specialist gains in this project and falls on general pictures."""
    reasons: list[str]
    """A sentence for everything that keeps it from being safe."""
    own: dict[str, MeasureChange]
    """By measure, on pictures of this project that it has not learnt from."""
    general: dict[str, MeasureChange]
    """By measure, on the general check."""
    decoder_fingerprint: str | None = None
    """Null where it is refused."""


class Round(Message):
    """A round of fine-tuning."""

    id: Uuid
    state: Literal["waiting", "running", "done", "failed", "cancelled"]
    cancelling: bool
    """Whether it was asked to stop."""
    problem: str | None
    """Why it failed, in a sentence."""
    made: Time
    progress: RoundProgress | None
    """Null before it has begun."""
    safe: RoundDecoder | None
    """The decoder that was held to what is known elsewhere; null where the round is not done."""
    specialist: RoundDecoder | None
    """The one that was free to forget, there minutes before the other; null until then."""
    pictures: dict[str, Count]
    """How many trained (`train`), ended the training early (`stop`) and judged (`gate`)."""
    seconds: float | None
    notes: list[str]
    """What was left out, a sentence each."""
    changed_masks: list[str] = []
    """PNGs as `data:` addresses: an object's annotated mask, and what both decoders answer to one
    click; the largest change first. Not in lists."""
    report: str | None = None
    """All of it as Markdown. Not in lists."""


class Rounds(Message):
    """A project's rounds."""

    rounds: list[Round]
    """The newest first."""


class DecoderChoice(Message):
    """Which decoder pages are to use in a project."""

    model_config = ConfigDict(strict=True)

    round_id: Uuid | None
    """The round that it is of; null for the decoder in force, which all pictures have."""
    which: Which = "safe"


LIST_ROUNDS = Operation(
    id="listRounds",
    method="get",
    path="/api/v1/projects/{project_id}/rounds",
    tag="Learning",
    summary="List a project's rounds of fine-tuning",
    description="""
    Each with what the gate says of its decoders; refused ones too.
    """,
    parameters=(PROJECT_ID,),
    answers={200: Answer("The rounds.", json=Rounds)},
    refusals=READS,
    shell=r"""
    curl --fail "$server/api/v1/projects/$project/rounds"
    """,
    python=r"""
    for each in send("GET", root + "/rounds")["rounds"]:
        print(each["id"], each["state"], each["problem"])
    """,
)

MAKE_ROUND = Operation(
    id="makeRound",
    method="post",
    path="/api/v1/projects/{project_id}/rounds",
    tag="Learning",
    summary="Fine-tune the mask decoder on the accepted pictures",
    description="""
    A process of its own does it at low priority; `task_changed` is told in the feed when it begins
    and ends. Nothing is switched on by itself. One round of a project at a time.
    """,
    parameters=(PROJECT_ID, *WRITER),
    body=Body(json=NewRound),
    answers={202: Answer("The round.", json=Round)},
    refusals=WRITES,
    shell=r"""
    round=$(curl --fail --header "Person: $person" --json '{"seed": 0}' \
        "$server/api/v1/projects/$project/rounds" | first_id)
    """,
    python=r"""
    tuning = send("POST", root + "/rounds", {"seed": 0}, **me)
    """,
)

GET_ROUND = Operation(
    id="getRound",
    method="get",
    path=_ROUND,
    tag="Learning",
    summary="Read what came of a round",
    description="""
    While it runs, how far it is.
    """,
    parameters=(PROJECT_ID, ROUND_ID),
    answers={200: Answer("The round.", json=Round)},
    refusals=READS,
    shell=r"""
    curl --fail "$server/api/v1/projects/$project/rounds/$round"
    """,
    python=r"""
    print(send("GET", root + "/rounds/" + tuning["id"])["state"])
    """,
)

CANCEL_ROUND = Operation(
    id="cancelRound",
    method="delete",
    path=_ROUND,
    tag="Learning",
    summary="Ask a round to stop",
    description="""
    It stops within seconds, and its decoder in the making is not offered; a specialist that it
    has offered by then stays. A round that is over stays as it is.
    """,
    parameters=(PROJECT_ID, ROUND_ID, *WRITER),
    answers={200: Answer("The round.", json=Round)},
    refusals=WRITES,
    shell=r"""
    curl --fail --request DELETE --header "Person: $person" \
        "$server/api/v1/projects/$project/rounds/$round"
    """,
    python=r"""
    send("DELETE", root + "/rounds/" + tuning["id"], **me)
    """,
)

CHOOSE_DECODER = Operation(
    id="chooseDecoder",
    method="put",
    path="/api/v1/projects/{project_id}/decoder",
    tag="Learning",
    summary="Choose the decoder of a project",
    description="""
    All open pages of the project change over within seconds; annotations keep the fingerprint of
    the decoder that they were made with. Only what the gate offers can be chosen, and any of it can
    be changed back.
    """,
    parameters=(PROJECT_ID, *WRITER),
    body=Body(json=DecoderChoice, required=True),
    answers={200: Answer("The project.", json=Project)},
    refusals=WRITES,
    shell=r"""
    curl --fail --request PUT --header "Person: $person" --json '{"round_id": null}' \
        "$server/api/v1/projects/$project/decoder"
    """,
    python=r"""
    send("PUT", root + "/decoder", {"round_id": None}, **me)
    """,
)
