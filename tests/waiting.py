"""Waiting in tests: for what another thread or process brings about, never for a length of time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 30.0
"""Seconds after which a test fails rather than wait on: no machine is as busy as that."""

LOOK = 0.01
"""Seconds between two looks."""


def until(holds: Callable[[], T], seconds: float = PATIENCE) -> T:
    """Look again and again until something holds; what it was then.

    Raises AssertionError after ``seconds``.
    """
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, f"It did not come about within {seconds:.0f} s."
        time.sleep(LOOK)
    return found


def pause(seconds: float) -> None:
    """Take as long as what this stands for takes: a client that comes back later, a batch.

    A test must come out the same however long that is.
    """
    time.sleep(seconds)
