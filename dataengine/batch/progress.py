"""How far a batch is, as one line: pictures, pictures a second, time left."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable
from typing import TextIO

WINDOW_S = 600.0
"""The rate is that of so many seconds, so that it follows a cluster that grows or shrinks."""

EVERY_S = 30.0
"""Between two lines where there is no terminal to write one over the other."""


class ProgressLine:
    """Says how far it is: one line that is replaced on a terminal, one now and then elsewhere.

    Args:
        stream: where to.
        clock: seconds.
    """

    def __init__(
        self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._clock = clock
        self._replaced = self._stream.isatty()
        self._marks: deque[tuple[float, int]] = deque([(clock(), 0)])
        self._said = clock()
        self._length = 0

    def show(self, found: int, done: int, total: int, not_done: int, workers: int) -> None:
        """Say it, where it is time to.

        Args:
            found: pictures done before this run.
            done: in this run.
            total: of the batch.
            not_done: of ``done``, those that were refused or failed.
            workers: at work.
        """
        now = self._clock()
        if done != self._marks[-1][1]:
            self._marks.append((now, done))
            while len(self._marks) > 2 and now - self._marks[1][0] > WINDOW_S:
                self._marks.popleft()
        if not self._replaced and now - self._said < EVERY_S:
            return
        self._said = now
        self._write(self.line(found, done, total, not_done, workers))

    def line(self, found: int, done: int, total: int, not_done: int, workers: int) -> str:
        """What is said."""
        words = f"{found + done:,} of {total:,} pictures"
        words += f", {workers} worker{'' if workers == 1 else 's'}"
        (begun, before), (last, after) = self._marks[0], self._marks[-1]
        if after > before and last > begun:
            rate = (after - before) / (last - begun)
            left = (total - found - done) / rate
            words += f", {rate:.2f} a second, {duration(left)} left"
        if not_done:
            words += f"; {not_done:,} refused or failed"
        return words

    def say(self, line: str) -> None:
        """Print a line of its own."""
        self._clear()
        print(line, file=self._stream, flush=True)

    def end(self) -> None:
        """Leave nothing behind on the terminal."""
        self._clear()

    def _write(self, line: str) -> None:
        if not self._replaced:
            print(line, file=self._stream, flush=True)
            return
        print(f"\r{line:<{self._length}}", end="", file=self._stream, flush=True)
        self._length = len(line)

    def _clear(self) -> None:
        if self._replaced and self._length:
            print(f"\r{'':<{self._length}}\r", end="", file=self._stream, flush=True)
            self._length = 0


def duration(seconds: float) -> str:
    """A time in words that are short."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{round(seconds)} s"
    if minutes < 120:
        return f"{minutes} min"
    hours = round(seconds / 3600)
    return f"{hours} h" if hours < 72 else f"{round(hours / 24)} days"
