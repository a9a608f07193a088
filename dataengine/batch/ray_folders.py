"""The folders in which Ray keeps its sockets and logs: one for each driver, removed with it."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

_BEGIN = "segment-ray-"
"""How their names begin; the driver's number follows."""


def new() -> Path:
    """A folder of this process; those of drivers that were killed are removed first."""
    _sweep()
    return Path(tempfile.mkdtemp(prefix=f"{_BEGIN}{os.getpid()}-"))


def remove(folder: Path) -> None:
    """Remove a folder, as far as that goes."""
    shutil.rmtree(folder, ignore_errors=True)


def _sweep() -> None:
    """Remove what drivers that were killed have left in the folder for temporary files."""
    if sys.platform == "win32":  # where asking after a process may end it
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{_BEGIN}*-*"):
        driver = folder.name.removeprefix(_BEGIN).partition("-")[0]
        try:
            os.kill(int(driver), 0)
        except ProcessLookupError:
            remove(folder)
        except (OSError, ValueError):
            continue  # another user's
