"""SA-1B JSON: one file for an image, as the SA-1B data set has it (Kirillov et al., 2023)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sam.formats.records import ImageEntry, PublishedRecord, checked


def write_sa1b(image: ImageEntry, records: Sequence[PublishedRecord]) -> bytes:
    """The file's bytes; :func:`sam.formats.read_sa1b` gives the same masks again.

    Raises:
        FormatError: a record does not fit the image.
    """
    annotations = [
        {
            "id": record.number,
            "segmentation": record.rle,
            **{
                name: record.fields[name]
                for name in (
                    "bbox",
                    "area",
                    "predicted_iou",
                    "stability_score",
                    "crop_box",
                    "point_coords",
                )
            },
        }
        for record in checked(image, records)
    ]
    return json.dumps({"image": image.as_dict(), "annotations": annotations}).encode()
