"""Masks and boxes of a picture that was annotated lying on its side."""

from __future__ import annotations

import numpy as np

from sam.masks.rle import CocoRle, decode, encode
from sam.transforms import Size

Box = tuple[float, float, float, float]


def turned_mask(mask: CocoRle, turn: int) -> CocoRle:
    """The mask turned clockwise by 0, 90 or 270 degrees."""
    return encode(np.rot90(decode(mask), -turn // 90)) if turn else mask


def turned_box(box: Box, size: Size, turn: int) -> Box:
    """The box turned as the picture of ``size`` (H, W) that it lies in."""
    x0, y0, x1, y1 = box
    height, width = size
    if turn == 90:
        return height - y1, x0, height - y0, x1
    return (y0, width - x1, y1, width - x0) if turn == 270 else box
