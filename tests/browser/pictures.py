"""Pictures to open in the page, as files."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from visitors.pictures import Rgb

ORIENTATION = 0x0112
"""The EXIF tag that says how a camera was held."""


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
