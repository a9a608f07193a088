"""Turns at something that one at a time may use, by rank and then by who came first."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum

_POLL_S = 0.1
"""How often somebody who waits looks whether the turn is still wanted."""


class Rank(IntEnum):
    """Who goes first at the model, the most urgent first."""

    WHOLE = 0
    """Somebody waits for a picture."""
    WINDOW = 1
    """Somebody has zoomed into a picture, which answers already."""
    JOB = 2
    """A job encodes a crop."""
    AHEAD = 3
    """Nobody waits yet."""


class UnwantedError(Exception):
    """Nobody wants the turn any more."""


class Turns:
    """Gives turns."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._busy = False
        self._waiting: list[Callable[[], Rank]] = []  # in the order in which they came

    @contextmanager
    def turn(self, rank: Callable[[], Rank], wanted: Callable[[], bool]) -> Iterator[None]:
        """A turn, for as long as the context lasts.

        Args:
            rank: how urgent it is; asked again while it is waited for, as it may become more so.
            wanted: whether anybody still wants it, asked now and then.

        Raises:
            UnwantedError: nobody does.
        """
        own = lambda: rank()  # noqa: E731  # one for each who waits, whoever shares a rank
        with self._changed:
            self._waiting.append(own)
        try:
            while not self._begun(own):
                if not wanted():
                    raise UnwantedError
        finally:
            with self._changed:
                self._waiting.remove(own)
                self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._busy = False
                self._changed.notify_all()

    def _begun(self, own: Callable[[], Rank]) -> bool:
        """Whether it is this one's turn, now or within a moment."""
        with self._changed:
            mine = self._changed.wait_for(
                lambda: not self._busy and min(self._waiting, key=lambda each: each()) is own,
                _POLL_S,
            )
            self._busy = self._busy or mine
            return mine
