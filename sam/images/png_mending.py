"""What a PNG can lose without losing a pixel.

Each chunk has a checksum, and a decoder refuses the whole file where one is wrong. Chunks that a
decoder may do without (text, times, profiles) are left out instead; the pixels have a checksum of
their own within (zlib's Adler-32), which says whether every row is there.

Source: PNG, 3rd edition, 5.4 (chunk naming), 11.2 and 13.2 (errors).
"""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = 8
_AT_ONCE = 1 << 20
_NO_END = "The PNG has no end; every row of it is there."
_END = b"\0\0\0\0IEND\xaeB`\x82"


def mended_png(data: bytes, most: int) -> tuple[bytes, tuple[str, ...]]:
    """``data`` without what is wrong and not needed, and sentences on it; as it is where nothing is
    wrong, or where pixels are.

    Args:
        data: a PNG whose chunks are not absurdly many.
        most: bytes that its pixels may unpack to.
    """
    view = memoryview(data)
    kept: list[memoryview | bytes] = [view[:_SIGNATURE]]
    left_out: list[str] = []
    pixels: list[memoryview] = []
    wrong_pixels, ended = False, False
    place = _SIGNATURE
    while place + 12 <= len(data) and not ended:
        length, kind = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data):
            break
        chunk = view[place:end]
        (said,) = struct.unpack_from(">I", data, end - 4)
        sum_ = zlib.crc32(view[place + 4 : end - 4])
        if kind == b"IDAT":
            pixels.append(view[place + 8 : end - 4])
        if said == sum_:
            kept.append(chunk)
        elif kind == b"IDAT":
            wrong_pixels = True
            kept += [view[place : end - 4], struct.pack(">I", sum_)]
        elif kind[0] & 0x20 and kind.isalpha():  # ancillary
            left_out.append(kind.decode("ascii"))
        else:
            return data, ()
        ended = kind == b"IEND"
        place = end
    if ended and not left_out and not wrong_pixels:
        return data, ()
    if (wrong_pixels or not ended) and not _is_whole(pixels, most):
        return data, () if ended else (_NO_END,)  # if a decoder finds every row all the same
    notes = []
    if left_out:
        names = ", ".join(dict.fromkeys(left_out))
        one = len(left_out) == 1
        chunks = "A chunk" if one else f"{len(left_out):,} chunks"
        ends = "a wrong checksum" if one else "wrong checksums"
        notes.append(
            f"{chunks} of the PNG with {ends} ({names}) {'is' if one else 'are'} left out."
        )
    if wrong_pixels:
        notes.append(
            "A checksum of the PNG's pixels is wrong; they unpack whole, every row of them."
        )
    if not ended:
        kept.append(_END)
        notes.append(_NO_END)
    return b"".join(kept), tuple(notes)


def _is_whole(pixels: list[memoryview], most: int) -> bool:
    """Whether what was packed is there to its last byte, as its own checksum says."""
    stream = zlib.decompressobj()
    unpacked = 0
    try:
        for piece in pixels:
            rest: bytes | memoryview = piece
            while len(rest) and not stream.eof:
                unpacked += len(stream.decompress(rest, _AT_ONCE))
                rest = stream.unconsumed_tail
                if unpacked > most:
                    return False
    except zlib.error:
        return False
    return stream.eof
