"""What kind of file some bytes are, judged by the bytes alone: names and declared types can lie."""

from __future__ import annotations

import re

from sam.images.errors import unsupported

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

_OTHERS = (
    ("a PDF document", rb"%PDF-"),
    ("an AVIF picture", rb"....ftypavi[fs]"),
    ("a HEIC picture", rb"....ftyp(?:hei|hev|mif1|msf1)"),
    ("a film (MP4 or QuickTime)", rb"....ftyp"),
    ("a JPEG 2000 picture", rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51"),
    ("a JPEG XL picture", rb"\xff\x0a|\0\0\0\x0cJXL "),
    ("a Photoshop document", rb"8BPS"),
    ("an icon (ICO)", rb"\0\0[\1\2]\0"),
    ("a DICOM file", rb".{128}DICM"),
    ("an OpenEXR picture", rb"\x76\x2f\x31\x01"),
    ("a Netpbm picture", rb"P[1-7]\s"),
    ("an HDF5 file", rb"\x89HDF\r\n\x1a\n"),
    ("a NumPy array", rb"\x93NUMPY"),
    ("a ZIP archive", rb"PK\x03\x04"),
    ("a gzip archive", rb"\x1f\x8b"),
    ("a JSON document", rb'\s*[{\[]\s*["{\[\]}]'),
)


def sniff(data: bytes) -> str:
    """Return the picture format of ``data``: "JPEG", "PNG", "WEBP", "GIF", "TIFF" or "BMP".

    Raises:
        UnsupportedImageError: if it is none of these; the sentence says what it is instead.
    """
    if not data:
        raise unsupported("an empty file (0 bytes)")
    head = data[:_HEAD]
    for name, pattern in _ACCEPTED:
        if re.match(pattern, head, re.DOTALL):
            return name
    raise unsupported(_name_of_other(head) or _first_bytes(head, len(data)))


def _name_of_other(head: bytes) -> str | None:
    """A name for the well-known kinds of file people try, or None."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(b"<"):
        for name, mark in (
            ("an SVG drawing", b"<svg"),
            ("a web page (HTML)", b"<html"),
            ("a web page (HTML)", b"<!doctype html"),
        ):
            if mark in text:
                return name
        return "an XML document" if text.startswith(b"<?xml") else "a text that begins with a tag"
    return next((name for name, pattern in _OTHERS if re.match(pattern, head, re.DOTALL)), None)


def _first_bytes(head: bytes, size: int) -> str:
    """Words for a file nobody knows: its size and how it begins."""
    start = head[:16]
    readable = start.isascii() and start.decode("ascii").isprintable()
    shown = repr(start.decode("ascii")) if readable else start.hex(" ")
    return f"{size:,} bytes of no known picture format, beginning with {shown}"
