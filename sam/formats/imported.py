"""Annotations out of files that know less than the record does."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sam.errors import FormatError
from sam.formats.annotation import Annotation
from sam.formats.annotation_faults import fitting
from sam.formats.faults import shown
from sam.formats.records import ImageEntry
from sam.masks.rle import CocoRle


def now() -> str:
    """The time as an annotation has it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_id() -> str:
    """An id that no annotation has."""
    return str(uuid.uuid4())


_TAKEN = {
    "id": "uuid",
    "name": "name",
    "label": "label",
    "predicted_iou": "predicted_iou",
    "stability_score": "stability_score",
    "point_coords": "point_coords",
    "crop_box": "crop_box",
}
"""An annotation's fields that other files may have, and what they call them."""


@dataclass(slots=True)
class Importer:
    """Makes annotations of one file.

    Attributes:
        image: the picture that they are for.
        created: the time that they have.
        new_id: gives ids to those that have none, or that of another one in the file.
    """

    image: ImageEntry
    created: str
    new_id: Callable[[], str]
    _taken: set[str] = field(default_factory=set)

    def annotation(self, found: Mapping[str, Any], label: str, mask: CocoRle) -> Annotation:
        """One annotation; its source is ``import``.

        Args:
            found: as the file has it. ``uuid``, ``name``, ``label``, scores, point and crop are
                taken from it, each only if it is what the record wants.
            label: where ``found`` has none.
        """
        named = {field: found[key] for field, key in _TAKEN.items() if key in found}
        if self.image.sha256 is not None:
            named["picture"] = {"id": self.image.sha256, "file_name": self.image.file_name}
        known = {key: value for key, value in fitting(named).items() if value is not None}
        if "id" not in known or known["id"] in self._taken:
            known["id"] = self.new_id()
        self._taken.add(known["id"])
        return Annotation(
            **{"name": "", "label": label, **known},
            segmentation=mask,
            source="import",
            created=self.created,
            modified=self.created,
        )


def check_size(name: str, width: object, height: object, image: ImageEntry) -> None:
    """Refuse a file about a picture of another size.

    Raises:
        FormatError: the sentence gives both sizes.
    """
    if (width, height) != (image.width, image.height):
        raise FormatError(
            f"{name} is about a picture of {shown(width)}x{shown(height)} pixels; "
            f"expected this picture's {image.width}x{image.height}."
        )
