"""How far a command has come: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TextIO

if TYPE_CHECKING:
    from tqdm import tqdm

_BAR = "{percentage:3.0f} %|{bar}| {desc} [{elapsed} < {remaining}]"


class Progress(Protocol):
    """Shows what is under way, and prints lines beside it."""

    def show(self, words: str) -> None:
        """Name what is under way."""

    def move(self, done: float) -> None:
        """Say how much is done, in units of the total."""

    def say(self, line: str, file: TextIO | None = None) -> None:
        """Print a line, to the output unless another stream is named."""


@contextmanager
def progress(total: int) -> Iterator[Progress]:
    """A bar where tqdm, of the extra ``batch``, is installed; else lines alone."""
    try:
        from tqdm import tqdm
    except ModuleNotFoundError:
        yield _Lines()
        return
    with tqdm(total=total, disable=None, bar_format=_BAR, leave=False) as bar:
        yield _Bar(bar)


class _Bar:
    def __init__(self, bar: tqdm[Any]) -> None:
        self._bar = bar

    def show(self, words: str) -> None:
        self._bar.set_description_str(words)

    def move(self, done: float) -> None:
        self._bar.update(done - self._bar.n)

    def say(self, line: str, file: TextIO | None = None) -> None:
        self._bar.write(line, file=file or sys.stdout)


class _Lines:
    def show(self, words: str) -> None:
        pass

    def move(self, done: float) -> None:
        pass

    def say(self, line: str, file: TextIO | None = None) -> None:
        print(line, file=file or sys.stdout)
