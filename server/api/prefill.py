"""Suggestions ahead of people: asked for by a lead, decided on by who works on the picture."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from server.api.everything import FourWhole, Rle, Share
from server.api.message import Count, Message, Sha256
from server.api.operation import Answer, Body, Operation
from server.api.project_refusals import READS, WRITES
from server.api.project_shared import PICTURE, PICTURE_ID, PROJECT_ID, WRITER, Time, Uuid

_PREFILL = "/api/v1/projects/{project_id}/prefill"


class NewPrefill(Message):
    """What is to be suggested."""

    model_config = ConfigDict(strict=True)

    picture_id: Sha256 | None = None
    """Of the picture with `annotations`."""
    annotations: Annotated[list[Uuid], Field(max_length=4)] = []
    """One to four objects: only the rest like these is suggested, under the label of the first.
    Without them every label is, that people have kept objects enough of."""


class PrefillProgress(Message):
    """How far it is."""

    phase: Literal["learning", "suggesting"]
    """Searching pictures that people have worked on, then those that nobody has begun."""
    done: Count
    """Pictures of this phase."""
    total: Count
    seconds_left: float | None
    """Of the phase; null while there is nothing to go by."""
    prefilled: Count
    """Pictures that have suggestions above the line now."""
    suggestions: Count


class LearntLabel(Message):
    """What is known of a label by pictures that people have worked on."""

    label: str
    line: Share
    """The score from which on suggestions should be looked at."""
    shown: Count
    """Suggestions above the line in these pictures, each made without its picture."""
    right: Count
    """How many of them people had kept."""


class PrefillTask(Message):
    """A task that makes suggestions."""

    id: Uuid
    state: Literal["waiting", "running", "done", "failed", "cancelled"]
    cancelling: bool
    problem: str | None
    """Why it failed, in a sentence."""
    made: Time
    progress: PrefillProgress | None
    """Null before it has begun."""
    labels: list[LearntLabel]
    """Empty until it is done."""
    left_out: list[str]
    """A sentence for each picture that could not be read; twenty at most."""


class LabelPrefill(Message):
    """How suggestions of a label have done."""

    label: str
    kept: Count
    """Objects of it in the project."""
    on: bool
    """Off where they cost more than they saved, or a lead has said so."""
    good: Count
    """Of `judged`, those that were right."""
    judged: Count
    """The last suggestions above the line, 30 at most, that people have decided on since it was
    switched on; where it is off, those that it was switched off for."""
    open: Count
    """Suggestions that nobody has decided on."""
    accepted: Count
    """As they were."""
    corrected: Count
    relabelled: Count
    """Accepted under another label."""
    rejected: Count
    found: Count
    """Left open, while people marked the same object otherwise."""
    absent: Count
    """Left open in a picture that is claimed to have no more of the label."""


class Prefill(Message):
    """Suggestions in a project."""

    task: PrefillTask | None
    """The last one; null where there was none."""
    least_kept: Count
    """So many objects of a label have to be kept before others are suggested."""
    labels: list[LabelPrefill]
    """In the labels' order."""


class PrefillSwitch(Message):
    """Whether a label is suggested."""

    model_config = ConfigDict(strict=True)

    label: str
    on: bool


class PictureSuggestion(Message):
    """A mask that may be an object."""

    id: Uuid
    """The annotation that it becomes has the same, which is how the server knows."""
    label: str
    score: Share
    """How likely it is right."""
    line: Share
    """The score from which on suggestions of this label should be looked at."""
    decoder_fingerprint: str
    """Of the decoder that it was made with."""
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


class PictureSuggestions(Message):
    """What is suggested of a picture and not decided."""

    suggestions: list[PictureSuggestion]
    """The likeliest first, and no two of one object."""


class Rejections(Message):
    """Suggestions that are wrong, or that were rejected by mistake."""

    model_config = ConfigDict(strict=True)

    ids: Annotated[list[Uuid], Field(min_length=1, max_length=1000)]
    rejected: bool = True
    """False opens them again."""


GET_PREFILL = Operation(
    id="getPrefill",
    method="get",
    path=_PREFILL,
    tag="Suggestions",
    summary="See what is suggested in a project, and what it is worth",
    description="""
    The last task with how far it is, and of each label how its suggestions have done. Of a label
    of which fewer than half of the last suggestions were right, ten at least, none are shown and
    made any more, until a lead switches it on again.
    """,
    parameters=(PROJECT_ID,),
    answers={200: Answer("What there is.", json=Prefill)},
    refusals=READS,
    shell=r"""
    curl --fail "$server/api/v1/projects/$project/prefill"
    """,
    python=r"""
    prefill = get_json(root + "/prefill")
    for each in prefill["labels"]:
        print(each["label"], each["on"], f"{each['good']} of {each['judged']} were right")
    """,
)

MAKE_PREFILL = Operation(
    id="makePrefill",
    method="post",
    path=_PREFILL,
    tag="Suggestions",
    summary="Suggest masks for pictures that nobody has begun",
    description="""
    A process of its own does it at low priority; `task_changed` is told in the feed when it begins
    and ends, `picture_changed` for each picture. Pictures that somebody begins meanwhile are left
    alone. One task of a project at a time. For leads.
    """,
    parameters=(PROJECT_ID, *WRITER),
    body=Body(json=NewPrefill),
    answers={202: Answer("It is asked for.", json=Prefill)},
    refusals=WRITES,
    shell=r"""
    curl --header "Person: $person" --json '{}' "$server/api/v1/projects/$project/prefill"
    """,
    python=r"""
    if any(each["kept"] >= prefill["least_kept"] for each in prefill["labels"]):
        send("POST", root + "/prefill", {}, **me)
    """,
)

CANCEL_PREFILL = Operation(
    id="cancelPrefill",
    method="delete",
    path=_PREFILL,
    tag="Suggestions",
    summary="Ask the making of suggestions to stop",
    description="""
    It stops within seconds; what is suggested by then stays. Where none is made, nothing happens.
    """,
    parameters=(PROJECT_ID, *WRITER),
    answers={200: Answer("What there is.", json=Prefill)},
    refusals=WRITES,
    shell=r"""
    curl --fail --request DELETE --header "Person: $person" \
        "$server/api/v1/projects/$project/prefill"
    """,
    python=r"""
    send("DELETE", root + "/prefill", **me)
    """,
)

SWITCH_PREFILL = Operation(
    id="switchPrefill",
    method="put",
    path=_PREFILL,
    tag="Suggestions",
    summary="Switch a label's suggestions on or off",
    description="""
    What was decided before counts no more for whether they are worth it. For leads.
    """,
    parameters=(PROJECT_ID, *WRITER),
    body=Body(json=PrefillSwitch, required=True),
    answers={200: Answer("What there is.", json=Prefill)},
    refusals=WRITES,
    shell=r"""
    curl --fail --request PUT --header "Person: $person" --json '{"label": "dog", "on": true}' \
        "$server/api/v1/projects/$project/prefill"
    """,
    python=r"""
    for each in prefill["labels"]:
        send("PUT", root + "/prefill", {"label": each["label"], "on": True}, **me)
    """,
)

LIST_SUGGESTIONS = Operation(
    id="listSuggestions",
    method="get",
    path=PICTURE + "/suggestions",
    tag="Suggestions",
    summary="Get what is suggested of a picture",
    description="""
    Never annotations: who accepts one writes an annotation with the suggestion's id, and with
    `suggestion` in its record. Removing that annotation opens the suggestion again. Labels that
    are off are left out.
    """,
    parameters=(PROJECT_ID, PICTURE_ID),
    answers={200: Answer("The suggestions.", json=PictureSuggestions)},
    refusals=READS,
    shell=r"""
    curl --fail "$server/api/v1/projects/$project/pictures/$id/suggestions"
    """,
    python=r"""
    suggested = get_json(of_picture + "/suggestions")["suggestions"]
    """,
)

REJECT_SUGGESTIONS = Operation(
    id="rejectSuggestions",
    method="post",
    path=PICTURE + "/suggestions/rejections",
    tag="Suggestions",
    summary="Reject suggestions, for good",
    description="""
    They are not suggested there again under their label, and count in what suggestions are worth.
    """,
    parameters=(PROJECT_ID, PICTURE_ID, *WRITER),
    body=Body(json=Rejections, required=True),
    answers={200: Answer("What is left.", json=PictureSuggestions)},
    refusals=WRITES,
    shell=r"""
    rejected='{"ids": ["0f8fad5b-d9cb-469f-a165-70867728950e"]}'  # of a suggestion
    curl --header "Person: $person" --json "$rejected" \
        "$server/api/v1/projects/$project/pictures/$id/suggestions/rejections"
    """,
    python=r"""
    for each in suggested:
        send("POST", of_picture + "/suggestions/rejections", {"ids": [each["id"]]}, **me)
    """,
)
