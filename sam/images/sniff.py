"""What kind of file some bytes are, judged by the bytes alone: names and declared types can lie."""

from __future__ import annotations

import re

from sam.images.errors import unsupported
from sam.images.other_kinds import name_of_other

_HEAD = 1024
"""How many bytes are looked at."""

_ACCEPTED = (
    ("JPEG", rb"\xff\xd8\xff"),
    ("PNG", rb"\x89PNG\r\n\x1a\n"),
    ("WEBP", rb"RIFF....WEBP"),
    ("GIF", rb"GIF8[79]a"),
    ("TIFF", rb"II[*+]\0|MM\0[*+]"),
    ("BMP", rb"BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0"),
)

_AVIF = {b"avif", b"avis"}
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
"""Brands of ISO base media files: of AVIF (AV1 Image File Format 1.1, 9), of HEIF with HEVC
(ISO/IEC 23008-12, annex B) and of HEIF without saying what is in it."""


def sniff(data: bytes) -> str:
    """Return the picture format of ``data``: "JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "HEIC" or
    "AVIF".

    Raises:
        UnsupportedImageError: if it is none of these; the sentence says what it is instead, and
            what would help.
    """
    if not data:
        raise unsupported("an empty file (0 bytes)")
    head = data[:_HEAD]
    for name, pattern in _ACCEPTED:
        if re.match(pattern, head, re.DOTALL):
            return name
    brands = _brands(head)
    if brands & _AVIF:
        return "AVIF"
    if brands & _HEIC:
        return "HEIC"
    other = name_of_other(head)
    raise unsupported(*other) if other else unsupported(_first_bytes(head, len(data)))


def _brands(head: bytes) -> set[bytes]:
    """What an ISO base media file says that it is, first and compatible brands (ISO/IEC 14496-12,
    4.3); empty for other files.
    """
    if head[4:8] != b"ftyp":
        return set()
    length = min(int.from_bytes(head[:4], "big"), len(head))
    return {head[8:12], *(head[place : place + 4] for place in range(16, length - 3, 4))}


def _first_bytes(head: bytes, size: int) -> str:
    """Words for a file nobody knows: its size, and how it begins where that can be read."""
    start = head[:16]
    readable = start.isascii() and start.decode("ascii").isprintable()
    shown = f", beginning with {start.decode('ascii')!r}" if start and readable else ""
    return f"{size:,} bytes of no known picture format{shown}"
