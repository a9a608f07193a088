"""The lines of one job, and of who follows it or reads its result; :class:`server.jobs.Jobs` makes
them.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Generator, Hashable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sam.automatic import Event, Found, Progress, Summary, Withdrawn
from server.errors import described, envelope

if TYPE_CHECKING:
    from server.jobs import Jobs

Pause = Callable[[], None]
"""Lets those who wait for an embedding go first; raises when the job is to end."""

Start = Callable[[Pause], Iterator[Event]]
"""Begins to segment everything. It calls the pause before each further encode."""

POLL_S = 0.1
"""How often somebody who waits looks whether the client is still there."""

RETOLD_S = 5.0
"""How often who waits in line is told so: servers other than ours see that a client has gone only
when they write to it.
"""


class GoneError(Exception):
    """The client has gone away; nobody is left to be told."""


class Stream:
    """Lines of JSON, one an event, each ending in a line break; made by :meth:`Jobs.open`.

    Errors do not leave it: they are its last line.

    Attributes:
        key: equal for jobs with equal results.
        gone: whether the client has gone away.
        progress: how far the job is.
        client: who asked; None for nobody whose jobs are counted.
        waits: whether it waits for a place.
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
        self.waits = False
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
        self._jobs.leave(self, closed=True)

    def begin(self) -> None:
        """Start the work; the stream has a place.

        Raises:
            Exception: whatever starting raises.
        """
        self._events = self._start(lambda: self._jobs.pause(self))

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
                result = self._jobs.results.get(self.key)
            yield from result if self._events is None and result else self._found()
        except GoneError:
            self._jobs.metrics.jobs.labels("given up").inc()
            return
        except Exception as error:
            self._jobs.metrics.jobs.labels("failed").inc()
            told = described(error)
            yield _line({"event": "error", **envelope(told.status, told.code, told.message)})
        finally:
            self._end()
            self._jobs.leave(self, closed=True)

    def _followed(self) -> Iterator[bytes]:
        """Tell how far the other job is, until it ends; start if it left no result, and as soon as
        there is a place.
        """
        told = None
        while True:
            progress = self._jobs.progress(self.key, POLL_S)
            self._jobs.check(self)
            if progress is None:
                break
            if progress != told:
                told = progress
                yield _line(progress.as_json())
        told_at = -math.inf
        while (place := self._jobs.enter(self, POLL_S)) is None:
            self._jobs.check(self)
            if time.monotonic() - told_at >= RETOLD_S:
                told_at = time.monotonic()
                yield _line(self.progress.as_json())
        if place:
            self.begin()

    def _found(self) -> Iterator[bytes]:
        """Work, tell, and keep the result."""
        assert self._events is not None
        yield _line(self.progress.as_json())
        result = _Result(self._jobs.results.max_bytes)
        while True:
            with self._jobs.turn(self):
                event = next(self._events, None)
            if event is None:
                return
            line = _line(_as_json(event, cached=False))
            result.add(event, line)
            if isinstance(event, Progress):
                self._jobs.tell(self, event)
            elif isinstance(event, Summary):
                # The place is free before the client has read the end.
                if result.fits:
                    self._jobs.results.put(self.key, result.lines(event))
                self._end()
                self._jobs.leave(self)
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


def _as_json(event: Event, cached: bool) -> dict[str, Any]:
    if isinstance(event, Summary):
        return {**event.as_json(), "cached": cached}
    return event.as_json()


def _line(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
