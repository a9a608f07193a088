"""PNG of 16 bits per sample, read with libpng (imagecodecs); Pillow halves the depth of colour."""

from __future__ import annotations

import struct

import imagecodecs
import numpy as np

from sam.images import exif
from sam.images.declared import declared_size
from sam.images.decoded import Raster
from sam.images.deep import deep_raster
from sam.images.errors import damaged
from sam.images.limits import ImageLimits

_SIGNATURE_LENGTH = 8
_DEPTH_AT = 24
"""Where the header has the bit depth (PNG 3rd edition, 11.2.1)."""


def is_deep_png(data: bytes) -> bool:
    """Whether the header of this PNG announces 16 bits per sample."""
    return data[_DEPTH_AT : _DEPTH_AT + 1] == b"\x10"


def read_deep_png(data: bytes, limits: ImageLimits) -> Raster:
    """Decode a PNG of 16-bit grey or colour, with or without alpha, and stretch it to 8 bits.

    Raises:
        ImageTooLargeError: by the size in the header.
        DamagedImageError: if the decoder gives up.
    """
    width, height = declared_size(data, "PNG") or (0, 0)
    limits.check_size(width, height)
    try:
        samples = np.asarray(imagecodecs.png_decode(data)).reshape(height, width, -1)
    except MemoryError:
        raise
    except Exception as error:  # decoders raise anything on bytes they did not expect
        raise damaged("PNG", error) from error
    channels = samples.shape[2]
    colours = channels if channels in (1, 3) else channels - 1
    alpha = samples[:, :, colours] if channels > colours else None
    turn = exif.orientation(_exif_chunk(data))
    return deep_raster(samples[:, :, :colours], alpha, orientation=turn)


def _exif_chunk(data: bytes) -> bytes | None:
    """The body of the eXIf chunk, which may come before or after the pixels; None without one."""
    place = _SIGNATURE_LENGTH
    while place + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        if kind == b"eXIf":
            return data[place + 8 : place + 8 + length]
        place += 12 + length
    return None
