"""Segment everything as jobs. A job is its stream of lines: whoever reads it drives it, and closing
it ends it.

At most so many jobs run at once, and one of them works at a time, in turns of a small batch; before
each, everybody who waits for an embedding goes first. Who asks for what a running job is finding
already follows that job, and its result is kept for those who ask later.
"""

from __future__ import annotations

import json
import math
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Hashable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sam.automatic import Event, Found, Progress, Summary, Withdrawn
from server.cache import ByteLRU
from server.errors import ApiError, described, envelope
from server.metrics import Metrics

Pause = Callable[[], None]
"""Lets those who wait for an embedding go first; raises when the job is to end."""

Start = Callable[[Pause], Iterator[Event]]
"""Begins to segment everything. It calls the pause before each further encode."""

_POLL_S = 0.1
"""How often somebody who waits looks whether the client is still there."""

_GRACE_S = 2.0
"""How long a request waits for a place: one that was given up is free within a batch."""

_RETRY_AFTER_S = 5, 600
"""What a busy server answers before anything is known of its jobs, and at most."""


class Jobs:
    """Running jobs, and results of earlier ones.

    Args:
        most: jobs that may run at once. As many requests again may wait: for a place, or for the
            result of a job that finds the same.
        cache_bytes: most bytes of results kept.
        wait_until_idle: waits at most so many seconds until nobody waits for an embedding; returns
            whether that is so.
        grace_s: how long a request waits for a place before it is turned away.
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
        self._results: ByteLRU[Hashable, tuple[bytes, ...]] = ByteLRU(
            cache_bytes, lambda lines: sum(map(sys.getsizeof, lines))
        )
        self._book = threading.Condition()
        """Guards what follows, and tells of changes; never held while anything slow happens."""
        self._present: set[Stream] = set()
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
            ApiError: 503, too many jobs are running, or the server is being stopped; 429, the
                client has so many of them that others would find no place.
            Exception: whatever ``start`` raises.
        """
        with self._book:
            result = self._results.get(key)
            stream = Stream(self, key, points, start, gone, result, client)
            if result is not None:
                return stream
            if not self._book.wait_for(lambda: self._has_few(client), self._grace_s):
                own = f"{self._count(client)} requests to segment everything"
                raise self._refusal(429, "too_many_requests", f"This client has {own} running")
            if len(self._present) >= 2 * self._most:
                raise self._busy()
            self._present.add(stream)
        try:
            place = self._enter(stream, self._grace_s)
            if place is None:
                raise self._busy()
            if place:
                stream.begin()
        except BaseException:
            stream.close()
            raise
        return stream

    def _count(self, client: str | None) -> int:
        return sum(each.client == client for each in self._present)

    def _has_few(self, client: str | None) -> bool:
        """Whether one more of a client's leaves a place for others, be it one to wait in."""
        return client is None or self._count(client) < 2 * self._most - 1

    def stop(self) -> None:
        """End all jobs and take no more; may be called by a signal's handler."""
        self._stopping = True

    def _enter(self, stream: Stream, seconds: float) -> bool | None:
        """Take a place for a stream, waiting at most so long.

        Returns:
            Whether it has one: False where its result is there, or another job is finding it; None
            where no place became free.
        """
        key = stream.key

        def known() -> bool:
            return key in self._running or self._results.get(key) is not None

        with self._book:
            if not self._book.wait_for(lambda: known() or len(self._running) < self._most, seconds):
                return None
            if known():
                return False
            self._running[key] = stream
            self.metrics.jobs_running.inc()
            return True

    def _leave(self, stream: Stream, closed: bool = False) -> None:
        """Free a stream's place."""
        with self._book:
            if self._running.get(stream.key) is stream:
                del self._running[stream.key]
                self.metrics.jobs_running.dec()
            if closed:
                self._present.discard(stream)
            self._book.notify_all()

    def _progress(self, key: Hashable, seconds: float) -> Progress | None:
        """Wait for news, at most so long; how far the running job with that key is."""
        with self._book:
            self._book.wait(seconds)
            stream = self._running.get(key)
            return stream.progress if stream is not None else None

    def _tell(self, stream: Stream, progress: Progress) -> None:
        with self._book:
            stream.progress = progress
            self._book.notify_all()

    @contextmanager
    def _turn(self, stream: Stream) -> Iterator[None]:
        """The right to work: first come, first served, and after all who wait for an embedding."""
        with self._book:
            self._turns.append(stream)
        try:
            while True:
                with self._book:
                    if self._turns[0] is stream:
                        break
                    self._book.wait(_POLL_S)
                self._check(stream)
            self._pause(stream)
            yield
        finally:
            with self._book:
                self._turns.remove(stream)
                self._book.notify_all()

    def _pause(self, stream: Stream) -> None:
        self._check(stream)
        while not self._wait_until_idle(_POLL_S):
            self._check(stream)

    def _check(self, stream: Stream) -> None:
        if stream.gone():
            raise _GoneError
        if self._stopping:
            raise ApiError(503, "stopping", "The server is being stopped; it ended this job.")

    def _busy(self) -> ApiError:
        jobs = f"{len(self._running)} job{'' if len(self._running) == 1 else 's'}"
        return self._refusal(
            503,
            "busy",
            f"The server is busy segmenting everything ({jobs} of at most {self._most} running)",
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


class Stream:
    """Lines of JSON, one an event, each ending in a line break; made by :meth:`Jobs.open`.

    Errors do not leave it: they are its last line.

    Attributes:
        key: equal for jobs with equal results.
        gone: whether the client has gone away.
        progress: how far the job is.
        client: who asked; None for nobody whose jobs are counted.
    """

    def __init__(
        self,
        jobs: Jobs,
        key: Hashable,
        points: int,
        start: Start,
        gone: Callable[[], bool],
        result: tuple[bytes, ...] | None,
        client: str | None = None,
    ) -> None:
        self.key = key
        self.client = client
        self.gone = gone
        self.progress = Progress(0, points, 0.0)
        self._jobs = jobs
        self._start = start
        self._events: Iterator[Event] | None = None
        self._lines = self._told(result)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return next(self._lines)

    def close(self) -> None:
        """End the job, if it runs still, and free its place."""
        self._lines.close()
        self._end()
        self._jobs._leave(self, closed=True)

    def begin(self) -> None:
        """Start the work; the stream has a place.

        Raises:
            Exception: whatever starting raises.
        """
        self._events = self._start(lambda: self._jobs._pause(self))

    def seconds_left(self) -> float:
        """By what is done so far; infinity if that is nothing."""
        so_far = self.progress
        if not so_far.done:
            return math.inf
        return so_far.seconds / so_far.done * (so_far.total - so_far.done)

    def _told(self, result: tuple[bytes, ...] | None) -> Generator[bytes, None, None]:
        try:
            while result is None and self._events is None:
                yield from self._followed()
                result = self._jobs._results.get(self.key)
            yield from result if self._events is None and result else self._found()
        except _GoneError:
            self._jobs.metrics.jobs.labels("given up").inc()
            return
        except Exception as error:
            self._jobs.metrics.jobs.labels("failed").inc()
            told = described(error)
            yield _line({"event": "error", **envelope(told.status, told.code, told.message)})
        finally:
            self._end()
            self._jobs._leave(self)

    def _followed(self) -> Iterator[bytes]:
        """Tell how far the other job is, until it ends; start if it left no result."""
        told = None
        while True:
            progress = self._jobs._progress(self.key, _POLL_S)
            self._jobs._check(self)
            if progress is None:
                break
            if progress != told:
                told = progress
                yield _line(progress.as_json())
        while (place := self._jobs._enter(self, _POLL_S)) is None:
            self._jobs._check(self)
        if place:
            self.begin()

    def _found(self) -> Iterator[bytes]:
        """Work, tell, and keep the result."""
        assert self._events is not None
        yield _line(self.progress.as_json())
        result = _Result(self._jobs._results.max_bytes)
        while True:
            with self._jobs._turn(self):
                event = next(self._events, None)
            if event is None:
                return
            line = _line(_as_json(event, cached=False))
            result.add(event, line)
            if isinstance(event, Progress):
                self._jobs._tell(self, event)
            elif isinstance(event, Summary):
                # The place is free before the client has read the end.
                if result.fits:
                    self._jobs._results.put(self.key, result.lines(event))
                self._end()
                self._jobs._leave(self)
                self._jobs.metrics.jobs.labels("finished").inc()
                self._jobs.metrics.job_seconds.observe(event.seconds)
            yield line

    def _end(self) -> None:
        """Stop the work, which frees what it holds."""
        if isinstance(self._events, Generator):
            self._events.close()


class _Result:
    """The lines that tell a finished job at once."""

    def __init__(self, max_bytes: int) -> None:
        self.fits = True
        """Whether it may be kept; nothing is collected once it is too large."""
        self._max_bytes = max_bytes
        self._progress = b""
        self._masks: dict[int, bytes] = {}
        self._bytes = 0

    def add(self, event: Event, line: bytes) -> None:
        if isinstance(event, Progress):
            self._progress = line
        elif isinstance(event, Found) and self.fits:
            self._drop(event.id)
            self._masks[event.id] = line
            self._bytes += len(line)
            if self._bytes > self._max_bytes:
                self.fits = False
                self._masks.clear()
        elif isinstance(event, Withdrawn):
            self._drop(event.id)

    def _drop(self, mask: int) -> None:
        self._bytes -= len(self._masks.pop(mask, b""))

    def lines(self, summary: Summary) -> tuple[bytes, ...]:
        progress = (self._progress,) if self._progress else ()
        masks = (self._masks[index] for index in summary.ids)
        return (*progress, *masks, _line(_as_json(summary, cached=True)))


class _GoneError(Exception):
    """The client has gone away; nobody is left to be told."""


def _as_json(event: Event, cached: bool) -> dict[str, Any]:
    if isinstance(event, Summary):
        return {**event.as_json(), "cached": cached}
    return event.as_json()


def _line(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
