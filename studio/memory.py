"""What Python does with memory that nobody uses, and glibc, Linux's C library, with what was freed.

Objects that hold one another in a circle stay until Python's collector looks at all there are. It
does so the more seldom, the more there are that last, and a server with PyTorch in it has hundreds
of thousands: what a circle holds, be it a gigabyte, may stay for hours.

glibc gives each thread a heap of its own, up to eight for each processor, and what is freed in one
stays in it. An encode or a large picture takes hundreds of megabytes, whichever of the server's
threads it runs in: sooner or later each heap would hold as much, gigabytes that nobody uses.
"""

from __future__ import annotations

import ctypes
import gc
import platform
import sys
import threading
import time
from collections.abc import Callable

_M_ARENA_MAX = -8
_ARENAS = 2

_LARGE = 4_000_000
"""Pixels from which it is worth the milliseconds that it takes."""


def _trimmer() -> Callable[[int], int] | None:
    """glibc's ``malloc_trim``; None with other allocators, which need no asking."""
    if not sys.platform.startswith("linux"):
        return None
    trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim


_TRIM = _trimmer()


def share_arenas() -> bool:
    """Let all threads take memory from the same few heaps; to be called before there are threads.

    Returns:
        Whether the C library is one that does so, and has been told.
    """
    if platform.libc_ver()[0] != "glibc":
        return False
    return bool(ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS))


def leave_lasting_alone() -> None:
    """Keep what is there now out of the collector's sight; to be called once all is built. It then
    looks at what comes and goes within a millisecond, instead of a tenth of a second.
    """
    gc.collect()
    gc.freeze()


def collect_circles() -> None:
    """Free what nobody uses but holds itself."""
    gc.collect()


def give_back(pixels: int) -> None:
    """Give back what a picture of so many ``pixels`` took, once it is decoded or written."""
    if _TRIM is not None and pixels >= _LARGE:
        _TRIM(0)


class IdleMemory:
    """Gives everything back that was freed, once there was nothing to do for a while.

    What an encode took is kept for the next one as long as people work: taking it from the system
    anew would cost each encode a part of its speed.

    Args:
        seconds: without :meth:`work` before that.
    """

    def __init__(self, seconds: float = 3.0) -> None:
        self._seconds = seconds
        self._used = threading.Event()
        if _TRIM is not None:
            threading.Thread(target=self._run, args=(_TRIM,), name="memory", daemon=True).start()

    def work(self) -> None:
        """Take note that something is being done, or was just now."""
        self._used.set()

    def _run(self, trim: Callable[[int], int]) -> None:
        while True:
            self._used.wait()
            while self._used.is_set():
                self._used.clear()
                time.sleep(self._seconds)
            collect_circles()
            trim(0)
