"""Segment everything as jobs. A job is its stream of lines: whoever reads it drives it, and closing
it ends it.

At most so many jobs run at once, and one of them works at a time, in turns of a small batch; before
each, everybody who waits for an embedding goes first. Who asks for what a running job is finding
already follows that job, and its result is kept for those who ask later. As many again wait in
line; where there are places for several, one client leaves one to the others.
"""

from __future__ import annotations

import math
import sys
import threading
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

from sam.automatic import Progress
from server.cache import ByteLRU
from server.errors import ApiError
from server.job_stream import POLL_S, GoneError, Pause, Start, Stream
from server.metrics import Metrics

__all__ = ["Jobs", "Pause", "Start", "Stream"]

_GRACE_S = 2.0
"""How long a request waits for a place: one that was given up is free within a batch."""

_RETRY_AFTER_S = 5, 600
"""What a busy server answers before anything is known of its jobs, and at most."""


class Jobs:
    """Running jobs, and results of earlier ones.

    Args:
        most: jobs that may run at once. As many requests again may wait: for a place, or for the
            result of a job that finds the same. One more may read results of earlier jobs.
        cache_bytes: most bytes of results kept.
        wait_until_idle: waits at most so many seconds until nobody waits for an embedding; returns
            whether that is so.
        grace_s: how long a request waits for a place before it is told that it waits in line.
        metrics: what is counted and timed goes there.
    """

    def __init__(
        self,
        most: int,
        cache_bytes: int,
        wait_until_idle: Callable[[float], bool],
        grace_s: float = _GRACE_S,
        metrics: Metrics | None = None,
    ) -> None:
        self.metrics = metrics or Metrics()
        self._most = most
        self._wait_until_idle = wait_until_idle
        self._grace_s = grace_s
        self.results: ByteLRU[Hashable, tuple[bytes, ...]] = ByteLRU(
            cache_bytes, lambda lines: sum(map(sys.getsizeof, lines))
        )
        self._book = threading.Condition()
        """Guards what follows, and tells of changes; never held while anything slow happens."""
        self._present: dict[Stream, None] = {}  # in the order in which they came
        self._answered: dict[Stream, None] = {}
        self._running: dict[Hashable, Stream] = {}
        self._turns: deque[Stream] = deque()
        self._stopping = False

    @property
    def running(self) -> int:
        """How many jobs run now."""
        return len(self._running)

    @property
    def waiting(self) -> int:
        """How many requests wait for a place or for another job's result."""
        return len(self._present) - len(self._running)

    def open(
        self,
        key: Hashable,
        points: int,
        start: Start,
        gone: Callable[[], bool],
        client: str | None = None,
    ) -> Stream:
        """A job's stream, or one that answers from an earlier or a running job.

        Args:
            key: equal for jobs with equal results.
            points: how many it has.
            start: begins the work, if it must be done.
            gone: whether the client has gone away; asked between batches.
            client: who asks; None for nobody whose jobs are counted.

        Raises:
            ApiError: 503, so many run and wait already; 429, the client has so many of them that
                others would find no place.
            Exception: whatever ``start`` raises.
        """
        with self._book:
            result = self.results.get(key)
            stream = Stream(self, key, points, start, gone, result, client)
            if result is not None:
                self._admit(stream, self._answered, self._most + 1)
                return stream
            self._admit(stream, self._present, 2 * self._most)
        try:
            if self.enter(stream, self._grace_s):
                stream.begin()
        except BaseException:
            stream.close()
            raise
        return stream

    def _admit(self, stream: Stream, present: dict[Stream, None], most: int) -> None:
        """Count a stream among those present, of which one client leaves a place to others.

        Args:
            stream: whose client asks.
            present: what it joins.
            most: how many these may be. Where they only read, another one is waited for.

        Raises:
            ApiError: 503, they are as many; 429, the client has all but one.
        """

        def few() -> bool:
            own = sum(each.client == stream.client for each in present)
            return stream.client is None or own < most - 1

        def room() -> bool:
            return len(present) < most

        reads = present is self._answered
        self._book.wait_for(lambda: few() and (room() or not reads), self._grace_s)
        if not few():
            own = f"{most - 1} request{'' if most == 2 else 's'} to segment everything"
            raise self._refusal(429, "too_many_requests", f"This client has {own} running")
        if not room():
            raise self._busy()
        present[stream] = None

    def _is_next(self, stream: Stream) -> bool:
        """Whether a stream has the next place: of those who wait, the client with the fewest
        running jobs goes first, and among them who came first. One client leaves a place to others.
        """
        clients = Counter(each.client for each in self._running.values())
        share = max(self._most - 1, 1)
        waiting = (
            each
            for each in self._present
            if each.waits
            and each.key not in self._running
            and (each.client is None or clients[each.client] < share)
        )
        return stream is min(
            waiting, key=lambda each: clients[each.client] if each.client else 0, default=None
        )

    def stop(self) -> None:
        """End all jobs and take no more; may be called by a signal's handler."""
        self._stopping = True

    def enter(self, stream: Stream, seconds: float) -> bool | None:
        """Take a place for a stream, waiting at most so long.

        Returns:
            Whether it has one: False where its result is there, or another job is finding it; None
            where no place became free.
        """
        key = stream.key

        def known() -> bool:
            return key in self._running or self.results.get(key) is not None

        def free() -> bool:
            return len(self._running) < self._most and self._is_next(stream)

        with self._book:
            stream.waits = True
            if not self._book.wait_for(lambda: known() or free(), seconds):
                return None
            stream.waits = False
            self._book.notify_all()
            if known():
                return False
            self._running[key] = stream
            self.metrics.jobs_running.inc()
            return True

    def leave(self, stream: Stream, closed: bool = False) -> None:
        """Free a stream's place to run, and, where it is over, to be here.

        One that has ended but is still read takes a reader's place, if there is one.
        """
        with self._book:
            stream.waits = False
            if stream in self._present and len(self._answered) <= self._most:
                del self._present[stream]
                self._answered[stream] = None
            if self._running.get(stream.key) is stream:
                del self._running[stream.key]
                self.metrics.jobs_running.dec()
            if closed:
                self._present.pop(stream, None)
                self._answered.pop(stream, None)
            self._book.notify_all()

    def progress(self, key: Hashable, seconds: float) -> Progress | None:
        """Wait for news, at most so long; how far the running job with that key is."""
        with self._book:
            self._book.wait(seconds)
            stream = self._running.get(key)
            return stream.progress if stream is not None else None

    def tell(self, stream: Stream, progress: Progress) -> None:
        """Let those who follow a stream know how far it is."""
        with self._book:
            stream.progress = progress
            self._book.notify_all()

    @contextmanager
    def turn(self, stream: Stream) -> Iterator[None]:
        """The right to work: first come, first served, and after all who wait for an embedding."""
        with self._book:
            self._turns.append(stream)
        try:
            while True:
                with self._book:
                    if self._turns[0] is stream:
                        break
                    self._book.wait(POLL_S)
                self.check(stream)
            self.pause(stream)
            yield
        finally:
            with self._book:
                self._turns.remove(stream)
                self._book.notify_all()

    def pause(self, stream: Stream) -> None:
        """Let those who wait for an embedding go first."""
        self.check(stream)
        while not self._wait_until_idle(POLL_S):
            self.check(stream)

    def check(self, stream: Stream) -> None:
        """Find out whether a stream may go on.

        Raises:
            GoneError: its client has gone away.
            ApiError: 503, the server is being stopped.
        """
        if stream.gone():
            raise GoneError
        if self._stopping:
            raise ApiError(503, "stopping", "The server is being stopped; it ended this job.")

    def _busy(self) -> ApiError:
        jobs = f"{len(self._running)} job{'' if len(self._running) == 1 else 's'}"
        reading = f", {len(self._answered)} results being read" if self._answered else ""
        return self._refusal(
            503,
            "busy",
            f"The server is busy segmenting everything ({jobs} of at most {self._most} "
            f"running{reading})",
        )

    def _refusal(self, status: int, code: str, reason: str) -> ApiError:
        seconds = min((stream.seconds_left() for stream in self._running.values()), default=0)
        first, most = _RETRY_AFTER_S
        retry = min(max(math.ceil(seconds), 1), most) if math.isfinite(seconds) else first
        return ApiError(
            status,
            code,
            f"{reason}; try again in {retry} seconds.",
            {"Retry-After": str(retry)},
        )
