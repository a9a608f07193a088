"""PNG of 16 bits per sample, read with libpng (imagecodecs); Pillow halves the depth of colour."""

from __future__ import annotations

import struct

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from sam.images import exif
from sam.images.declared import declared_size
from sam.images.decoded import Raster
from sam.images.deep import deep_raster
from sam.images.errors import damaged
from sam.images.limits import ImageLimits

_SIGNATURE_LENGTH = 8
_COLOUR_AT = 25
_CHANNELS = {b"\0": 1, b"\2": 3, b"\4": 2, b"\6": 4}
"""Samples of a pixel by the header's colour type (PNG 3rd edition, 11.2.1)."""


def read_deep_png(data: bytes, limits: ImageLimits) -> Raster:
    """Decode a PNG of 16-bit grey or colour, with or without alpha, and stretch it to 8 bits.

    Raises:
        ImageTooLargeError: by the size in the header.
        DamagedImageError: if the decoder gives up.
    """
    width, height = declared_size(data, "PNG") or (0, 0)
    limits.check_size(width, height)
    try:
        samples = _decode(data, height, width)
    except MemoryError:
        raise
    except Exception as error:  # decoders raise anything on bytes they did not expect
        raise damaged("PNG", error) from error
    channels = samples.shape[2]
    colours = channels if channels in (1, 3) else channels - 1
    alpha = samples[:, :, colours] if channels > colours else None
    turn = exif.orientation(_exif_chunk(data))
    return deep_raster(samples[:, :, :colours], alpha, orientation=turn)


def _decode(data: bytes, height: int, width: int) -> NDArray[np.uint16]:
    """The samples, ``(height, width, 1 to 4)``; raises whatever the decoder does."""
    channels = _CHANNELS.get(data[_COLOUR_AT : _COLOUR_AT + 1], 1)
    try:
        return _decode_into(data, (height, width, channels))
    except ValueError:  # of another shape: a transparent colour (tRNS) comes back as alpha
        return _decode_into(data, (height, width, channels + 1))


def _decode_into(data: bytes, shape: tuple[int, int, int]) -> NDArray[np.uint16]:
    samples = np.empty(shape, np.uint16)
    try:
        imagecodecs.png_decode(data, out=samples)
    except imagecodecs.PngError:
        # libpng jumps out of imagecodecs (2026.3.6), which keeps its array for good then: a few
        # kilobytes would cost the memory of the largest picture. What is in it is given back here.
        samples.resize(0, refcheck=False)
        raise
    return samples


def _exif_chunk(data: bytes) -> bytes | None:
    """The body of the eXIf chunk, which may come before or after the pixels; None without one."""
    place = _SIGNATURE_LENGTH
    while place + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        if kind == b"eXIf":
            return data[place + 8 : place + 8 + length]
        place += 12 + length
    return None
