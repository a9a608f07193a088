"""An annotation as a published record, for the formats that know nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pycocotools import mask as coco

from sam.formats.annotation import Annotation
from sam.formats.records import CheckedRecord, ImageEntry, PublishedRecord, checked
from sam.masks import rle


def published(annotation: Annotation) -> PublishedRecord:
    """The record of the mask. What the annotation does not know is filled in:

    - ``predicted_iou`` and ``stability_score`` are 0: nobody has measured them, and who filters by
      them should not take the mask for a good one.
    - ``point_coords`` is the first foreground point, else the middle of the first box, else the
      middle of the mask's box.
    - ``crop_box`` is the window that the encoder saw, or the whole image.
    """
    height, width = annotation.segmentation["size"]
    crop_box: Any = annotation.crop_box or annotation.window or [0, 0, width, height]
    x, y, across, down = (int(side) for side in coco.toBbox(annotation.segmentation))
    return {
        "segmentation": annotation.segmentation,
        "area": rle.area(annotation.segmentation),
        "bbox": [x, y, max(across - 1, 0), max(down - 1, 0)],
        "predicted_iou": annotation.predicted_iou or 0.0,
        "point_coords": (
            annotation.point_coords or [_prompted(annotation) or [x + across / 2, y + down / 2]]
        ),
        "stability_score": annotation.stability_score or 0.0,
        "crop_box": crop_box,
    }


def checked_annotations(
    image: ImageEntry, annotations: Sequence[Annotation]
) -> list[CheckedRecord]:
    """Their records, each known to fit the image.

    Raises:
        FormatError: a mask does not have the image's size; the sentence gives its number.
    """
    return checked(image, [published(annotation) for annotation in annotations])


def _prompted(annotation: Annotation) -> list[float] | None:
    for prompt in annotation.prompts:
        if prompt["type"] == "point" and prompt["label"] == 1:
            return [prompt["x"], prompt["y"]]
    for prompt in annotation.prompts:
        if prompt["type"] == "box":
            return [(prompt["x0"] + prompt["x1"]) / 2, (prompt["y0"] + prompt["y1"]) / 2]
    return None
