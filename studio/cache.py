"""A thread-safe cache bounded by bytes, not by entries: memory is what runs out."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

ENTRY_BYTES = 1024
"""Counted for each value besides its own bytes, for its key and the objects round both: otherwise a
million values of a few bytes would cost nothing.
"""


class ByteLRU(Generic[K, V]):
    """Keeps what was used last, up to ``max_bytes`` in all.

    Args:
        max_bytes: most bytes kept, ``ENTRY_BYTES`` for each value included; one value may fill it
            alone, and one that is larger is never kept.
        size: the bytes one value takes.
    """

    def __init__(self, max_bytes: int, size: Callable[[V], int]) -> None:
        self.max_bytes = max_bytes
        self._size = size
        self._values: OrderedDict[K, V] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        """The value, which becomes the most recently used; None if it is not here."""
        with self._lock:
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def put(self, key: K, value: V) -> bool:
        """Keep ``value``, dropping the least recently used to make room; False if it was known."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return False
            size = self._size(value)
            if size <= self.max_bytes:
                size += ENTRY_BYTES
                while self._values and self._bytes + size > self.max_bytes:
                    _, dropped = self._values.popitem(last=False)
                    self._bytes -= self._size(dropped) + ENTRY_BYTES
                self._values[key] = value
                self._bytes += size
            return True

    @property
    def bytes(self) -> int:
        """Bytes kept now."""
        with self._lock:
            return self._bytes

    def __len__(self) -> int:
        with self._lock:
            return len(self._values)
