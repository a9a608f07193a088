"""How many chunks a PNG has, counted before a decoder takes each of them into its hands."""

from __future__ import annotations

import struct

from sam.images.errors import damaged

_MOST_CHUNKS = 200_000
"""Encoders write one for every 8 KB or more, 12,000 in the largest file that is accepted."""


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
