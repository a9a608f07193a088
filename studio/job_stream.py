"""The events of one job, and of who follows it or reads its result."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator, Iterator

from sam.automatic import Event, Progress, Summary
from studio.errors import GoneError
from studio.job_places import POLL_S, JobPlaces
from studio.job_results import Collected, Result
from studio.job_ticket import Ticket

Pause = Callable[[], None]
"""Lets those who wait for an embedding go first; raises when the job is to end."""

Start = Callable[[Pause], Iterator[Event]]
"""Begins to segment everything. It calls the pause before each further encode."""

REPEATED_S = 5.0
"""How often who waits in line gets the progress again: servers other than ours see that a client
has gone only when they write to it.
"""


class Stream:
    """Events of a job; made by :meth:`studio.jobs.Jobs.open`.

    Iterating it drives the job, and closing it ends the job. What goes wrong is raised by
    the iteration: whatever the work raises, :class:`GoneError` where the client has gone away, and
    :class:`StoppingError`.

    Args:
        places: where it has its place.
        ticket: which one.
        start: begins the work, if it must be done.
        result: of an earlier job, which has only to be read.

    Attributes:
        cached: whether another job found what this one answers.
    """

    def __init__(
        self, places: JobPlaces, ticket: Ticket, start: Start, result: Result | None
    ) -> None:
        self.cached = result is not None
        self._places = places
        self._ticket = ticket
        self._start = start
        self._work: Iterator[Event] | None = None
        self._events = self._reported(result)

    def __iter__(self) -> Iterator[Event]:
        return self

    def __next__(self) -> Event:
        return next(self._events)

    def close(self) -> None:
        """End the job, if it runs still, and free its place."""
        self._events.close()
        self._end()
        self._places.leave(self._ticket, closed=True)

    def begin(self) -> None:
        """Start the work; the ticket has a place.

        Raises:
            Exception: whatever starting raises.
        """
        self._work = self._start(lambda: self._places.pause(self._ticket))

    def _reported(self, result: Result | None) -> Generator[Event, None, None]:
        ends = self._places.metrics.jobs
        try:
            while result is None and self._work is None:
                yield from self._followed()
                result = self._places.results.get(self._ticket.key)
            if self._work is None and result:
                self.cached = True
                yield from result
            else:
                yield from self._found()
        except GoneError:
            ends.labels("given up").inc()
            raise
        except Exception:
            ends.labels("failed").inc()
            raise
        finally:
            self._end()
            self._places.leave(self._ticket, closed=True)

    def _followed(self) -> Iterator[Event]:
        """Report how far the other job is, until it ends; start if it left no result, and as soon
        as there is a place.
        """
        reported = None
        while True:
            progress = self._places.progress(self._ticket.key, POLL_S)
            self._places.check(self._ticket)
            if progress is None:
                break
            if progress != reported:
                reported = progress
                yield progress
        reported_at = -math.inf
        while (place := self._places.enter(self._ticket, POLL_S)) is None:
            self._places.check(self._ticket)
            if time.monotonic() - reported_at >= REPEATED_S:
                reported_at = time.monotonic()
                yield self._ticket.progress
        if place:
            self.begin()

    def _found(self) -> Iterator[Event]:
        """Work, report, and keep the result."""
        assert self._work is not None
        yield self._ticket.progress
        results = self._places.results
        collected = Collected(results.max_bytes)
        while True:
            with self._places.turn(self._ticket):
                event = next(self._work, None)
            if event is None:
                return
            collected.add(event)
            if isinstance(event, Progress):
                self._places.report(self._ticket, event)
            elif isinstance(event, Summary):
                # The place is free before the client has read the end.
                if collected.fits:
                    results.put(self._ticket.key, collected.result(event))
                self._end()
                self._places.leave(self._ticket)
                self._places.metrics.jobs.labels("finished").inc()
                self._places.metrics.job_seconds.observe(event.seconds)
            yield event

    def _end(self) -> None:
        """Stop the work, which frees what it holds."""
        if isinstance(self._work, Generator):
            self._work.close()
