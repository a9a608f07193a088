"""Pools that are timed, or of whose machines one is killed; and a cluster of two machines."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from dataengine.batch.job import Answer, Task
from dataengine.batch.ray_pool import RayPool


class Timed:
    """A pool of which it is known how long it was at work: from its first task to its end."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def begin(self, pool: RayPool) -> None:
        self._pool = pool
        self._begun = time.perf_counter()

    @property
    def workers(self) -> int:
        return self._pool.workers

    @property
    def room(self) -> int:
        return self._pool.room

    def give(self, task: Task) -> None:
        self._pool.give(task)

    def take(self, seconds: float) -> list[Answer]:
        return self._pool.take(seconds)

    def close(self) -> None:
        self.seconds = time.perf_counter() - self._begun
        self._pool.close()


class Killing:
    """A pool that has a machine killed after so many answers, once both are at work."""

    def __init__(self, pool: RayPool, kill: Callable[[], None], after: int) -> None:
        self._pool, self._kill, self._left = pool, kill, after
        self.killed = False

    @property
    def workers(self) -> int:
        return self._pool.workers

    @property
    def room(self) -> int:
        # Nothing is begun before both are there, or one could be through before the other is.
        return self._pool.room if self.killed or self._pool.ready == 2 else 0

    def give(self, task: Task) -> None:
        self._pool.give(task)

    def take(self, seconds: float) -> list[Answer]:
        answers = self._pool.take(seconds)
        self._left -= len(answers)
        if self._left <= 0 and not self.killed:
            self.killed = True
            self._kill()
        return answers

    def close(self) -> None:
        self._pool.close()


@contextmanager
def two_machines() -> Iterator[tuple[str, Callable[[], None]]]:
    """A cluster of two machines with a processor each, simulated on this one; its address, and what
    kills the second of them.
    """
    os.environ.update(
        RAY_USAGE_STATS_ENABLED="0",
        RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER="0",
        RAY_AUTH_MODE="token",
    )
    os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
    from ray.cluster_utils import Cluster

    cluster: Any = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    try:
        second = cluster.add_node(num_cpus=1)
        cluster.wait_for_nodes()
        yield cluster.address, lambda: cluster.remove_node(second, allow_graceful=False)
    finally:
        cluster.shutdown()
