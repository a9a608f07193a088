"""The orientation in a block of EXIF, and nothing else of it.

Pillow can read EXIF too, but warns on stderr about every oddity cameras write and can fail on a
damaged block; an orientation is four bytes behind one tag, and a block it cannot be found in simply
has none.
Source: EXIF 2.32, 4.6.4 A, tag 0x0112; the layout is TIFF 6.0's, section 2.
"""

from __future__ import annotations

import struct

ORIENTATION_TAG = 0x0112
_SHORT = 3


def orientation(exif: bytes | None) -> int:
    """The orientation, 1..8, in an EXIF block (with or without its ``Exif\\0\\0`` mark); 1 if there
    is none.
    """
    if not exif:
        return 1
    block = exif.removeprefix(b"Exif\0\0")
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None:
        return 1
    try:
        (start,) = struct.unpack_from(order + "I", block, 4)
        (count,) = struct.unpack_from(order + "H", block, start)
        for entry in range(start + 2, start + 2 + 12 * count, 12):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", block, entry)
            if tag == ORIENTATION_TAG:
                return value if kind == _SHORT and 1 <= value <= 8 else 1
    except struct.error:  # the block ends before what it promises
        pass
    return 1
