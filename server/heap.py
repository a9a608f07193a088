"""How the C library keeps memory that was given back."""

from __future__ import annotations

import ctypes
import platform

_M_ARENA_MAX = -8
_ARENAS = 2


def share_arenas() -> bool:
    """Let all threads take memory from the same few heaps; to be called before there are threads.

    glibc gives each thread a heap of its own, up to eight for each processor, and what is freed in
    one stays in it. An encode takes hundreds of megabytes, whichever of the server's threads it
    runs in: sooner or later each heap would hold as much.

    Returns:
        Whether the C library is one that does so, and has been told.
    """
    if platform.libc_ver()[0] != "glibc":
        return False
    return bool(ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS))
