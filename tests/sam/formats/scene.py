"""Masks by hand, with what a file could lose: holes, parts, overlaps, the picture's corners."""

from __future__ import annotations

import uuid
from typing import Any

import numpy as np
from hypothesis import strategies as st

from sam.formats import Annotation, ImageEntry
from sam.masks import rle
from sam.masks.boxes import box_of_bits, xyxy_to_xywh

IMAGE = ImageEntry(width=40, height=30, file_name="scène.jpg", image_id=0xFFFF_FFFF_FFFF)


def bits(*rectangles: tuple[int, int, int, int], image: ImageEntry = IMAGE) -> np.ndarray:
    """Rectangles, XYXY with right and bottom edges exclusive, that invert what is under them."""
    mask = np.zeros((image.height, image.width), bool)
    for x0, y0, x1, y1 in rectangles:
        mask[y0:y1, x0:x1] ^= True
    return mask


MASKS = [
    bits((20, 12, 24, 16)),  # inside the next: small, though first
    bits((10, 5, 35, 28), (15, 8, 18, 10)),  # with a hole
    bits((0, 0, 3, 3), (37, 27, 40, 30)),  # two parts, the picture's corners
    bits((0, 0, 40, 30)),  # everything
    bits((39, 29, 40, 30)),  # one pixel, the last
]


def annotation(mask: np.ndarray, **others: Any) -> Annotation:
    """An annotation of a mask ``(H, W) bool``."""
    return Annotation(
        **{
            "id": str(uuid.uuid4()),
            "name": "Rex",
            "label": "dog",
            "segmentation": rle.encode(mask),
            "source": "manual",
            "created": "2026-11-25T14:43:09Z",
            "modified": "2026-11-25T14:43:09Z",
            **others,
        }
    )


@st.composite
def any_mask(draw: st.DrawFn) -> np.ndarray:
    """``(H, W) bool``: blots of 1 to 4 pixels, from none to all, with holes, parts and corners."""
    height, width = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    coarse = chance.random((height, width)) < draw(st.sampled_from([0, 0.1, 0.5, 0.8, 1]))
    return np.kron(coarse, np.ones([draw(st.integers(1, 4))] * 2, bool))


def record(mask: np.ndarray, segmentation: Any = None, **others: Any) -> Any:
    """The published record of a mask ``(H, W) bool``."""
    return {
        "segmentation": mask if segmentation is None else segmentation,
        "area": int(mask.sum()),
        "bbox": list(xyxy_to_xywh(box_of_bits(mask))),
        "predicted_iou": 0.9534968137741089,
        "point_coords": [[12.5, 300.0]],
        "stability_score": 1.0,
        "crop_box": [0, 0, mask.shape[1], mask.shape[0]],
        **others,
    }
