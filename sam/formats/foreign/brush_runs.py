"""Label Studio's brush strokes: RGBA pixels, packed as bits by thi.ng's ``rle-pack``.

The stream has a count of values (32 bits), their width and four widths of counts, then records: a
bit that says whether one value is repeated, which width the count has, the count less one, and the
value or values. Source: https://github.com/thi-ng/umbrella, ``packages/rle-pack``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_MOST_PIXELS = 50_000_000
_MOST_RECORDS = 2_000_000
_OPAQUE = 128


def brushed(found: Any, width: int, height: int) -> npt.NDArray[np.bool_] | None:
    """Where a stroke is at least half opaque, ``(H, W)``.

    Args:
        found: the bytes as a list of numbers.

    Returns:
        None where it is no such stream, damaged, of another size, or larger than anybody paints.
    """
    whole = isinstance(found, list) and all(type(each) is int and 0 <= each < 256 for each in found)
    if not whole or not 0 < width * height <= _MOST_PIXELS:
        return None
    stream = _Bits(bytes(found))
    count, size = stream.read(32), stream.read(5) + 1
    widths = [stream.read(4) + 1 for _ in range(4)]
    if count != 4 * width * height or size > 8:
        return None
    values = np.zeros(count, np.uint8)
    done = records = 0
    while done < count:
        repeated = stream.read(1)
        end = done + 1 + stream.read(widths[stream.read(2)])
        records += 1
        if end > count or stream.over or records > _MOST_RECORDS:
            return None
        values[done:end] = stream.read(size) if repeated else stream.words(end - done, size)
        done = end
    if stream.over:
        return None
    return values.reshape(height, width, 4)[..., 3] >= _OPAQUE


class _Bits:
    """Bytes, the highest bit of each first. Behind their end there are zeros."""

    def __init__(self, content: bytes) -> None:
        self._content, self._at = content, 0

    @property
    def over(self) -> bool:
        """Whether more was read than there is."""
        return self._at > 8 * len(self._content)

    def read(self, count: int) -> int:
        """The next bits as a number, 32 at most."""
        byte, past = divmod(self._at, 8)
        found = int.from_bytes(self._content[byte : byte + 5].ljust(5, b"\0"))
        self._at += count
        return (found >> (40 - past - count)) & ((1 << count) - 1)

    def words(self, count: int, size: int) -> npt.NDArray[np.uint8]:
        """So many numbers of ``size`` bits, 8 at most."""
        begin, past = divmod(self._at, 8)
        self._at += count * size
        part = np.frombuffer(self._content[begin : self._at // 8 + 1], np.uint8)
        bits = np.zeros(past + count * size, np.uint8)
        found = np.unpackbits(part)[: len(bits)]
        bits[: len(found)] = found
        powers = (1 << np.arange(size - 1, -1, -1)).astype(np.uint8)
        words: npt.NDArray[np.uint8] = bits[past:].reshape(count, size) @ powers
        return words
