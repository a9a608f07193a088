"""Boxes round masks, XYXY as the published generator has them: the last pixels, not one beyond."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Box = tuple[int, int, int, int]


def box_of_bits(bits: npt.NDArray[np.bool_]) -> Box:
    """(x0, y0, x1, y1) of the first and last columns and rows with a pixel; zeros if there is none.

    A mask of one pixel has x0 = x1, as in the published records.
    """
    ys, xs = np.flatnonzero(bits.any(1)), np.flatnonzero(bits.any(0))
    if not len(ys):
        return (0, 0, 0, 0)
    return (int(xs[0]), int(ys[0]), int(xs[-1]), int(ys[-1]))


def xyxy_to_xywh(box: Box) -> Box:
    """(x0, y0, x1, y1) -> (x, y, width, height), width being x1 - x0."""
    x0, y0, x1, y1 = box
    return (x0, y0, x1 - x0, y1 - y0)


def near_crop_edge(box: Box, crop_box: Box, image_box: Box, tolerance: int = 20) -> bool:
    """Whether a side lies near the crop's edge where the image goes on beyond it.

    Args:
        box, crop_box, image_box: XYXY in the image frame.
        tolerance: in pixels; what is exactly so far away counts as near.
    """
    return any(
        abs(side - crop) <= tolerance < abs(side - image)
        for side, crop, image in zip(box, crop_box, image_box, strict=True)
    )
