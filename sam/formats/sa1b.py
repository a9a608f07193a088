"""SA-1B JSON: one file for an image, as the SA-1B data set has it (Kirillov et al., 2023)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sam.formats.annotation import Annotation
from sam.formats.published import checked_annotations
from sam.formats.records import CheckedRecord, ImageEntry, PublishedRecord, checked

_FIELDS = ("bbox", "area", "predicted_iou", "stability_score", "crop_box", "point_coords")


def write_sa1b(image: ImageEntry, records: Sequence[PublishedRecord]) -> bytes:
    """The file's bytes; :func:`sam.formats.read_sa1b` gives the same masks again.

    Raises:
        FormatError: a record does not fit the image.
    """
    return _file(image, [_entry(record) for record in checked(image, records)])


def write_sa1b_annotations(image: ImageEntry, annotations: Sequence[Annotation]) -> bytes:
    """The same of annotations, each with its ``uuid``, ``name`` and ``label`` beside the schema.

    Raises:
        FormatError: a mask does not have the image's size.
    """
    records = checked_annotations(image, annotations)
    entries = [
        _entry(record) | {"uuid": annotation.id, "name": annotation.name, "label": annotation.label}
        for annotation, record in zip(annotations, records, strict=True)
    ]
    return _file(image, entries)


def _entry(record: CheckedRecord) -> dict[str, Any]:
    return {
        "id": record.number,
        "segmentation": record.rle,
        **{name: record.fields[name] for name in _FIELDS},
    }


def _file(image: ImageEntry, entries: list[dict[str, Any]]) -> bytes:
    return json.dumps({"image": image.as_dict(), "annotations": entries}).encode()
