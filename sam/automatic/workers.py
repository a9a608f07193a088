"""Threads that decode side by side, each computing alone."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import torch

T = TypeVar("T")
R = TypeVar("R")


class Workers:
    """A few threads that share torch's processors among them.

    Decoding points is many short operations. Dividing each among processors means waiting for the
    slowest of them hundreds of times a second; giving each processor points of its own does not.

    Args:
        count: how many.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        threads = torch.get_num_threads()
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="segment-everything")
        started = threading.Barrier(count + 1)

        def start() -> None:
            torch.get_num_threads()  # torch gives a thread its number at its first call
            torch.set_num_threads(max(1, threads // count))
            started.wait()

        for _ in range(count):
            self._pool.submit(start)
        started.wait()
        # A thread's own number, but also what torch gives to threads that it has not met yet.
        torch.set_num_threads(threads)

    def close(self) -> None:
        """Wait for what is being computed; what has not begun is left undone."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def map(self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Results in the order of the items, at most one more begun for each worker than taken."""
        waiting: deque[Future[R]] = deque()
        for item in items:
            waiting.append(self._pool.submit(work, item))
            if len(waiting) > self.count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
