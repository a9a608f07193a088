"""What takes long to make is made once, for all processes that test."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the first process to ask for it fills, and that nobody is to change.

    Args:
        factory: hands out this run's folder for temporary files.
        name: of the folder, as no other is called.
        make: fills a folder; where it fails, the next to ask for it tries again.
    """
    home = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        home = home.parent  # each process has a folder of its own in it
    done, unfinished = home / name, home / f"{name}-unfinished"
    with FileLock(home / f"{name}.lock"):
        if not done.exists():
            unfinished.mkdir(exist_ok=True)
            make(unfinished)
            unfinished.rename(done)
    return done
