"""What reading a file of annotations gave: annotations, and all that did not become one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sam.formats.annotation import Annotation

_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class OfferedBox:
    """An object of which a file has only a bounding box: a prompt for the model.

    Attributes:
        id: what the file calls it.
        label: its class; empty for none.
        box: (x0, y0, x1, y1) in the image frame, inside the picture.
    """

    id: str
    label: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Skipped:
    """An object that was left out.

    Attributes:
        id: what the file calls it.
        reason: without subject and full stop, as ``has segmentation null; expected ...``.
    """

    id: str
    reason: str


@dataclass(slots=True)
class Reading:
    """What a file has for a picture.

    Attributes:
        kind: of file, one of :data:`sam.formats.KINDS`.
        annotations: in the file's order.
        boxes: objects that are only boxes.
        skipped: what was left out.
        notes: sentences on what was read otherwise than it stands there.
    """

    kind: str
    annotations: list[Annotation] = field(default_factory=list)
    boxes: list[OfferedBox] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def skip(self, id: str, reason: str) -> None:
        """Leave an object out."""
        self.skipped.append(Skipped(id, reason))

    def note(self, sentence: str) -> None:
        """Add a sentence, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)


def told(skipped: Iterable[Skipped], name: str) -> str:
    """One sentence on what was left out of a file."""
    every = list(skipped)
    first = "; ".join(f"object {each.id} {each.reason}" for each in every[:_MOST_TOLD])
    more = f"; and {len(every) - _MOST_TOLD} more" if len(every) > _MOST_TOLD else ""
    objects = "1 object is" if len(every) == 1 else f"{len(every)} objects are"
    return f"{objects} left out of {name}: {first}{more}."
