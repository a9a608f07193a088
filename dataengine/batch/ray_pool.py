"""Workers on Ray: on this machine, or on a cluster. The only file that knows Ray.

Each worker is an actor with a model of its own. Two tasks lie with it at most, pictures' bytes are
fetched by the worker that does them, and answers are small: queues and object store stay bounded
however many pictures there are. Ray restarts nothing: the scheduler decides what becomes of a task
whose worker ended, and this file starts another worker.

Nothing is sent to Ray's makers, no dashboard is started, and a cluster of our own listens on
loopback alone, with a token that nobody else on the machine has. Clusters of others authenticate as
they were set up to, which by default means not at all: see docs/security.md.
"""

from __future__ import annotations

import logging
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dataengine.batch import ray_folders
from dataengine.batch.errors import BatchError
from dataengine.batch.extra import needed
from dataengine.batch.job import Answer, Job, Lost, Task
from dataengine.batch.places import said
from dataengine.batch.pool import NICENESS
from dataengine.batch.worker import Worker
from sam.modeling import Sam

AT_ONCE = 2
"""Tasks that lie with a worker: the one that it does, and the next, for which it need not wait."""

MOST_FAILED_STARTS = 5
"""After so many workers in a row that did not come up, none will."""

PATIENCE_S = 90.0
"""After so long without any worker this is said."""

LOOK_S = 20.0
"""Between two looks at how large a cluster is by now."""

LOOPBACK = "127.0.0.1"

# Ray reads these when it is imported, and hands them to the processes that it starts.
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_worker_niceness": str(NICENESS),
}
_ALONE = {
    "RAY_AUTH_MODE": "token",
    # Without this Ray takes an address of the network for loopback's own, and listens on all.
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
}

STORE_BYTES = 100_000_000
"""Of the object store, beside the model."""


@dataclass
class _Actor:
    """A worker, the task references that lie with it in order, and the machine that it is on."""

    handle: Any
    tasks: dict[Any, Task] = field(default_factory=dict)
    node: str = ""


