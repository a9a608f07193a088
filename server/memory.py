"""Giving freed memory back to the system."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

_LARGE = 4_000_000
"""Pixels from which it is worth the milliseconds that it takes."""


def _trimmer() -> Callable[[int], int] | None:
    """glibc's ``malloc_trim``; None with other allocators, which need no asking."""
    if not sys.platform.startswith("linux"):
        return None
    trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim


_TRIM = _trimmer()


def give_back(pixels: int) -> None:
    """Give back what a picture of so many ``pixels`` took, once it is decoded or written.

    glibc keeps what is freed for the thread that freed it. With many threads, each of which had a
    large picture once, that is gigabytes which nobody uses.
    """
    if _TRIM is not None and pixels >= _LARGE:
        _TRIM(0)
