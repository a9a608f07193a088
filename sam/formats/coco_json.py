"""COCO JSON with RLE: readable by pycocotools and what is built on it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pycocotools import mask as coco

from sam.formats.records import ImageEntry, PublishedRecord, checked

CATEGORY = {"id": 1, "name": "object", "supercategory": "object"}
"""Segment everything knows no kinds of object, and COCO wants one."""


def write_coco(image: ImageEntry, records: Sequence[PublishedRecord]) -> bytes:
    """A data set of one image. What COCO has no field for is kept under the published names.

    ``iscrowd`` is 0, because each mask is one object, though COCO's own files use RLE for crowds;
    pycocotools goes by the kind of ``segmentation``.

    Raises:
        FormatError: a record does not fit the image.
    """
    annotations = [
        {
            "id": record.number,
            "image_id": image.image_id,
            "category_id": CATEGORY["id"],
            "segmentation": record.rle,
            "area": record.fields["area"],
            "bbox": coco.toBbox(record.rle).tolist(),
            "iscrowd": 0,
            **{
                name: record.fields[name]
                for name in ("predicted_iou", "stability_score", "point_coords", "crop_box")
            },
        }
        for record in checked(image, records)
    ]
    entry = {
        "id": image.image_id,
        "width": image.width,
        "height": image.height,
        "file_name": image.file_name,
    }
    document = {
        "info": {"description": "Every mask of one picture"},
        "licenses": [],
        "images": [entry],
        "categories": [CATEGORY],
        "annotations": annotations,
    }
    return json.dumps(document).encode()
