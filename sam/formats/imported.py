"""Annotations out of files that know less than the record does."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sam.formats.annotation import Annotation
from sam.formats.annotation_faults import fitting
from sam.formats.identities import made_of
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
        new_id: gives ids to those that have none, or that of another one in the file; None for ids
            made of their content, the same each time that the file is read.
    """

    image: ImageEntry
    created: str
    new_id: Callable[[], str] | None = None
    _taken: set[str] = field(default_factory=set)

    def annotation(
        self, found: Mapping[str, Any], label: str, mask: CocoRle, called: str = ""
    ) -> Annotation:
        """One annotation; its source is ``import``.

        Args:
            found: as the file has it. ``uuid``, ``name``, ``label``, scores, point and crop are
                taken from it, each only if it is what the record wants.
            label: where ``found`` has none.
            called: what the file calls it.
        """
        named = {field: found[key] for field, key in _TAKEN.items() if key in found}
        if self.image.sha256 is not None:
            named["picture"] = {"id": self.image.sha256, "file_name": self.image.file_name}
        known = {key: value for key, value in fitting(named).items() if value is not None}
        known.setdefault("label", label)
        if "id" not in known or known["id"] in self._taken:
            known["id"] = self._id(f"{known['label']}\n{called}\n{mask['counts']}")
        self._taken.add(known["id"])
        return Annotation(
            **{"name": "", **known},
            segmentation=mask,
            source="import",
            created=self.created,
            modified=self.created,
        )

    def _id(self, content: str) -> str:
        if self.new_id is not None:
            return self.new_id()
        made = made_of(content)
        while made in self._taken:
            content += "\n"
            made = made_of(content)
        return made
