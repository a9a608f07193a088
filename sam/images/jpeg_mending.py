"""A JPEG without its end marker, as cameras leave it that run out of power, and some programs.

A decoder refuses it, or fills what is missing with grey and does not say so. Whether every row is
there shows when it is decoded again with noise behind it: where all blocks have their data the
noise is never looked at, and the picture is the same. Noise of several beginnings is tried, since
one may by chance spell the code that ends a block.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sam.images.jpeg_work import first_scan

NO_END = "The JPEG has no end marker; every row of it is there."

_END = b"\xff\xd9"
_NOISE = bytes(np.random.default_rng(0).integers(0, 255, 4096, np.uint8))  # 255 begins a marker
_RESTARTS = b"".join(bytes([0xFF, 0xD0 + turn % 8]) + _NOISE for turn in range(16))
_BEHIND = tuple(bytes([first]) + _NOISE + _RESTARTS for first in (0xAA, 0x55, 0x3C, 0xC3))
"""Noise, again after each of the restart markers (ITU-T T.81, E.2.4), which a decoder looks for
where blocks are missing."""


def with_end(data: bytes, decoded: Callable[[bytes], NDArray[np.uint8]]) -> bytes | None:
    """``data`` with an end marker, where that is all it lacks; else None.

    Args:
        data: a JPEG that a decoder has refused.
        decoded: gives the pixels of a JPEG, or raises.
    """
    body = data[:-1] if data.endswith(b"\xff") else data
    if body.endswith(_END):
        return None
    try:
        first = hashlib.sha256(decoded(body + _END).data).digest()
        for noise in _BEHIND:
            if hashlib.sha256(decoded(body + noise + _END).data).digest() != first:
                return None
    except MemoryError:
        raise
    except Exception:  # decoders raise anything on bytes they did not expect
        return None
    return body + _END


def has_end(data: bytes) -> bool:
    """Whether an end marker follows the first scan; some decoders do without one. What is behind
    it, such as a phone's film, may hold any bytes.
    """
    return data.find(_END, first_scan(data)) >= 0