class RayPool:
    """Workers as actors of Ray.

    Args:
        model: on the CPU; each worker gets a copy.
        job: what is wanted.
        workers: how many; None takes as many as there are processors, of a cluster as many as it
            has by then.
        address: of a cluster; None starts one of this machine, which ends with this.
        device: that workers compute on.
        say: is given a sentence where something is to be known.

    Raises:
        BatchError: Ray is not installed, the cluster does not answer, or cannot be started.
    """

    def __init__(
        self,
        model: Sam,
        job: Job,
        workers: int | None,
        address: str | None,
        device: str,
        say: Callable[[str], None],
    ) -> None:
        os.environ.update(_QUIET)
        self._folder: Path | None = None
        self._own = address is None
        self._wanted = workers
        self._job, self._device, self._say = job, device, say
        if address is None:
            os.environ.update(_ALONE)
            # Once for a process: Ray keeps the first that it reads.
            os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
        with needed("A batch with several workers (--workers 0 works in this process alone)"):
            import ray
        self._ray = ray
        self._begin(model, address)
        self._model = ray.put(model)
        self._starting: dict[Any, _Actor] = {}
        self._ready: list[_Actor] = []
        self._failed_starts = 0
        self._looked = float("-inf")
        self._patience = time.monotonic() + PATIENCE_S
        self._grow()

    def _begin(self, model: Sam, address: str | None) -> None:
        quiet: dict[str, Any] = {
            "log_to_driver": False,
            "logging_level": logging.ERROR,
            "namespace": "segment-studio",
        }
        try:
            if address is not None:
                self._ray.init(address=address, **quiet)
                return
            self._folder = ray_folders.new()
            self._wanted = self._wanted or os.cpu_count() or 1
            size = sum(each.numel() * each.element_size() for each in model.state_dict().values())
            self._ray.init(
                address="local",
                num_cpus=self._wanted * self._job.threads,
                include_dashboard=False,
                object_store_memory=STORE_BYTES + 2 * size,
                _node_ip_address=LOOPBACK,
                _temp_dir=str(self._folder),
                **quiet,
            )
        except Exception as error:  # connection errors, runtime errors and Ray's own
            self.close()
            where = f"The cluster at {address} does not answer" if address else "Ray does not start"
            raise BatchError(f"{where}: {said(error)}.") from error

    @property
    def workers(self) -> int:
        """See :class:`dataengine.batch.pool.Pool`."""
        return len(self._ready) + len(self._starting)

    @property
    def room(self) -> int:
        """See :class:`dataengine.batch.pool.Pool`."""
        return sum(AT_ONCE - len(actor.tasks) for actor in self._ready)

    @property
    def ready(self) -> int:
        """How many workers have their model by now."""
        return len(self._ready)

    def give(self, task: Task) -> None:
        """See :class:`dataengine.batch.pool.Pool`."""
        actor = min(self._ready, key=lambda each: len(each.tasks))
        actor.tasks[actor.handle.do.remote(task)] = task

    def take(self, seconds: float) -> list[Answer]:
        """See :class:`dataengine.batch.pool.Pool`.

        Raises:
            BatchError: no worker comes up.
        """
        self._grow()
        if not self._ready and time.monotonic() > self._patience:
            self._patience = float("inf")
            self._say("No worker has come up yet: the cluster may have no processor to spare.")
        waiting = [*self._starting, *(ref for actor in self._ready for ref in actor.tasks)]
        if not waiting:
            time.sleep(seconds)  # a cluster without a machine at the moment
            return []
        found, _ = self._ray.wait(waiting, num_returns=1, timeout=seconds)
        if found:
            found, _ = self._ray.wait(waiting, num_returns=len(waiting), timeout=0)
        answers: list[Answer] = []
        for ref in found:
            if ref in self._starting:
                self._started(ref)
            else:
                answers += self._answered(ref)
        return answers

    def close(self) -> None:
        """See :class:`dataengine.batch.pool.Pool`."""
        self._ray.shutdown()
        if self._folder is not None:
            ray_folders.remove(self._folder)

    def _started(self, ref: Any) -> None:
        actor = self._starting.pop(ref)
        try:
            actor.node = self._ray.get(ref)
        except self._ray.exceptions.RayError as error:
            self._failed_starts += 1
            if self._failed_starts >= MOST_FAILED_STARTS:
                raise BatchError(
                    f"{MOST_FAILED_STARTS} workers in a row did not start: {_why(error)}."
                ) from error
            return
        self._failed_starts = 0
        self._ready.append(actor)

    def _answered(self, ref: Any) -> list[Answer]:
        actor = next((each for each in self._ready if ref in each.tasks), None)
        if actor is None:  # its worker's end was seen by another task of it
            return []
        try:
            answer: Answer = self._ray.get(ref)
        except self._ray.exceptions.RayTaskError as error:
            raise BatchError(f"A worker went wrong: {_why(error)}.") from error
        except self._ray.exceptions.RayError as error:
            return self._ended(actor, error)
        del actor.tasks[ref]
        return [answer]

    def _ended(self, actor: _Actor, error: Exception) -> list[Answer]:
        """A worker has ended: what lay with it, of which it did the first."""
        self._ready.remove(actor)
        # One that cannot be reached may still be there, and would keep its processor.
        self._ray.kill(actor.handle)
        alive = {node["NodeID"] for node in self._ray.nodes() if node["Alive"]}
        there = actor.node in alive
        if not there:
            self._say("A machine of the cluster is gone; what it did is done elsewhere.")
        self._looked = float("-inf")
        return [
            Lost(task, blamed=there and place == 0, reason=_why(error))
            for place, task in enumerate(actor.tasks.values())
        ]

    def _grow(self) -> None:
        """Start the workers that there may be and are not."""
        now = time.monotonic()
        if now - self._looked < LOOK_S:
            return
        self._looked = now
        wanted = self._wanted
        if wanted is None:
            threads = self._job.threads
            wanted = max(1, int(self._ray.cluster_resources().get("CPU", 0)) // threads)
        while self.workers < wanted:
            gpus = 1 if self._device.startswith("cuda") else 0
            remote = self._ray.remote(num_cpus=self._job.threads, num_gpus=gpus, max_restarts=0)
            handle = remote(_RayWorker).remote(self._model, self._job, self._device)
            self._starting[handle.ready.remote()] = _Actor(handle)


_WHY = {
    "OutOfMemoryError": "there was not enough memory on its machine",
    "ActorUnavailableError": "it could not be reached any more",
}
"""Of errors of Ray's that say it at length."""


class _RayWorker:
    """A worker in a process of Ray's."""

    def __init__(self, model: Sam, job: Job, device: str) -> None:
        self._worker = Worker(model.to(device), job)

    def ready(self) -> str:
        """The machine that this is on, once the model is there."""
        import ray

        return str(ray.get_runtime_context().get_node_id())

    def do(self, task: Task) -> Answer:
        """See :class:`Worker`."""
        return self._worker.do(task)


def _why(error: BaseException) -> str:
    """What is worth knowing of an error of Ray's, which may be pages long."""
    cause = getattr(error, "cause", None)
    if isinstance(cause, BaseException):
        error = cause
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    for line in lines:
        if "BatchError: " in line:
            return line.partition("BatchError: ")[2].rstrip(".")
    known = _WHY.get(type(error).__name__)
    if known is not None:
        return known
    return (lines[0] if lines else type(error).__name__).rstrip(".")
