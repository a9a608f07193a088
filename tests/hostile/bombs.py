"""Small files that ask for much memory, or for much time."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from PIL import Image

from tests.hostile import files
from tests.hostile.bases import Rng, encoded, one_of, picture
from tests.hostile.upload import Upload

_LOG2_LEAST, _LOG2_MOST = 18, 27.5
"""Pixels of a bomb: from a quarter of a million to 190 million, nearly twice what is accepted."""


def bombs(rng: Rng) -> Upload:
    """Far fewer bytes than pixels, in every codec that packs a single colour tightly."""
    area = 2 ** rng.uniform(_LOG2_LEAST, _LOG2_MOST)
    width = int(rng.integers(500, 16_000))
    height = max(1, min(16_000, int(area / width)))
    kind = one_of(rng, "PNG", "short PNG", "TIFF", "LZW", "GIF", "WEBP", "JPEG", "BMP")
    if kind.endswith("PNG"):
        depth, colour, size = one_of(
            rng, (8, 0, 1), (8, 2, 3), (8, 6, 4), (16, 6, 8), (1, 0, 0.125)
        )
        row = 1 + int(np.ceil(width * size))
        packed = files.zeros_deflated(row * height if kind == "PNG" else row * height // 9)
        chunk = files.png_chunk(b"IDAT", packed)
        return Upload(files.png_file(width, height, chunk, depth=depth, colour=colour))
    if kind == "TIFF":
        packed = files.zeros_deflated(width * height)
        return Upload(files.tiff_file(files.grey_tags(width, height, 8, len(packed)), packed))
    if kind == "BMP":
        line = b"\xff\0" * (width // 255) + bytes([width % 255, 0]) + b"\0\0"
        return Upload(files.bmp_file(width, height, 8, 1, line * min(height, 2000) + b"\0\1"))
    side = Image.new("L", (width, height))  # 16,000 x 16,000 at most
    if kind == "LZW":
        return Upload(encoded(side, "TIFF", compression="tiff_lzw"))
    if kind == "WEBP":
        return Upload(encoded(side.convert("RGB").reduce(4), "WEBP", method=0, quality=1))
    return Upload(encoded(side, kind, **({"quality": 1} if kind == "JPEG" else {})))


def texts(rng: Rng) -> Upload:
    """A small picture with words or a profile that unpack to many megabytes, or are endless."""
    unpacked = int(2 ** rng.uniform(16, 28))
    packed = files.zeros_deflated(unpacked)
    body = files.png_chunk(b"IDAT", zlib.compress(bytes(3 * 2)))
    kind = one_of(rng, "zTXt", "iTXt", "iCCP", "many", "after", "JPEG", "GIF")
    if kind == "JPEG":
        sound = encoded(picture(rng, "RGB"), "JPEG")
        many = b"".join(
            files.jpeg_segment(
                one_of(rng, 0xE1, 0xE2, 0xED, 0xFE), b"ICC_PROFILE\0\1\2" + packed[:60_000]
            )
            for _ in range(int(rng.integers(1, 40)))
        )
        return Upload(sound[:2] + many + sound[2:])
    if kind == "GIF":
        comment = b"!\xfe" + (b"\xff" + bytes(255)) * (unpacked % 40_000) + b"\0"
        return Upload(files.gif_file(2, 2, comment, files.gif_frame(2, 2, b"\x84\x51")))
    if kind == "many":
        few = files.png_chunk(b"zTXt", b"k\0\0" + files.zeros_deflated(900_000))
        return Upload(files.png_file(2, 3, *[few] * int(rng.integers(50, 400)), body))
    chunks = {
        "zTXt": files.png_chunk(b"zTXt", b"k\0\0" + packed),
        "iTXt": files.png_chunk(b"iTXt", b"k\0\1\0\0\0" + packed),
        "iCCP": files.png_chunk(b"iCCP", b"icc\0\0" + packed),
        "after": body,
    }
    late = files.png_chunk(b"zTXt", b"k\0\0" + packed) if kind == "after" else b""
    return Upload(files.png_file(2, 3, chunks[kind], body, late))


def laborious(rng: Rng) -> Upload:
    """Of modest size, and of a million small parts: chunks, segments, scans, frames, pages."""
    many = int(2 ** rng.uniform(8, 20))
    kind = one_of(rng, "chunks", "fill", "segments", "scans", "frames", "pages", "strips", "blocks")
    body = files.png_chunk(b"IDAT", zlib.compress(bytes(3 * 2)))
    if kind == "chunks":
        some = files.png_chunk(one_of(rng, b"teSt", b"tEXt", b"tIME", b"gAMA"), b"")
        return Upload(files.png_file(2, 3, some * many, body))
    if kind == "blocks":
        return Upload(files.png_file(2, 3, files.png_chunk(b"IDAT", b"") * many, body))
    sound = encoded(picture(rng, "RGB"), "JPEG")
    if kind == "fill":
        return Upload(sound[:2] + b"\xff" * (many * 4) + sound[2:])
    if kind == "segments":
        some = files.jpeg_segment(one_of(rng, 0xE0, 0xE1, 0xE5, 0xFE), b"")
        return Upload(sound[:2] + some * many + sound[2:])
    if kind == "scans":
        return Upload(_many_scans(rng, min(many, 4000)))
    if kind == "frames":
        frame = files.gif_frame(2, 2, b"\x84\x51")
        return Upload(files.gif_file(2, 2, frame * many))
    if kind == "strips":
        count = min(many, 200_000)
        tags = files.grey_tags(1, count, one_of(rng, 1, 8, 5), 1) | {278: (4, 1, 1)}
        place, packed = 8 + 8 * count, zlib.compress(b"\0")
        lists = (
            np.full(count, place, "<u4").tobytes() + np.full(count, len(packed), "<u4").tobytes()
        )
        tags |= {273: (4, count, 8), 279: (4, count, 8 + 4 * count)}
        return Upload(files.tiff_file(tags, lists + packed))
    return Upload(many_pages(many, round_and_round=bool(rng.integers(2))))


def _many_scans(rng: Rng, many: int) -> bytes:
    """A progressive JPEG that is refined again and again, each time at all of its blocks."""
    side = 8 * int(rng.integers(100, 1000))
    sound = encoded(Image.new("L", (side, side)), "JPEG", progressive=True)
    begin = sound.rindex(b"\xff\xda")
    end = sound.rindex(b"\xff\xd9")
    return sound[:begin] + sound[begin:end] * many + sound[end:]


def many_pages(many: int, round_and_round: bool) -> bytes:
    """A TIFF with empty pages behind the first, which may lead back to an earlier one."""
    first = files.tiff_file(files.grey_tags(1, 1, 1, 1), b"\0")
    start = len(first)
    length = 2 + 12 + 4
    pages = b"".join(
        struct.pack("<HHHIII", 1, 256, 4, 1, 1, start + length * (number + 1))
        for number in range(many)
    )
    last = start + length * (many // 2) if round_and_round else 0
    return first[:-4] + struct.pack("<I", start) + pages[:-4] + struct.pack("<I", last)
