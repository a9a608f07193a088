"""COCO JSON: readable by pycocotools and what is built on it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

from pycocotools import mask as coco

from sam.formats.annotation import Annotation
from sam.formats.categories import NO_LABEL, class_of, classes_of
from sam.formats.published import checked_annotations
from sam.formats.records import CheckedRecord, ImageEntry, PublishedRecord, checked
from sam.masks.rings import rings
from sam.masks.rle import CocoRle

Shapes = Literal["rle", "polygons"]


def write_coco(image: ImageEntry, records: Sequence[PublishedRecord]) -> bytes:
    """A data set of one image. What COCO has no field for is kept under the published names.

    There is one category, as segment everything knows no kinds of object. ``iscrowd`` is 0, because
    each mask is one object, though COCO's own files use RLE for crowds; pycocotools goes by the
    kind of ``segmentation``.

    Raises:
        FormatError: a record does not fit the image.
    """
    entries = [
        _entry(image, record, 1, record.rle)
        | {
            name: record.fields[name]
            for name in ("predicted_iou", "stability_score", "point_coords", "crop_box")
        }
        for record in checked(image, records)
    ]
    return _file(image, "Every mask of one picture", [NO_LABEL], entries)


def write_coco_annotations(
    image: ImageEntry,
    annotations: Sequence[Annotation],
    shapes: Shapes = "rle",
    classes: Sequence[str] = (),
) -> bytes:
    """A data set of one image, its categories the classes.

    What COCO has no field for is kept under the annotation's names, its id as ``uuid``; null where
    it is not known.

    Args:
        shapes: ``polygons`` gives each part of a mask a polygon along pixel edges, its holes cut
            out of it (:mod:`sam.masks.rings`), which pycocotools fills with exactly the same
            pixels; a mask without a pixel stays RLE, as COCO has no polygon for it.
        classes: that come first, used or not (:func:`sam.formats.classes_of`).

    Raises:
        FormatError: a mask does not have the image's size.
    """
    names = classes_of(annotations, classes)
    records = checked_annotations(image, annotations)
    entries = [
        _entry(
            image,
            record,
            names.index(class_of(annotation)) + 1,
            record.rle if shapes == "rle" else _polygons(record.rle),
        )
        | {
            "uuid": annotation.id,
            "name": annotation.name,
            "label": annotation.label,
            "predicted_iou": annotation.predicted_iou,
            "stability_score": annotation.stability_score,
            "point_coords": annotation.point_coords,
            "crop_box": annotation.crop_box,
        }
        for annotation, record in zip(annotations, records, strict=True)
    ]
    return _file(image, "Objects of one picture", names, entries)


def _entry(
    image: ImageEntry, record: CheckedRecord, category: int, segmentation: object
) -> dict[str, Any]:
    """What COCO has fields for."""
    return {
        "id": record.number,
        "image_id": image.image_id,
        "category_id": category,
        "segmentation": segmentation,
        "area": record.fields["area"],
        "bbox": coco.toBbox(record.rle).tolist(),
        "iscrowd": 0,
    }


def _polygons(rle: CocoRle) -> CocoRle | list[list[int]]:
    return [ring.ravel().tolist() for ring in rings(rle)] or rle


def _file(
    image: ImageEntry, description: str, classes: Sequence[str], entries: list[dict[str, Any]]
) -> bytes:
    document = {
        "info": {"description": description},
        "licenses": [],
        "images": [
            {
                "id": image.image_id,
                "width": image.width,
                "height": image.height,
                "file_name": image.file_name,
            }
        ],
        "categories": [
            {"id": number, "name": name, "supercategory": NO_LABEL}
            for number, name in enumerate(classes, 1)
        ],
        "annotations": entries,
    }
    return json.dumps(document).encode()
