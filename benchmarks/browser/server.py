"""The product's server in a process of its own, as people start it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.browser.chromium import BrowserError
from server.packed_page import PackedPage

ROOT = Path(__file__).resolve().parents[2]

_READY = re.compile(r"is ready at (http://\S+)")


@dataclass(frozen=True)
class Process:
    """A running server.

    Attributes:
        address: without a slash at the end.
        pid: of its process.
    """

    address: str
    pid: int


@contextmanager
def running_server(*flags: str) -> Iterator[str]:
    """Start ``python -m server`` with ``flags`` on any free port; stop it when the context is left.

    Yields:
        Its address, without a slash at the end.

    Raises:
        BrowserError: it does not start; the message is its own last line.
    """
    with server_process(*flags) as process:
        yield process.address


@contextmanager
def server_process(
    *flags: str, root: Path = ROOT, python: Path | str = sys.executable
) -> Iterator[Process]:
    """The same, for those who look at the process too, or who measure another tree's server.

    Args:
        flags: of the server.
        root: of the tree that it is started in.
        python: that tree's.

    Raises:
        BrowserError: as above.
    """
    if root == ROOT and not PackedPage(ROOT / "static").entries().packed:
        print(
            "The page is served as sources, which come later: `python -m bootstrap setup` packs it."
        )
    command = [python, "-u", "-m", "server", "--port", "0", *flags]
    process = subprocess.Popen(
        command,
        cwd=root,
        # What is measured keeps its projects nowhere, unless a flag says where.
        env={**os.environ, "SEGMENT_DATA_DIR": "none"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        address = _address(process)
        # What it says is taken from it: a full pipe would hold it up.
        assert process.stdout is not None
        threading.Thread(target=process.stdout.read, daemon=True).start()
        yield Process(address, process.pid)
    finally:
        process.terminate()
        process.wait()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None  # it is a pipe
    said: deque[str] = deque(maxlen=1)
    for line in process.stdout:
        said.append(line.strip())
        if ready := _READY.search(line):
            return ready[1]
    raise BrowserError(f"The server does not start: {said[0] if said else 'it said nothing.'}")
