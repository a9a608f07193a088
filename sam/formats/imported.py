"""Annotations out of files that know less than the record does."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sam.errors import FormatError
from sam.formats.annotation import Annotation
from sam.formats.annotation_checks import (
    is_crop_box,
    is_number,
    is_point_coords,
    is_text,
    is_uuid,
    shown,
)
from sam.formats.records import ImageEntry
from sam.masks.rle import CocoRle


def now() -> str:
    """The time as an annotation has it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_id() -> str:
    """An id that no annotation has."""
    return str(uuid.uuid4())


@dataclass(slots=True)
class Importer:
    """Makes annotations of one file.

    Attributes:
        created: the time that they have.
        new_id: gives ids to those that have none, or that of another one in the file.
    """

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

        def field_or_none(name: str, good: Callable[[object], bool]) -> Any:
            return found[name] if name in found and good(found[name]) else None

        number = field_or_none("uuid", is_uuid)
        if number is None or number in self._taken:
            number = self.new_id()
        self._taken.add(number)
        own_label = field_or_none("label", is_text)
        return Annotation(
            id=number,
            name=field_or_none("name", is_text) or "",
            label=label if own_label is None else own_label,
            segmentation=mask,
            source="import",
            predicted_iou=field_or_none("predicted_iou", is_number),
            stability_score=field_or_none("stability_score", is_number),
            point_coords=field_or_none("point_coords", is_point_coords),
            crop_box=field_or_none("crop_box", is_crop_box),
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
