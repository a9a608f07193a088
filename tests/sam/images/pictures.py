"""Small pictures to write and read back: four colours in four corners, so that turning shows."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import numpy as np
import tifffile
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]


def quarters(width: int = 48, height: int = 32) -> Pixels:
    """(H, W, 3): red, green, blue and yellow quarters, each block aligned for JPEG."""
    rgb = np.zeros((height, width, 3), np.uint8)
    top, left = height // 2, width // 2
    rgb[:top, :left] = (220, 30, 40)
    rgb[:top, left:] = (40, 180, 60)
    rgb[top:, :left] = (30, 60, 200)
    rgb[top:, left:] = (230, 210, 50)
    return rgb


def noise(*shape: int, dtype: str = "uint8", seed: int = 0) -> NDArray[Any]:
    """Values from all over an integer type."""
    info = np.iinfo(dtype)
    values = np.random.default_rng(seed).integers(info.min, info.max, shape, dtype, endpoint=True)
    return np.asarray(values)


def encoded(image: Image.Image | NDArray[Any], format: str, **options: Any) -> bytes:
    """A picture file, by Pillow."""
    if not isinstance(image, Image.Image):
        image = Image.fromarray(image)
    buffer = BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def tiff(array: NDArray[Any], **options: Any) -> bytes:
    """A TIFF file, by tifffile."""
    buffer = BytesIO()
    tifffile.imwrite(buffer, array, **options)
    return buffer.getvalue()


def exif(orientation: int, order: str = "<") -> bytes:
    """An EXIF block that holds an orientation and nothing else."""
    mark = b"II" if order == "<" else b"MM"
    entry = struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"Exif\0\0" + mark + struct.pack(order + "HIH", 42, 8, 1) + entry + b"\0\0\0\0"


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    crc = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc)


def png_header(width: int, height: int, depth: int = 8, colour: int = 2) -> bytes:
    """The beginning of a PNG that promises this size."""
    size = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", size)
