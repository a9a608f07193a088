"""What a job of segment everything finds, for those who ask something about it."""

from __future__ import annotations

from collections.abc import Generator

from sam.automatic import Found, Progress, Summary, Withdrawn
from sam.automatic.events import Record
from studio.jobs import Stream


def candidates_of(job: Stream) -> Generator[Progress, None, tuple[Record, ...]]:
    """Work through a job, telling how far it is.

    Returns:
        Records of the survivors that have a pixel, in the order of the result.
    """
    records: dict[int, Record] = {}
    order: tuple[int, ...] = ()
    for event in job:
        if isinstance(event, Progress):
            yield event
        elif isinstance(event, Found):
            records[event.id] = event.record
        elif isinstance(event, Withdrawn):
            records.pop(event.id, None)
        elif isinstance(event, Summary):
            order = event.ids
    return tuple(records[index] for index in order if records[index].area > 0)
