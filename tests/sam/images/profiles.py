"""A CMYK profile small enough to write by hand, unlike any real ink: black ink alone darkens."""

from __future__ import annotations

import struct


def cmyk_profile() -> bytes:
    """An ICC 2.4 output profile whose lut8 sends cyan to red: the plain formula never would.

    Source: ICC.1:2001-04, 6.1 (header), 6.5.8 (lut8Type); Lab is encoded as in Annex A.
    """
    grid = b"".join(_lab(c, k) for c in (0, 1) for _ in range(4) for k in (0, 1))
    identity = bytes(range(256))
    lut = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + struct.pack(">9i", *(65536, 0, 0) * 3)
    lut += identity * 4 + grid + identity * 3
    text = b"text\0\0\0\0public domain\0"
    white = b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061)
    desc = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + b"\0" * 78
    return _profile([(b"desc", desc), (b"cprt", text), (b"wtpt", white), (b"A2B0", lut)])


def _lab(cyan: int, black: int) -> bytes:
    """Paper is white; cyan ink is a strong red; black ink is black."""
    if black:
        return bytes([0, 128, 128])
    return bytes([136, 208, 195]) if cyan else bytes([255, 128, 128])


def _profile(tags: list[tuple[bytes, bytes]]) -> bytes:
    table, bodies = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, body in tags:
        body += b"\0" * (-len(body) % 4)
        table += name + struct.pack(">II", start + len(bodies), len(body))
        bodies += body
    size = start + len(bodies)
    header = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02400000, b"prtr", b"CMYK", b"Lab ")
    header += struct.pack(">6H", 2001, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28
    header += struct.pack(">3i", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + table + bodies
