"""Pictures to open in the page: real photographs of scikit-image's package, as files."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt
import skimage.data
from PIL import Image, ImageOps

Rgb = npt.NDArray[np.uint8]

ORIENTATION = 0x0112
"""The EXIF tag that says how a camera was held."""


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


def encoded(image: Rgb, file_format: str = "PNG", orientation: int = 1, **options: Any) -> bytes:
    """An image as a file's bytes.

    Args:
        image: ``(H, W, 3)`` uint8 as it is to be seen.
        file_format: as Pillow calls it.
        orientation: EXIF orientation. The stored pixels are turned the other way round, so that
            they are seen upright by whoever honours it.
    """
    picture = Image.fromarray(image)
    if orientation != 1:
        # The same turn undoes itself, but for the quarter turns, which undo each other.
        picture = turned(picture, {6: 8, 8: 6}.get(orientation, orientation))
        exif = Image.Exif()
        exif[ORIENTATION] = orientation
        options["exif"] = exif
    buffer = BytesIO()
    picture.save(buffer, file_format, **options)
    return buffer.getvalue()


def turned(picture: Image.Image, orientation: int) -> Image.Image:
    """The picture as someone sees it who honours that EXIF orientation."""
    picture.getexif()[ORIENTATION] = orientation
    return ImageOps.exif_transpose(picture)


def decoded(file: bytes) -> Rgb:
    """A file's pixels as they are to be seen, ``(H, W, 3)`` uint8."""
    return np.array(ImageOps.exif_transpose(Image.open(BytesIO(file))).convert("RGB"))
