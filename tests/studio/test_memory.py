"""What large pictures and many threads take is given back to the system."""

from __future__ import annotations

import contextlib
import gc
import platform
import subprocess
import sys
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from sam.errors import ImageError
from sam.images import ImageLimits
from sam.modeling import Sam
from studio.encoder import SharedEncoder
from studio.errors import StudioError
from studio.image_store import ImageStore
from studio.places import Places
from studio.turns import Rank
from tests.conftest import ROOT
from tests.hostile.files import grey_tags, tiff_file
from tests.sam.images.pictures import encoded, noise


@contextmanager
def uncollected() -> Iterator[None]:
    """What holds itself in circles stays, as it does for long in a server."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@pytest.mark.parametrize("damaged", [False, True])
def test_a_file_that_is_refused_is_let_go_at_once(damaged: bool) -> None:
    picture = encoded(noise(200, 200, 3), "PNG")
    data = picture[:-5000] if damaged else picture
    limits = ImageLimits(10**6, 10**6 if damaged else 100)
    store = ImageStore(limits, 10**6, 10**6, Places(1))
    with uncollected():
        before = sys.getrefcount(data)
        with pytest.raises(ImageError) as caught:
            store.put(lambda: data)
        del caught
        assert sys.getrefcount(data) == before


@pytest.mark.parametrize("damaged", [False, True])
def test_the_lists_of_a_tiff_are_let_go_at_once(damaged: bool) -> None:
    strips = 100_000
    tags = grey_tags(1, strips, 1, 1) | {278: (4, 1, 1)}
    places = np.full(strips, 8 + 8 * strips + (10**6 if damaged else 0), "<u4")
    tags |= {273: (4, strips, 8), 279: (4, strips, 8 + 4 * strips)}
    data = tiff_file(tags, places.tobytes() + np.ones(strips, "<u4").tobytes() + b"\0")
    store = ImageStore(ImageLimits(10**7, 10**7), 10**7, 10**7, Places(1))
    with uncollected():
        before = sys.getallocatedblocks()
        with pytest.raises(ImageError) if damaged else contextlib.nullcontext() as caught:
            store.put(lambda: data)
        del caught
        assert sys.getallocatedblocks() - before < strips / 10


@pytest.mark.parametrize("fault", ["nobody waits", "not finite", "unexpected"])
def test_the_pixels_of_an_encode_that_fails_are_let_go_at_once(
    tiny: Sam, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    engine = SharedEncoder(tiny, 10**6, Places(1))
    made: list[weakref.ref[object]] = []

    def pixels() -> NDArray[np.uint8]:
        rgb = noise(100, 100, 3)
        made.append(weakref.ref(rgb))
        return rgb

    def fail(batch: torch.Tensor) -> torch.Tensor:
        if fault == "unexpected":
            raise RuntimeError("the memory is full")
        return batch * torch.nan

    monkeypatch.setattr(engine, "_encoder", fail)
    with uncollected(), contextlib.ExitStack() as held:
        if fault == "nobody waits":
            held.enter_context(engine._turns.turn(lambda: Rank.WHOLE, lambda: True))
        with pytest.raises((StudioError, RuntimeError)) as caught:
            engine.embedding("a", pixels, lambda: fault == "nobody waits")
        del caught
        assert [reference() for reference in made] == [None]


COUNT = """
import ctypes, sys, threading
from studio.memory import share_arenas
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


IDLE = """
import ctypes, gc
import psutil
from tests.waiting import until
from studio.memory import IdleMemory
gc.disable()
memory = IdleMemory(0.2)
def resident():
    return psutil.Process().memory_info().rss
def use():
    memory.work()
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    circle = [bytearray(b"x") * 50_000_000]
    circle.append(circle)
    taken = [libc.malloc(size) for _ in range(1000) for size in (100_000, 5_000)]
    for each in taken[::2]:
        ctypes.memset(each, 1, 100_000)
    # Before anything is free: on a busy machine it may be given back before it is measured.
    at_work = resident()
    for each in taken[::2]:  # what lies between them is in the way of the simple case
        libc.free(ctypes.c_void_p(each))
    memory.work()
    return at_work
at_work = use()
until(lambda: resident() < at_work - 100_000_000)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps what was freed.")
def test_an_idle_server_gives_everything_back() -> None:
    command = [sys.executable, "-c", IDLE]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
