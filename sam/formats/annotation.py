"""The annotation record: one object of a picture, and all that is known of how it came about.

Files of every kind are written from it, and the page and the library keep nothing beside it. In
JSON it has the fields below and ``version``, as ``annotation.schema.json`` says. Mirrored in
``static/js/formats/annotation.js``, held together by ``tests/vectors/annotations.json``.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, TypedDict

from sam.formats.annotation_faults import checked_record
from sam.masks.rle import CocoRle

VERSION = 1
"""Of a file of annotations."""

WITH_TEXT = 2
"""Of a record that words are among the prompts of; all others have version 1, which earlier readers
know."""

Source = Literal["prompt", "everything", "manual", "import", "merge"]


class PointPrompt(TypedDict):
    """A click.

    Attributes:
        x, y: in the image frame.
        label: 1 foreground, 0 background.
        chosen: the mask token that was chosen after it, if one was.
    """

    type: Literal["point"]
    x: float
    y: float
    label: Literal[0, 1]
    chosen: int | None


class BoxPrompt(TypedDict):
    """A box, its corners in the image frame."""

    type: Literal["box"]
    x0: float
    y0: float
    x1: float
    y1: float
    chosen: None


class TextPrompt(TypedDict):
    """Words.

    Attributes:
        text: what was looked for.
        way: how the words became a mask: ``detector``, ``two_towers`` or ``prompt_token``.
    """

    type: Literal["text"]
    text: str
    way: Literal["detector", "two_towers", "prompt_token"]
    chosen: None


class BrushStroke(TypedDict):
    """Discs of a radius along a line; ``points`` are [x, y] in the image frame, one at least."""

    type: Literal["brush"]
    add: bool
    radius: float
    points: list[list[float]]


class PolygonStroke(TypedDict):
    """A polygon; ``points`` are [x, y] in the image frame, three at least."""

    type: Literal["polygon"]
    add: bool
    points: list[list[float]]


class PixelStroke(TypedDict):
    """Pixels, as an RLE of the mask's own size."""

    type: Literal["pixels"]
    add: bool
    segmentation: CocoRle


class Candidate(TypedDict):
    """A mask that was offered: its mask token and predicted IoU."""

    token: int
    iou: float


class MadeBy(TypedDict):
    """The model that a mask is of: its kind and both fingerprints."""

    kind: str
    encoder_fingerprint: str
    decoder_fingerprint: str


class SuggestedBy(TypedDict):
    """How a mask came to be suggested, and how far it is what was suggested.

    Attributes:
        by: ``similar`` for the rest like one object, ``prefill`` for a task of a project, ``text``
            for words.
        score: how likely it is right, as the suggestion said, 0 to 1; of words a similarity.
        line: from which score on suggestions were above the line when it was accepted.
        overlap: IoU of the annotation's mask with the suggested one; 1 where it is as it was.
    """

    by: Literal["similar", "prefill", "text"]
    score: float
    line: float
    overlap: float


class Picture(TypedDict):
    """The picture that an annotation is of: the sha256 of its file, and the file's name."""

    id: str
    file_name: str


_LISTS = ("prompts", "corrections", "candidates")
_WHERE_KNOWN = ("picture", "frame", "window", "suggestion")


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One object. What its fields hold is never changed; a new record is made.

    Attributes:
        id: UUID as text in lower case.
        name: what a person calls this object; may be empty.
        label: its class; empty for none.
        segmentation: the mask at the image's own size.
        prompts: words, points and boxes in the order made.
        corrections: what was done to the mask by hand, in the order made.
        candidates: the masks that were offered, the best first.
        chosen: the mask token of the candidate that was taken; None where there was no choice.
        source: how the mask came about.
        predicted_iou, stability_score: None where the model was not asked.
        point_coords: [[x, y]], the point that segment everything found it with.
        crop_box: [x, y, width, height] of the crop that it was found in.
        model: None where no model was asked, or it is not known.
        picture: None where it is not known.
        frame: which page or frame of the picture, from 0; None where it has only one.
        window: [x, y, width, height], in pixels of the picture, of the part that the encoder saw;
            None where it saw all of it. Everything else here stays in the image frame.
        suggestion: None where the mask was not suggested. What was changed since is in
            ``corrections``, the first of which then has the suggested pixels, and in ``prompts``.
        created, modified: UTC, as in 2026-11-25T14:43:09Z or with milliseconds.
    """

    id: str
    name: str
    label: str
    segmentation: CocoRle
    prompts: tuple[PointPrompt | BoxPrompt | TextPrompt, ...] = ()
    corrections: tuple[BrushStroke | PolygonStroke | PixelStroke, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    chosen: int | None = None
    source: Source
    predicted_iou: float | None = None
    stability_score: float | None = None
    point_coords: list[list[float]] | None = None
    crop_box: list[float] | None = None
    model: MadeBy | None = None
    picture: Picture | None = None
    frame: int | None = None
    window: list[int] | None = None
    suggestion: SuggestedBy | None = None
    created: str
    modified: str

    @classmethod
    def from_dict(cls, found: object, whose: str = "The annotation") -> Annotation:
        """From parsed JSON, trusting nothing in it.

        Args:
            found: an object with every field and ``version``, and nothing else; ``picture``,
                ``frame``, ``window`` and ``suggestion`` may be absent.
            whose: what to call it in an error.

        Raises:
            RecordError: it is not as above; the error has every fault.
        """
        fields = checked_record(found, whose)
        del fields["version"]
        return cls(**fields | {name: tuple(fields[name]) for name in _LISTS})

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it: ``version`` and every field, those of ``picture``, ``frame``,
        ``window`` and ``suggestion`` that are known."""
        fields = asdict(self)
        fields |= {name: list(fields[name]) for name in _LISTS}
        unknown = {name for name in _WHERE_KNOWN if fields[name] is None}
        words = any(prompt["type"] == "text" for prompt in self.prompts)
        return {"version": WITH_TEXT if words else VERSION} | {
            name: value for name, value in fields.items() if name not in unknown
        }
