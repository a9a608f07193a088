"""What finished jobs found, for those who ask again: without what was withdrawn on the way."""

from __future__ import annotations

from collections.abc import Hashable

from sam.automatic import Event, Found, Progress, Summary, Withdrawn
from studio.cache import ByteLRU

_EVENT_BYTES = 1000
"""Of an event besides the text of its mask: its numbers, and the objects round them."""

Result = tuple[Event, ...]
"""The last progress, every survivor in the order of the result, and the summary."""

JobResults = ByteLRU[Hashable, Result]
"""Results by what was asked for."""


def job_results(max_bytes: int) -> JobResults:
    """Room for results of so many bytes in all."""
    return ByteLRU(max_bytes, lambda events: sum(map(size_of, events)))


def size_of(event: Event) -> int:
    """About how many bytes an event takes in memory."""
    counts = event.record.segmentation["counts"] if isinstance(event, Found) else ""
    return _EVENT_BYTES + len(counts)


class Collected:
    """Gathers a running job's result.

    Args:
        max_bytes: most that may be kept; nothing is gathered beyond.
    """

    def __init__(self, max_bytes: int) -> None:
        self.fits = True
        """Whether it may be kept."""
        self._max_bytes = max_bytes
        self._progress: Progress | None = None
        self._masks: dict[int, Found] = {}
        self._bytes = 0

    def add(self, event: Event) -> None:
        """Take in one more event."""
        if isinstance(event, Progress):
            self._progress = event
        elif isinstance(event, Found) and self.fits:
            self._drop(event.id)
            self._masks[event.id] = event
            self._bytes += size_of(event)
            if self._bytes > self._max_bytes:
                self.fits = False
                self._masks.clear()
        elif isinstance(event, Withdrawn):
            self._drop(event.id)

    def _drop(self, mask: int) -> None:
        dropped = self._masks.pop(mask, None)
        if dropped is not None:
            self._bytes -= size_of(dropped)

    def result(self, summary: Summary) -> Result:
        """All that is left, in the order of the result."""
        progress = (self._progress,) if self._progress else ()
        return (*progress, *(self._masks[index] for index in summary.ids), summary)
