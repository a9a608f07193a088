"""Which machine a figure was measured on, and how busy it was."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path


def describe() -> str:
    """Processor, number of logical processors, system and Python, in one line."""
    return (
        f"{_processor()}, {os.cpu_count()} logical processors, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )


def load() -> str:
    """The load average of the last minute; above 1, something else is being computed too."""
    try:
        return f"{os.getloadavg()[0]:.1f}"
    except (AttributeError, OSError):  # there is none on Windows
        return "unknown"


@contextmanager
def other_work(processes: int) -> Iterator[None]:
    """Keeps processors busy, as other programs do, with processes that do nothing else.

    Args:
        processes: how many; each takes all that one processor has left for it.
    """
    with ExitStack() as stack:
        for _ in range(processes):
            busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])
            stack.callback(busy.wait)
            stack.callback(busy.kill)
        yield


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1] if found else platform.processor() or "unknown processor"
