"""Varieties of accepted kinds that are sound and not read: named, not called damaged."""

from __future__ import annotations

import re
import struct

from sam.images.errors import SAVE_AGAIN, UnsupportedImageError, unsupported

_JPEG_PROCESSES = {
    0xC3: "a lossless JPEG picture",
    0xC5: "a hierarchical JPEG picture",
    0xC6: "a hierarchical JPEG picture",
    0xC7: "a hierarchical JPEG picture",
    0xCB: "a lossless JPEG picture",
    0xCD: "a hierarchical JPEG picture",
    0xCE: "a hierarchical JPEG picture",
    0xCF: "a hierarchical JPEG picture",
    0xF7: "a JPEG-LS picture",
}
"""By the marker of the frame (ITU-T T.81, table B.1; T.87)."""

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC} | {0xF7}
_MOST_SEGMENTS = 10_000
_UNREAD = re.compile(r"unsupported|not supported|unknown|not implemented", re.IGNORECASE)
"""How Pillow and tifffile say that they do not read a variety."""


def check_variety(data: bytes, kind: str) -> None:
    """Refuse a sound JPEG, PNG or BMP of a variety that no decoder here reads.

    Raises:
        UnsupportedImageError: says which.
    """
    namer = {"JPEG": _jpeg, "PNG": _png, "BMP": _bmp}.get(kind)
    if namer is not None and (found := namer(data)) is not None:
        raise unsupported(found, SAVE_AGAIN)


def unread_variety(kind: str, error: Exception) -> UnsupportedImageError | None:
    """The refusal of what a decoder says it does not read, rather than that it is damaged; None
    where it says something else.
    """
    words = " ".join(str(error).split())[:120].rstrip(".")
    if not isinstance(error, NotImplementedError) and not _UNREAD.search(words):
        return None
    because = f" ({words})" if words else ""
    return unsupported(f"a {kind} picture of a variety that is not read{because}", SAVE_AGAIN)


def _jpeg(data: bytes) -> str | None:
    place = 2
    for _ in range(_MOST_SEGMENTS):
        place = data.find(b"\xff", place)
        while data[place : place + 1] == b"\xff" == data[place + 1 : place + 2]:
            place += 1
        if place < 0 or place + 10 > len(data):
            return None
        marker = data[place + 1]
        if marker == 0xDA:
            return None
        if marker in _FRAMES:
            if marker in _JPEG_PROCESSES:
                return _JPEG_PROCESSES[marker]
            bits, parts = data[place + 4], data[place + 9]
            if bits in (12, 16):
                return f"a JPEG picture of {bits} bits a colour"
            return "a JPEG picture of 2 colours" if parts == 2 else None
        length = int.from_bytes(data[place + 2 : place + 4], "big")
        place += 2 + max(2, length) if 0xC0 <= marker <= 0xFE else 2
    return None


def _png(data: bytes) -> str | None:
    return "a PNG picture of Apple's own variety (CgBI)" if data[12:16] == b"CgBI" else None


def _bmp(data: bytes) -> str | None:
    header, _, _, _, bits, packed = struct.unpack_from("<IiiHHI", data.ljust(64, b"\0"), 14)
    if header >= 40 and packed in (4, 5):
        return f"a BMP picture with a {'JPEG' if packed == 4 else 'PNG'} in it"
    if header >= 40 and bits in (2, 64):
        return f"a BMP picture of {bits} bits a pixel"
    return None
