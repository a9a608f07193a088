"""Pictures of extreme sizes, and headers that promise more than anybody has."""

from __future__ import annotations

import struct

import numpy as np
from PIL import Image

from tests.hostile import files
from tests.hostile.bases import Rng, encoded, one_of, random_bytes
from tests.hostile.upload import Upload
from tests.sam.images.pictures import tiff

_LONGEST = 20_000


def thin(rng: Rng) -> Upload:
    """One or two pixels wide or high, up to 20,000 long; 1x1 too."""
    long = int(one_of(rng, 1, 2, int(rng.integers(3, 300)), int(2 ** rng.uniform(8, 14.28))))
    sides = [min(long, _LONGEST), int(rng.integers(1, 3))]
    if rng.integers(2):
        sides.reverse()
    pixels = rng.integers(0, 256, (*sides, 3), np.uint8)
    kind = one_of(rng, "PNG", "JPEG", "BMP", "GIF", "TIFF", "WEBP", "deep")
    if kind == "deep":
        return Upload(tiff(pixels.astype(np.uint16) * 257, photometric="rgb"))
    if kind == "WEBP" and max(sides) > 16_383:  # more than the format has
        kind = "PNG"
    options = {"lossless": True, "method": 0} if kind == "WEBP" else {}
    return Upload(encoded(Image.fromarray(pixels), kind, **options))


def promises(rng: Rng) -> Upload:
    """A header of gigantic sides with next to nothing behind it; or one side is 0 or negative."""
    width, height = (_side(rng) for _ in "xy")
    rest = random_bytes(rng, 0, 60)
    short = (min(width, 0xFFFF), min(height, 0xFFFF))
    kind = int(rng.integers(9))
    if kind == 0:
        chunk = files.png_chunk(b"IDAT", files.zeros_deflated(100))
        depth, colour = one_of(rng, (8, 2), (16, 6), (16, 0), (1, 3), (8, 0))
        return Upload(files.png_file(width, height, chunk, depth=depth, colour=colour) + rest)
    if kind == 1:
        frame = struct.pack(">BHHB", 8, short[1], short[0], 3) + b"\1\x11\0\2\x11\0\3\x11\0"
        start = one_of(rng, 0xC0, 0xC1, 0xC2)
        return Upload(b"\xff\xd8" + files.jpeg_segment(start, frame) + rest + b"\xff\xd9")
    if kind == 2:  # the frame is larger than the canvas
        frame = files.gif_frame(*short, b"\x04\x01" + rest, int(rng.integers(9)))
        return Upload(files.gif_file(1, int(rng.integers(1, 9)), frame))
    if kind == 3:
        return Upload(files.gif_file(*short, files.gif_frame(*short, b"\x04\x01" + rest)))
    if kind == 4:
        sides = (max(1, min(width, 1 << 24)), max(1, min(height, 1 << 24)))
        canvas = files.webp_canvas(*sides, one_of(rng, 0, 2, 16))
        return Upload(files.webp_file(canvas, files.webp_chunk(b"VP8L", b"\x2f" + rest)))
    if kind == 5:
        bits = one_of(rng, 1, 4, 8, 16, 24, 32)
        signed = (min(width, 2**31 - 1), one_of(rng, 1, -1) * min(height, 2**31 - 1))
        return Upload(files.bmp_file(*signed, bits, one_of(rng, 0, 1, 2, 3), rest))
    if kind == 6:  # a small canvas around a large picture
        inner = struct.pack("<I", (min(width, 1 << 14) - 1 & 0x3FFF) | 0x3FFF << 14)
        canvas = files.webp_canvas(int(rng.integers(1, 9)), 1)
        return Upload(files.webp_file(canvas, files.webp_chunk(b"VP8L", b"\x2f" + inner + rest)))
    codec = one_of(rng, 1, 5, 8, 7, 6, 32773, 4, 34925, 50000)
    tags = files.grey_tags(width, height, codec, len(rest))
    if kind == 7:  # tiles, and many samples a pixel
        tags |= {322: (4, 1, width), 323: (4, 1, height), 277: (3, 1, one_of(rng, 1, 3, 65535))}
    return Upload(files.tiff_file(tags, rest))


def _side(rng: Rng) -> int:
    return int(one_of(rng, 0, 1, 20_000, 65_535, 2**31 - 1, 2**32 - 1, rng.integers(1, 2**31)))
