"""Signs of life of a process that works on a task, and the end of one that was cancelled."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

from dataengine.engine import DataEngine
from dataengine.records import Task
from dataengine.store import tasks

BEAT_S = 5.0
"""Between two signs of life."""


class Moment(Protocol):
    """How far a task is."""

    def as_json(self) -> dict[str, Any]:
        """Plain JSON."""


M = TypeVar("M", bound=Moment)


class Cancelled(Exception):
    """The task was asked to stop."""


class Beating(Generic[M]):
    """Passes progress on, and into the store now and then; ends what was cancelled.

    Args:
        engine: has the task.
        task: that was claimed.
        worker: the name under which it was.
        report: is given every moment.
    """

    def __init__(
        self, engine: DataEngine, task: Task, worker: str, report: Callable[[M], None]
    ) -> None:
        self._engine, self._task, self._worker, self._report = engine, task, worker, report
        self._last = float("-inf")
        self._moment: M | None = None

    def __call__(self, moment: M) -> None:
        """Say how far it is.

        Raises:
            Cancelled: the task was asked to stop.
            WrongStateError: another process has it by now.
        """
        self._report(moment)
        self._moment = moment
        if time.monotonic() - self._last >= BEAT_S:
            self._beat()

    def found(self, so_far: dict[str, Any]) -> None:
        """What the task has come to by now; people may use it at once."""
        self._beat(so_far)

    def _beat(self, so_far: dict[str, Any] | None = None) -> None:
        self._last = time.monotonic()
        told = {} if self._moment is None else self._moment.as_json()
        with self._engine.writing() as tx:
            task = tasks.beat(tx, self._task.id, self._worker, told, so_far)
        if task.cancelling:
            raise Cancelled
