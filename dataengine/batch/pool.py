"""Workers as the scheduler sees them, and the one that needs nothing: this process."""

from __future__ import annotations

from collections import deque
from typing import Protocol

import torch

from dataengine.batch.job import Answer, Job, Task
from dataengine.batch.worker import Worker
from sam.modeling import Sam

NICENESS = 15
"""Of workers on Ray: clicks of others on the same machine go first."""


class Pool(Protocol):
    """Workers that do tasks in any order; each task is answered once."""

    @property
    def workers(self) -> int:
        """How many are there now, or are being started."""

    @property
    def room(self) -> int:
        """How many tasks more may be given to them now."""

    def give(self, task: Task) -> None:
        """Have a task done by some worker; there has to be room."""

    def take(self, seconds: float) -> list[Answer]:
        """What has been answered since, waiting so long at most where that is nothing."""

    def close(self) -> None:
        """End all workers, whatever they do."""


class OneProcess:
    """The pool of one worker that is this process.

    Args:
        model: on the device that it computes on.
        job: what is wanted.
    """

    workers = 1

    def __init__(self, model: Sam, job: Job) -> None:
        self._threads = torch.get_num_threads()
        self._worker = Worker(model, job)
        self._waiting: deque[Task] = deque()

    @property
    def room(self) -> int:
        """See :class:`Pool`."""
        return 1 - len(self._waiting)

    def give(self, task: Task) -> None:
        """See :class:`Pool`."""
        self._waiting.append(task)

    def take(self, seconds: float) -> list[Answer]:
        """See :class:`Pool`; the work is done here."""
        return [self._worker.do(self._waiting.popleft())] if self._waiting else []

    def close(self) -> None:
        """See :class:`Pool`."""
        torch.set_num_threads(self._threads)
