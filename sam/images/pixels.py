"""Arithmetic on pixels: turning, stretching to 8 bits, compositing on white. Pure functions on
arrays.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

ROWS_AT_ONCE = 1 << 22
"""Samples converted at a time, so that a large picture never exists in float64 as a whole."""


def upright(array: NDArray[Any], orientation: int) -> NDArray[Any]:
    """Turn ``array`` (H, W, ...) as EXIF ``orientation`` 1..8 says it must be shown; always
    C-contiguous.
    """
    turned = {
        1: lambda a: a,
        2: lambda a: a[:, ::-1],
        3: lambda a: a[::-1, ::-1],
        4: lambda a: a[::-1],
        5: lambda a: a.swapaxes(0, 1),
        6: lambda a: a[::-1].swapaxes(0, 1),
        7: lambda a: a[::-1, ::-1].swapaxes(0, 1),
        8: lambda a: a[:, ::-1].swapaxes(0, 1),
    }[orientation](array)
    return np.ascontiguousarray(turned)


def stretch(
    samples: NDArray[Any],
    low: float,
    high: float,
    blanks: tuple[Any, ...] = (),
    white_is_low: bool = False,
) -> NDArray[np.uint8]:
    """Map ``samples`` linearly so that ``low`` becomes 0 and ``high`` 255, rounded; (H, W, C) any
    real dtype -> uint8.

    NaN becomes 0, and so do ``blanks``, numbers of the same dtype that stand for no data; what lies
    outside becomes the nearer end. With ``low == high`` everything finite becomes 0.
    ``white_is_low`` exchanges 0 and 255 for all other values.
    """
    if samples.dtype.kind in "iu" and samples.dtype.itemsize == 2 and samples.size > 1 << 16:
        # Looked up: a picture of 100 million pixels takes a second instead of five.
        every = np.arange(1 << 16, dtype=np.uint16).view(samples.dtype)
        table = stretch(every[:, None, None], low, high, blanks, white_is_low).ravel()
        return np.asarray(table[samples.view(np.uint16)])
    out = np.empty(samples.shape, np.uint8)
    # float64 pictures may span more than the largest float64; halved, they do not.
    unit = 1.0 if np.isfinite(high - low) else 2.0
    low, high = low / unit, high / unit
    rows = max(1, ROWS_AT_ONCE // max(1, samples[0].size))
    for top in range(0, len(samples), rows):
        stored = samples[top : top + rows]
        block = stored.astype(np.float64) / unit
        infinite = np.isposinf(block)
        block = np.nan_to_num(block, copy=False, nan=low, posinf=high, neginf=low).clip(low, high)
        scaled = (block - low) / (high - low) if high > low else np.zeros_like(block)
        scaled[infinite] = 1.0
        if white_is_low and high > low:
            scaled = 1.0 - scaled
            scaled[np.isnan(stored)] = 0.0
        for blank in blanks:
            scaled[stored == blank] = 0.0
        out[top : top + rows] = np.rint(scaled * 255)
    return out


def over_white(rgb: NDArray[np.uint8], alpha: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Composite ``rgb`` (H, W, 3), not premultiplied, on white where ``alpha`` (H, W) is below
    255.
    """
    page = Image.new("RGB", (rgb.shape[1], rgb.shape[0]), "white")
    page.paste(Image.fromarray(rgb), mask=Image.fromarray(alpha))
    return np.asarray(page)


def as_rgb(channels: NDArray[Any]) -> NDArray[Any]:
    """(H, W, 1) or (H, W, 3) -> (H, W, 3): grey is repeated."""
    return np.repeat(channels, 3, axis=2) if channels.shape[2] == 1 else channels
