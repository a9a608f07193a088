"""Heaps of the C library: as many threads as may ask for memory, there are few."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from server.settings import ROOT

COUNT = """
import ctypes, sys, threading
from server.heap import share_arenas
if sys.argv[1] == "shared":
    assert share_arenas()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
all_there = threading.Barrier(9)
def take():
    libc.malloc(1000)
    all_there.wait()
threads = [threading.Thread(target=take) for _ in range(8)]
for thread in threads:
    thread.start()
all_there.wait()
file = ctypes.c_void_p(libc.fopen(b"/dev/stdout", b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
"""


def heaps(how: str) -> int:
    """How many heaps eight threads make that take memory at the same time."""
    command = [sys.executable, "-c", COUNT, how]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.count("<heap nr=")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has such heaps.")
def test_the_servers_threads_share_two_heaps() -> None:
    assert heaps("own") > 2
    assert heaps("shared") <= 2
