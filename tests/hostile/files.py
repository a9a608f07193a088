"""Writing the parts of picture files by hand, where no writer would write such a thing."""

from __future__ import annotations

import struct
import zlib

from tests.sam.images.pictures import png_chunk, png_header


def png_file(width: int, height: int, *chunks: bytes, depth: int = 8, colour: int = 0) -> bytes:
    """A PNG of ``chunks`` between header and end."""
    return png_header(width, height, depth, colour) + b"".join(chunks) + png_chunk(b"IEND", b"")


def zeros_deflated(count: int) -> bytes:
    """``count`` NULs as zlib packs them, a thousandth of their size; never all in memory."""
    packer = zlib.compressobj(9)
    block = bytes(1 << 20)
    parts = [packer.compress(block) for _ in range(count >> 20)]
    return b"".join([*parts, packer.compress(bytes(count & 0xFFFFF)), packer.flush()])


def tiff_file(
    tags: dict[int, tuple[int, int, int]], body: bytes = b"", next_page: int = 0
) -> bytes:
    """A little-endian TIFF of one page.

    Args:
        tags: (type, count, value or offset) by number; ``body`` begins at byte 8.
        body: lies before the page's tags.
        next_page: where the next page is said to be.
    """
    entries = b"".join(
        struct.pack("<HHII", number, *fields) for number, fields in sorted(tags.items())
    )
    head = b"II*\0" + struct.pack("<I", 8 + len(body))
    return head + body + struct.pack("<H", len(tags)) + entries + struct.pack("<I", next_page)


def grey_tags(
    width: int, height: int, compression: int, length: int
) -> dict[int, tuple[int, int, int]]:
    """Tags of an 8-bit grey page in one strip of ``length`` bytes at byte 8."""
    values = {256: width, 257: height, 259: compression, 273: 8, 278: height, 279: length}
    return {number: (4, 1, value) for number, value in values.items()} | {
        258: (3, 1, 8),
        262: (3, 1, 1),
        277: (3, 1, 1),
    }


def gif_file(width: int, height: int, *blocks: bytes) -> bytes:
    """A GIF with a palette of two colours."""
    screen = struct.pack("<HHBBB", width, height, 0x80, 0, 0)
    return b"GIF89a" + screen + b"\0\0\0\xff\xff\xff" + b"".join(blocks) + b";"


def gif_frame(width: int, height: int, codes: bytes, x: int = 0, y: int = 0) -> bytes:
    """A frame whose LZW ``codes`` (of two colours) are cut into blocks."""
    pieces = (codes[at : at + 255] for at in range(0, len(codes), 255))
    blocks = b"".join(bytes([len(piece)]) + piece for piece in pieces)
    return b"," + struct.pack("<HHHHB", x, y, width, height, 0) + b"\x02" + blocks + b"\0"


def jpeg_segment(marker: int, body: bytes) -> bytes:
    """One segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def webp_chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a WebP."""
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) & 1)


def webp_file(*chunks: bytes) -> bytes:
    """A WebP of ``chunks``."""
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp_canvas(width: int, height: int, flags: int = 0) -> bytes:
    """The chunk that promises a canvas."""
    sides = (side - 1 for side in (width, height))
    return webp_chunk(
        b"VP8X", bytes([flags, 0, 0, 0]) + b"".join(s.to_bytes(3, "little") for s in sides)
    )


def bmp_file(
    width: int, height: int, bits: int = 24, compression: int = 0, body: bytes = b""
) -> bytes:
    """A BMP that promises this size."""
    info = struct.pack(
        "<IiiHHIIiiII", 40, width, height, 1, bits, compression, len(body), 0, 0, 0, 0
    )
    return b"BM" + struct.pack("<IHHI", 54 + len(body), 0, 0, 54) + info + body
