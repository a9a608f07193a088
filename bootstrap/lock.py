"""One set-up at a time: a second one waits for the first instead of mixing with it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK_FILE = ".bootstrap.lock"


@contextmanager
def only_one(root: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of the folder `root` for the length of the block, waiting for it if need be.

    The system takes the lock back when the process ends, however it ends: none is left over.
    """
    path = root / LOCK_FILE
    with path.open("a+", encoding="utf-8") as file:
        if not _take(file.fileno(), wait=False):
            file.seek(0)
            owner = file.read().strip() or "unknown"
            say(f"Another set-up (process {owner}) is at work in this folder; waiting for it …")
            _take(file.fileno(), wait=True)
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


if sys.platform == "win32":
    import msvcrt
    import time

    # Far behind the process number, which stays readable: Windows forbids reading locked bytes.
    _OFFSET = 1 << 20

    def _take(descriptor: int, wait: bool) -> bool:
        while True:
            os.lseek(descriptor, _OFFSET, os.SEEK_SET)
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
                return True
            except OSError:
                if not wait:
                    return False
                time.sleep(0.5)

else:
    import fcntl

    def _take(descriptor: int, wait: bool) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            return True
        except BlockingIOError:
            return False
