"""Segment everything as jobs. A job is its stream of events: reading it drives it, and
closing it ends it.

Who asks for what a running job is finding already follows that job, and its result is kept for
those who ask later.

    Jobs ─> Stream ─> JobPlaces ─> Ticket
                 └──> Collected ─> JobResults
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from sam.automatic import Progress
from studio.job_places import JobPlaces
from studio.job_results import job_results
from studio.job_stream import Pause, Start, Stream
from studio.job_ticket import Ticket
from studio.metrics import Metrics

__all__ = ["Jobs", "Pause", "Start", "Stream"]

_GRACE_S = 2.0
"""How long a request waits for a place: one that was given up is free within a batch."""


class Jobs:
    """Running jobs, and results of earlier ones.

    Args:
        most: jobs that may run at once. As many requests again may wait: for a place, or for the
            result of a job that finds the same. One more may read results of earlier jobs.
        cache_bytes: most bytes of results kept.
        wait_until_idle: waits at most so many seconds until nobody waits for an embedding; returns
            whether that is so.
        grace_s: how long a request waits for a place before it hears that it waits in line.
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
        self._places = JobPlaces(
            most, job_results(cache_bytes), wait_until_idle, grace_s, metrics or Metrics()
        )

    @property
    def running(self) -> int:
        """How many jobs run now."""
        return self._places.running

    @property
    def waiting(self) -> int:
        """How many requests wait for a place or for another job's result."""
        return self._places.waiting

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
            BusyError: so many run and wait already.
            ShareTakenError: the client has so many of them that others would find no place.
            Exception: whatever ``start`` raises.
        """
        ticket = Ticket(key, gone, Progress(0, points, 0.0), client)
        result = self._places.admit(ticket)
        stream = Stream(self._places, ticket, start, result)
        if result is None:
            try:
                if self._places.enter(ticket, self._places.grace_s):
                    stream.begin()
            except BaseException:
                stream.close()
                raise
        return stream

    def stop(self) -> None:
        """End all jobs and take no more; may be called by a signal's handler."""
        self._places.stop()
