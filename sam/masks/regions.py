"""Small regions of a mask: holes to fill, islands to drop."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from sam.masks.boxes import box_of_bits

Bits = npt.NDArray[np.bool_]

_TOUCHING = np.ones((3, 3), bool)  # pixels that touch at a corner belong together


def clean(mask: Bits, min_area: int) -> tuple[Bits, bool]:
    """Fill holes, then drop islands, of fewer than ``min_area`` pixels.

    Returns:
        The mask ``(H, W) bool``, a new one if something changed, and whether it did.
    """
    filled, holes = remove_small_regions(mask, min_area, "holes")
    cleaned, islands = remove_small_regions(filled, min_area, "islands")
    return cleaned, holes or islands


def remove_small_regions(
    mask: Bits, min_area: int, mode: Literal["holes", "islands"]
) -> tuple[Bits, bool]:
    """Fill holes or drop islands smaller than ``min_area``, as the published generator does.

    Background that reaches the image's border is a hole too if it is small. Where all islands are
    small, the largest stays (of equal ones the first in row order).

    Returns:
        As :func:`clean`.
    """
    y, x = _window(mask, min_area)
    regions, count = ndimage.label(mask[y, x] ^ (mode == "holes"), _TOUCHING)
    sizes = np.bincount(regions.ravel(), minlength=count + 1)
    small = sizes < min_area
    small[0] = False  # what is not searched
    if not small.any():
        return mask, False
    if mode == "islands" and small[1:].all():
        small[1 + np.argmax(sizes[1:])] = False
    changed = mask.copy()
    changed[y, x] ^= small[regions]
    return changed, True


def _window(mask: Bits, min_area: int) -> tuple[slice, slice]:
    """The mask's box with a margin, inside which every small region can be told.

    Background that reaches the margin's outer side there has at least ``min_area`` pixels in it.
    """
    x0, y0, x1, y1 = box_of_bits(mask)
    return (
        slice(max(0, y0 - min_area), y1 + 1 + min_area),
        slice(max(0, x0 - min_area), x1 + 1 + min_area),
    )
