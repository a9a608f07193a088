"""The size a PNG or WebP header declares, read without the decoder.

The decoders of the other formats tell the size after the header; these two read on first: Pillow's
WebP class allocates the canvas, and its PNG class goes through every chunk up to the pixels.
"""

from __future__ import annotations

import struct

from sam.images.errors import damaged


def declared_size(data: bytes, kind: str) -> tuple[int, int] | None:
    """Width and height in the header of a "PNG" or "WEBP"; None for other formats.

    Raises:
        DamagedImageError: the header is cut off.
    """
    try:
        if kind == "PNG":
            width, height = struct.unpack_from(">II", data, 16)  # PNG 3rd edition, 11.2.1
            return width, height
        return _webp_canvas(data) if kind == "WEBP" else None
    except struct.error as error:
        raise damaged(kind, "its header is cut off") from error


def _webp_canvas(data: bytes) -> tuple[int, int]:
    """Source: RFC 9649, sections 2.5 (lossy), 2.6 (lossless), 2.7 (extended) and 3.4."""
    chunk = data[12:16]
    if chunk == b"VP8X":
        low_w, high_w, low_h, high_h = struct.unpack_from("<HBHB", data, 24)
        return 1 + (low_w | high_w << 16), 1 + (low_h | high_h << 16)
    if chunk == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF
