"""Who may segment everything now: places to run, a line, and turns at the model.

At most so many jobs run at once, and one of them works at a time, in turns of a small batch; before
each, everybody who waits for an embedding goes first. As many again wait in line; where there are
places for several, one client leaves one to the others.
"""

from __future__ import annotations

import math
import threading
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

from sam.automatic import Progress
from studio.errors import BusyError, GoneError, ShareTakenError, StoppingError
from studio.job_results import JobResults, Result
from studio.job_ticket import Ticket
from studio.metrics import Metrics

POLL_S = 0.1
"""How often somebody who waits looks whether the client is still there."""

_RETRY_AFTER_S = 5, 600
"""What is answered before anything is known of the running jobs, and at most."""


class JobPlaces:
    """The jobs that are here.

    Args:
        most: jobs that may run at once. As many requests again may wait: for a place, or for the
            result of a job that finds the same. One more may read results of earlier jobs.
        results: of earlier jobs.
        wait_until_idle: waits at most so many seconds until nobody waits for an embedding; returns
            whether that is so.
        grace_s: how long a request that would be turned away is waited with.
        metrics: what is counted goes there.
    """

    def __init__(
        self,
        most: int,
        results: JobResults,
        wait_until_idle: Callable[[float], bool],
        grace_s: float,
        metrics: Metrics,
    ) -> None:
        self.results = results
        self.metrics = metrics
        self._most = most
        self._wait_until_idle = wait_until_idle
        self.grace_s = grace_s
        self._book = threading.Condition()
        """Guards what follows, and tells of changes; never held while anything slow happens."""
        self._present: dict[Ticket, None] = {}  # in the order in which they came
        self._answered: dict[Ticket, None] = {}
        self._running: dict[Hashable, Ticket] = {}
        self._turns: deque[Ticket] = deque()
        self._stopping = False

    @property
    def running(self) -> int:
        """How many jobs run now."""
        return len(self._running)

    @property
    def waiting(self) -> int:
        """How many requests wait for a place or for another job's result."""
        return len(self._present) - len(self._running)

    def admit(self, ticket: Ticket) -> Result | None:
        """Let a request in.

        Returns:
            The result of an earlier job, where it has only to be read.

        Raises:
            BusyError: so many run and wait already.
            ShareTakenError: the client has so many of them that others would find no place.
        """
        with self._book:
            result = self.results.get(ticket.key)
            if result is None:
                self._admit(ticket, self._present, 2 * self._most)
            else:
                self._admit(ticket, self._answered, self._most + 1)
        return result

    def _admit(self, ticket: Ticket, present: dict[Ticket, None], most: int) -> None:
        """Count a ticket among those present, of which one client leaves a place to others.

        Args:
            ticket: whose client asks.
            present: what it joins.
            most: how many these may be. Where they only read, another one is waited for.

        Raises:
            BusyError: they are as many.
            ShareTakenError: the client has all but one.
        """

        def few() -> bool:
            own = sum(each.client == ticket.client for each in present)
            return ticket.client is None or own < most - 1

        def room() -> bool:
            return len(present) < most

        reads = present is self._answered
        self._book.wait_for(lambda: few() and (room() or not reads), self.grace_s)
        if not few():
            own = f"{most - 1} request{'' if most == 2 else 's'} to segment everything"
            raise ShareTakenError(*self._with_retry(f"This client has {own} running"))
        if not room():
            raise self._busy()
        present[ticket] = None

    def _is_next(self, ticket: Ticket) -> bool:
        """Whether a ticket has the next place: of those who wait, the client with the fewest
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
        return ticket is min(
            waiting, key=lambda each: clients[each.client] if each.client else 0, default=None
        )

    def stop(self) -> None:
        """End all jobs and take no more; may be called by a signal's handler."""
        self._stopping = True

    def enter(self, ticket: Ticket, seconds: float) -> bool | None:
        """Take a place for a ticket, waiting at most so long.

        Returns:
            Whether it has one: False where its result is there, or another job is finding it; None
            where no place became free.
        """
        key = ticket.key

        def known() -> bool:
            return key in self._running or self.results.get(key) is not None

        def free() -> bool:
            return len(self._running) < self._most and self._is_next(ticket)

        with self._book:
            ticket.waits = True
            if not self._book.wait_for(lambda: known() or free(), seconds):
                return None
            ticket.waits = False
            self._book.notify_all()
            if known():
                return False
            self._running[key] = ticket
            self.metrics.jobs_running.inc()
            return True

    def leave(self, ticket: Ticket, closed: bool = False) -> None:
        """Free a ticket's place to run, and, where it is over, to be here.

        One that has ended but is still read takes a reader's place, if there is one.
        """
        with self._book:
            ticket.waits = False
            if ticket in self._present and len(self._answered) <= self._most:
                del self._present[ticket]
                self._answered[ticket] = None
            if self._running.get(ticket.key) is ticket:
                del self._running[ticket.key]
                self.metrics.jobs_running.dec()
            if closed:
                self._present.pop(ticket, None)
                self._answered.pop(ticket, None)
            self._book.notify_all()

    def progress(self, key: Hashable, seconds: float) -> Progress | None:
        """Wait for news, at most so long; how far the running job with that key is."""
        with self._book:
            self._book.wait(seconds)
            ticket = self._running.get(key)
            return ticket.progress if ticket is not None else None

    def report(self, ticket: Ticket, progress: Progress) -> None:
        """Let those who follow a ticket know how far it is."""
        with self._book:
            ticket.progress = progress
            self._book.notify_all()

    @contextmanager
    def turn(self, ticket: Ticket) -> Iterator[None]:
        """The right to work: first come, first served, and after all who wait for an embedding."""
        with self._book:
            self._turns.append(ticket)
        try:
            while True:
                with self._book:
                    if self._turns[0] is ticket:
                        break
                    self._book.wait(POLL_S)
                self.check(ticket)
            self.pause(ticket)
            yield
        finally:
            with self._book:
                self._turns.remove(ticket)
                self._book.notify_all()

    def pause(self, ticket: Ticket) -> None:
        """Let those who wait for an embedding go first."""
        self.check(ticket)
        while not self._wait_until_idle(POLL_S):
            self.check(ticket)

    def check(self, ticket: Ticket) -> None:
        """Find out whether a ticket may go on.

        Raises:
            GoneError: its client has gone away.
            StoppingError: the process is being stopped.
        """
        if ticket.gone():
            raise GoneError
        if self._stopping:
            raise StoppingError("The server is being stopped; it ended this job.")

    def _busy(self) -> BusyError:
        jobs = f"{len(self._running)} job{'' if len(self._running) == 1 else 's'}"
        reading = f", {len(self._answered)} results being read" if self._answered else ""
        return BusyError(
            *self._with_retry(
                f"The server is busy segmenting everything ({jobs} of at most {self._most} "
                f"running{reading})"
            )
        )

    def _with_retry(self, reason: str) -> tuple[str, int]:
        """A sentence that ends with when to try again, and those seconds."""
        seconds = min((ticket.seconds_left() for ticket in self._running.values()), default=0)
        first, most = _RETRY_AFTER_S
        retry = min(max(math.ceil(seconds), 1), most) if math.isfinite(seconds) else first
        return f"{reason}; try again in {retry} seconds.", retry
