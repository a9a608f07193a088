"""A bounded number of places for requests that wait for something slow."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from studio.errors import BusyError

_RETRY_AFTER_S = 2


class Places:
    """Requests beyond ``most`` are turned away, so that threads stay free for everything else.

    Attributes:
        taken: how many there are now.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.taken = 0
        self._lock = threading.Lock()

    @contextmanager
    def place(self, spare: int = 0) -> Iterator[None]:
        """A place, for as long as the context lasts.

        Args:
            spare: how many must stay free beside it, for what is more urgent.

        Raises:
            BusyError: there is none.
        """
        with self._lock:
            if self.taken >= max(1, self.most - spare):
                raise BusyError(
                    f"The server is busy ({self.taken} requests are waiting for the model or to "
                    f"be read); try again in {_RETRY_AFTER_S} seconds.",
                    _RETRY_AFTER_S,
                )
            self.taken += 1
        try:
            yield
        finally:
            with self._lock:
                self.taken -= 1
