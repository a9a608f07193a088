"""What a PNG says of itself: its depth, and how many chunks, before a decoder takes them."""

from __future__ import annotations

import struct

from sam.images.errors import damaged

_DEPTH_AT = 24
"""Where the header has the bit depth (PNG 3rd edition, 11.2.1)."""

_MOST_CHUNKS = 200_000
"""Encoders write one for every 8 KB or more, 12,000 in the largest file that is accepted."""


def is_deep_png(data: bytes) -> bool:
    """Whether the header of this PNG announces 16 bits per sample."""
    return data[_DEPTH_AT : _DEPTH_AT + 1] == b"\x10"


def check_chunks(data: bytes) -> None:
    """Refuse a PNG of absurdly many chunks.

    Raises:
        DamagedImageError: no encoder writes so many.
    """
    place = 8
    for _ in range(_MOST_CHUNKS):
        if place + 8 > len(data):
            return
        (length,) = struct.unpack_from(">I", data, place)
        place += 12 + length
    raise damaged("PNG", f"it has more than {_MOST_CHUNKS:,} chunks")
