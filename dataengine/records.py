"""What there is in a project, as plain values. Times are milliseconds since 1970, UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

State = Literal["new", "prefilled", "in_progress", "submitted", "returned", "accepted", "skipped"]
Role = Literal["annotator", "reviewer", "lead"]
QueueOrder = Literal["given", "diverse", "unsure"]
Why = Literal["typical", "unlike", "alike", "unsure", "changed", "unfamiliar", "sure"]
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who works on projects.

    Attributes:
        id: UUID as text.
        has_token: whether only those who know a personal token may act under this name.
    """

    id: str
    name: str
    role: Role
    has_token: bool
    made: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Pictures that are annotated for one purpose.

    Attributes:
        id: UUID as text.
        guideline: what is to be marked, and how; text.
        lease_seconds: how long a picture is somebody's without a sign of life.
        archived: whether it is put away; it can be read then, and not changed.
        version: grows with each change of what stands here and of the labels.
        decoder: fingerprint of the mask decoder that pages use in it; None for the one in force.
        queue_order: in which pictures that nobody has begun are given: as they were added, unlike
            ones first, or those first of which the model is least sure.
    """

    id: str
    name: str
    guideline: str
    lease_seconds: int
    archived: bool
    version: int
    made: int
    decoder: str | None = None
    queue_order: QueueOrder = "given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A class of a project's objects.

    Attributes:
        id: UUID as text; annotations name the label by ``name``.
        colour: as #rrggbb.
        key: the digit that chooses it, "1" to "9"; None for none.
        rank: their order, from 0.
    """

    id: str
    name: str
    colour: str
    key: str | None
    rank: int


@dataclass(frozen=True, slots=True)
class Lease:
    """Who is at a picture, and until when that holds without a sign of life."""

    person_id: str
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of a project.

    Attributes:
        number: grows in the order in which pictures were added; unlike any other picture's.
        id: SHA-256 of its file, 64 hexadecimal digits.
        width, height: pixels of the upright picture.
        format: "JPEG", "PNG", ...
        browser_safe: whether a browser shows the same pixels when it is given the file.
        bytes: of the file.
        group: pictures that belong together (one scene, one film); empty for none.
        objects: how many annotations it has.
        open_comments: how many of its comments are not dealt with; answers do not count.
        exhaustive: the labels of which every object is claimed to be marked; None for no claim.
        lease: the last one, which may be over; None where it was given back.
        worker_id: who changed or submitted it last; None where nobody has.
        version: grows with each change of what stands here.
        contents: grows with each change of its annotations.
        shown_as: the number under which a person knows it who works on a gold picture; None where
            that is ``number``.
        ordinal: its place in the project's order of the queue; None until it has one.
        why: it has that place; None where it has none, or could not be read.
    """

    number: int
    project_id: str
    id: str
    file_name: str
    width: int
    height: int
    format: str
    browser_safe: bool
    bytes: int
    group: str
    state: State
    objects: int
    open_comments: int
    exhaustive: tuple[str, ...] | None
    lease: Lease | None
    worker_id: str | None
    version: int
    contents: int
    added: int
    changed: int
    shown_as: int | None = None
    ordinal: int | None = None
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What an annotation is to hold from now on.

    Attributes:
        revision: names this content; never used for another.
        predecessor: the revision that it follows; None for a new annotation.
        rank: those of higher rank lie in front.
        record: as ``sam.formats`` describes it; None removes the annotation.
    """

    annotation_id: str
    revision: str
    predecessor: str | None
    rank: float
    record: Json | None


@dataclass(frozen=True, slots=True)
class Stored:
    """A revision of an annotation as it is kept; ``record`` is None where it was removed."""

    annotation_id: str
    revision: str
    predecessor: str | None
    rank: float
    record: Json | None
    person_id: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody said of a picture.

    Attributes:
        annotation_id: the object it is about; None for the picture.
        x, y: the place it is pinned to, in pixels of the upright picture; None for none.
        answers: the comment that it answers, which is no answer itself; None for none.
        action: what was done with the picture when it was said, as "return"; None for nothing.
        resolved: whether it is dealt with; an answer never is, what it answers may be.
    """

    id: str
    picture_id: str
    annotation_id: str | None
    x: float | None
    y: float | None
    text: str
    answers: str | None
    action: str | None
    person_id: str
    resolved: bool
    made: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """What one mask took.

    Attributes:
        id: UUID that the page gave it; the same one is kept once.
        label: of the object; empty for none.
        stage: "annotate" or "review".
        decoder: fingerprint of the mask decoder; empty where none was asked.
        active_ms: from the first prompt until it was kept, pauses cut.
        clicks: prompts.
        corrections: prompts and strokes after the first.
    """

    id: str
    picture_id: str
    annotation_id: str
    label: str
    stage: Literal["annotate", "review"]
    decoder: str
    active_ms: int
    clicks: int
    corrections: int
    person_id: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A project that was removed for good.

    Attributes:
        project_id, name: its own.
        pictures, objects: how many it had.
        person_id: who removed it.
    """

    project_id: str
    name: str
    pictures: int
    objects: int
    person_id: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEvent:
    """Something that happened in a project.

    Attributes:
        number: grows in the order in which things became visible to others.
        kind: such as "annotation_saved".
        picture_id: the picture it is about; None for the project.
        data: what a listener needs to know without asking; plain JSON.
    """

    number: int
    project_id: str
    kind: str
    person_id: str | None
    picture_id: str | None
    data: Json
    at: int


SuggestionState = Literal[
    "open", "accepted", "corrected", "relabelled", "rejected", "found", "absent"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A mask that a task suggests of a picture ahead of people.

    Attributes:
        id: UUID as text; the annotation that it becomes has the same.
        label: of which it would be.
        score: 0 to 1, how likely it is right.
        line: the score from which on it should have been looked at when it was made.
        mask: a published record, its segmentation COCO RLE.
        decoder: fingerprint of the mask decoder that it was made with.
        state: "open", or what became of it: people accepted it as it is, or corrected it; gave it
            another label; rejected it; or left it when they submitted the picture, which has that
            object by another way ("found") or is claimed to have no more of the label ("absent").
        overlap: IoU of the annotation that it became with it; None where it became none.
    """

    id: str
    label: str
    score: float
    line: float
    mask: Json
    decoder: str
    state: SuggestionState
    overlap: float | None


TaskState = Literal["waiting", "running", "done", "failed", "cancelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Work that a process of its own does.

    Attributes:
        worker: names the process that has it; None where none has.
        beat: when that last said that it is alive.
        cancelling: whether it was asked to stop.
        progress, result: plain JSON; what is resumed starts from the progress.
        problem: why it failed, one sentence; None where it did not.
    """

    id: str
    kind: str
    project_id: str | None
    parameters: Json
    state: TaskState
    worker: str | None
    beat: int | None
    cancelling: bool
    progress: Json
    result: Json | None
    problem: str | None
    made: int
