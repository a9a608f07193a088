"""Work for jobs to do, without a model, and what tests do with their streams."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

from sam.automatic import Event, Found, Progress, Record, Summary, Withdrawn
from sam.masks.rle import CocoRle
from studio.jobs import Jobs, Pause, Stream

RLE: CocoRle = {"size": [4, 4], "counts": "04<"}

Lines = list[dict[str, Any]]


def record(predicted_iou: float = 0.9) -> Record:
    return Record(RLE, 4, (0, 0, 1, 1), predicted_iou, (1.0, 1.0), 0.95, (0, 0, 4, 4))


class Work:
    """A job's work: three masks in three batches, one of them withdrawn; held up and counted."""

    def __init__(self, points: int = 3) -> None:
        self.points = points
        self.starts = 0
        self.batches = 0
        self.ended = 0
        self.error: Exception | None = None
        self.before: Callable[[Pause], None] = lambda pause: None
        """Called in each batch."""

    def __call__(self, pause: Pause) -> Iterator[Event]:
        self.starts += 1
        return self._events(pause)

    def _events(self, pause: Pause) -> Iterator[Event]:
        try:
            for index in range(self.points):
                self.batches += 1
                self.before(pause)
                if self.error is not None:
                    raise self.error
                if index == 1:
                    yield Withdrawn(0)
                yield Found(index, record(index / 10))
                yield Progress(index + 1, self.points, 0.5 * (index + 1))
            yield Found(0, record(0.7))  # comes back, with another record
            yield Summary((2, 0), 1.5)
        finally:
            self.ended += 1


def never() -> bool:
    return False


def make(
    most: int = 1, idle: Callable[[float], bool] = lambda _: True, grace_s: float = 0.0
) -> Jobs:
    return Jobs(most, 10**6, idle, grace_s)


def read(stream: Stream) -> Lines:
    """All that is left of a stream."""
    try:
        return [event.as_json() for event in stream]
    finally:
        stream.close()


def ending(stream: Stream) -> str:
    """Which error ends a stream."""
    try:
        list(stream)
    except Exception as error:
        return type(error).__name__
    return "none"


def later(call: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=call)
    thread.start()
    return thread


def words(lines: Lines) -> list[str]:
    return [f"{line['event']}{line.get('id', line.get('done', ''))}" for line in lines]
