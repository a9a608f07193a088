"""What the newcomer sees: numbered steps, each on one line, alive while it runs.

On a terminal the line of the running step shows its seconds and the newest line of the program at
work. Elsewhere (a log), a step that takes long adds such a line now and then.
"""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

Report = Callable[[str], None]
"""Takes the newest line of a running program."""

LOG_INTERVAL = 30.0
"""Seconds between two signs of life in a log."""

LOG_WIDTH = 100
"""Columns of such a line: pip's name a hundred packages."""


class Console:
    """Prints numbered steps to `stream`; `total` is the number of steps to come."""

    def __init__(self, total: int = 0, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._total = total
        self._number = 0
        self._terminal = self._stream.isatty()

    def say(self, text: str) -> None:
        """Print a line."""
        self._write(text + "\n")

    def skip(self, name: str) -> None:
        """Say that a step has nothing to do."""
        self.say(f"{self._next()} {name}: up to date")

    def announce(self, doing: str) -> None:
        """Say that a step begins which has no end of its own."""
        self.say(f"{self._next()} {doing}")

    @contextmanager
    def step(self, doing: str) -> Iterator[Report]:
        """Show a step while the block runs; the block calls what it is given with news."""
        head = f"{self._next()} {doing} …"
        self._write(head)
        begun = time.monotonic()
        news = ""
        ended = threading.Event()

        def report(text: str) -> None:
            nonlocal news
            news = text.strip() or news

        def live() -> None:
            while not ended.wait(1.0 if self._terminal else LOG_INTERVAL):
                self._show(head, time.monotonic() - begun, news)

        ticker = threading.Thread(target=live, daemon=True)
        ticker.start()
        outcome = "stopped after "
        try:
            yield report
            outcome = ""
        finally:
            ended.set()
            ticker.join()
            before = f"\r{head}" if self._terminal else ""
            after = "\x1b[K\n" if self._terminal else "\n"
            self._write(f"{before} {outcome}{duration(time.monotonic() - begun)}{after}")

    def _next(self) -> str:
        self._number += 1
        return f"[{self._number}/{self._total}]"

    def _show(self, head: str, seconds: float, news: str) -> None:
        if self._terminal:
            width = shutil.get_terminal_size().columns - 1
            line = f"{head} {duration(seconds)}  {news}"
            self._write(f"\r{line[:width]}\x1b[K")
        else:
            line = f"      {duration(seconds)}: {news or 'still at it'}"
            self._write(f"\n{line[:LOG_WIDTH]} …")

    def _write(self, text: str) -> None:
        # A terminal that cannot show an ellipsis shows a question mark instead of a traceback.
        encoding = self._stream.encoding or "utf-8"
        self._stream.write(text.encode(encoding, errors="replace").decode(encoding))
        self._stream.flush()


def duration(seconds: float) -> str:
    """A length of time in words short enough for a line: "0.4 s", "12 s", "2 min 5 s"."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
