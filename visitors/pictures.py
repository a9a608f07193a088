"""Pictures of any size, made of real photographs: scikit-image's package comes with them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import skimage.data
from PIL import Image

Rgb = npt.NDArray[np.uint8]


def photograph(name: str) -> Rgb:
    """A photograph of scikit-image's package, ``(H, W, 3)`` uint8."""
    loader: Any = getattr(skimage.data, name)
    pixels: Rgb = np.array(Image.fromarray(loader()).convert("RGB"))
    return pixels


def tiled(width: int, height: int) -> Rgb:
    """Many photographs side by side in their own size, ``(height, width, 3)`` uint8."""
    names = ("coffee", "astronaut", "rocket", "chelsea", "immunohistochemistry")
    photographs = [photograph(name) for name in names]
    sheet = np.zeros((height, width, 3), np.uint8)
    top = count = 0
    while top < height:
        left, row_height = 0, height - top
        while left < width:
            tile = photographs[count % len(photographs)][: height - top, : width - left]
            sheet[top : top + tile.shape[0], left : left + tile.shape[1]] = tile
            left += tile.shape[1]
            row_height = min(row_height, tile.shape[0])
            count += 1
        top += row_height
    return sheet
