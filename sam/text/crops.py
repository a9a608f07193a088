"""A candidate as an image tower sees it: a square around it, what is not it dimmed.

As in Kirillov et al. (2023), appendix D.5: the mask's box is enlarged and made square, so that the
object keeps its proportions and some of what is around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image

from sam.masks.boxes import box_of_bits
from sam.masks.rle import CocoRle, decode

ENLARGED = 1.5
"""Side of the square, in longest sides of the mask's box."""

DIMMED = 0.3
"""What is left of the brightness outside the mask: enough to see where the object stands."""

Crop = npt.NDArray[np.uint8]


def crops(image: npt.NDArray[np.uint8], masks: Sequence[CocoRle], side: int) -> Iterator[Crop]:
    """The crops of some masks of one picture, one after the other.

    Args:
        image: ``(H, W, 3)`` uint8, RGB.
        masks: of the picture's size.
        side: of a crop, in pixels: what the tower sees.

    Yields:
        ``(side, side, 3)`` uint8. What lies beyond the picture is black, as is a mask without
        pixels.
    """
    for mask in masks:
        yield crop(image, decode(mask), side)


def crop(image: npt.NDArray[np.uint8], bits: npt.NDArray[np.bool_], side: int) -> Crop:
    """One crop, as :func:`crops` makes them, of a mask ``(H, W)`` bool."""
    if not bits.any():
        return np.zeros((side, side, 3), np.uint8)
    x0, y0, x1, y1 = box_of_bits(bits)
    extent = max(round(max(x1 - x0 + 1, y1 - y0 + 1) * ENLARGED), 1)
    left, top = (x0 + x1 + 1 - extent) // 2, (y0 + y1 + 1 - extent) // 2
    height, width = bits.shape
    inside = (
        slice(max(top, 0), min(top + extent, height)),
        slice(max(left, 0), min(left + extent, width)),
    )
    seen = image[inside].astype(np.float32)
    seen[~bits[inside]] *= DIMMED
    square = np.zeros((extent, extent, 3), np.uint8)
    y, x = max(-top, 0), max(-left, 0)
    square[y : y + seen.shape[0], x : x + seen.shape[1]] = seen.round()
    resized = Image.fromarray(square).resize((side, side), Image.Resampling.BICUBIC)
    return np.asarray(resized)
