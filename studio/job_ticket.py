"""What those who keep order among jobs know of a single one."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from sam.automatic import Progress


@dataclass(eq=False, slots=True)
class Ticket:
    """A request to segment everything, from when it is made until it is over.

    Attributes:
        key: equal for jobs with equal results.
        gone: whether the client has gone away.
        progress: how far the job is.
        client: who asked; None for nobody whose jobs are counted.
        waits: whether it waits for a place.
    """

    key: Hashable
    gone: Callable[[], bool]
    progress: Progress
    client: str | None = None
    waits: bool = False

    def seconds_left(self) -> float:
        """By what is done so far; infinity if that is nothing."""
        so_far = self.progress
        if not so_far.done:
            return math.inf
        return so_far.seconds / so_far.done * (so_far.total - so_far.done)
