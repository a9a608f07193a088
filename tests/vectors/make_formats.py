"""Makes ``formats.json``: what ``sam.formats`` writes, which pytest holds to other readers.

Masks are rectangles that invert what lies under them, as in ``rle.json``. Of the ZIP the metadata
is kept: its PNGs are the masks themselves.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import numpy as np
from PIL import Image

from sam.formats import ImageEntry, write_coco, write_indexed_png, write_mask_zip, write_sa1b
from sam.masks import rle
from sam.masks.boxes import box_of_bits, xyxy_to_xywh

Rectangles = list[list[int]]


def format_vectors() -> list[dict[str, Any]]:
    """Pictures with masks: where they lie, their records, and what the files hold."""
    scene: list[Rectangles] = [
        [[20, 12, 24, 16]],  # inside the next: small, though first
        [[10, 5, 35, 28], [15, 8, 18, 10]],  # with a hole
        [[0, 0, 3, 3], [37, 27, 40, 30]],  # two parts, the picture's corners
        [[0, 0, 40, 30]],  # everything
        [[39, 29, 40, 30]],  # one pixel, the last
        [[5, 0, 6, 30]],  # a whole column
        [[5, 3, 9, 4]],  # one row high
        [[12, 20, 16, 24]],  # as large as the first
        [],  # no pixel
    ]
    return [
        _case("holes, parts and overlaps", ImageEntry(40, 30, "scène.jpg", 2**48 - 1), scene),
        _case("nothing found", ImageEntry(7, 5, "blank.png", 1), []),
        _case("one pixel wide", ImageEntry(1, 9, "line.png", 2), [[[0, 2, 1, 5]], [[0, 3, 1, 9]]]),
        _case("one pixel high", ImageEntry(9, 1, "line.png", 3), [[[2, 0, 5, 1]], [[3, 0, 9, 1]]]),
    ]


def _case(name: str, image: ImageEntry, masks: list[Rectangles]) -> dict[str, Any]:
    records: Any = [_record(image, index, mask) for index, mask in enumerate(masks)]
    with zipfile.ZipFile(io.BytesIO(write_mask_zip(image, records))) as archive:
        metadata = archive.read("metadata.csv").decode()
    with Image.open(io.BytesIO(write_indexed_png(image, records))) as picture:
        ids = np.asarray(picture).tolist()
        palette = picture.getpalette()
    return {
        "name": name,
        "image": image.as_dict(),
        "masks": masks,
        "records": records,
        "sa1b": json.loads(write_sa1b(image, records)),
        "coco": json.loads(write_coco(image, records)),
        "ids": ids,
        "palette": palette,
        "metadata": metadata,
    }


def _record(image: ImageEntry, index: int, rectangles: Rectangles) -> dict[str, Any]:
    bits = np.zeros((image.height, image.width), bool)
    for x0, y0, x1, y1 in rectangles:
        bits[y0:y1, x0:x1] ^= True
    return {
        "segmentation": rle.encode(bits),
        "area": int(bits.sum()),
        "bbox": list(xyxy_to_xywh(box_of_bits(bits))),
        "predicted_iou": [0.9534968137741089, 1.0, 0.9][index % 3],
        "point_coords": [[12.5 + index, 300.0]],
        "stability_score": [0.9876543283462524, 1.0][index % 2],
        "crop_box": [0, 0, image.width, image.height],
    }
