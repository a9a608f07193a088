"""Starts the process that trains, suggests and orders queues, where there is something to do."""

from __future__ import annotations

import atexit
import logging
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from dataengine.prefill.requests import KIND as PREFILL
from dataengine.store import ordering, tasks
from dataengine.training.requests import KIND as TRAIN
from server.settings import Settings
from studio.settings import ROOT

if TYPE_CHECKING:
    from dataengine.engine import DataEngine

KINDS = (TRAIN, PREFILL, ordering.KIND)
"""Of the tasks that the process does."""

log = logging.getLogger(__name__)


class Training:
    """At most one child of this server, ``python -m dataengine work``, which ends when nothing is
    left to be done. Where several servers share the projects, tasks are claimed by one of them.

    Args:
        settings: of the server; where projects, weights and decoders are.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._closed = False
        atexit.register(self.close)

    def wake(self) -> None:
        """Have what waits done; nothing where a child does so already, or cannot be started."""
        with self._lock:
            if (
                not self._settings.trainers
                or self._closed
                or (self._child is not None and self._child.poll() is None)
            ):
                return
            try:
                self._child = subprocess.Popen(
                    self._command(), cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
                )
            except OSError as error:
                log.error("The process that trains cannot be started (%s).", error.strerror)

    def go_on(self, engine: DataEngine) -> None:
        """Have done what was left when a server stopped."""
        with engine.reading() as tx:
            if tasks.any_left(tx, KINDS):
                self.wake()

    def close(self) -> None:
        """End the child; its task goes on when a server is started again."""
        with self._lock:
            self._closed = True
            if self._child is not None and self._child.poll() is None:
                self._child.terminate()
                self._child.wait()

    def _command(self) -> list[str]:
        settings = self._settings
        command = [sys.executable, "-m", "dataengine", "work"]
        command += ["--data-dir", str(settings.data_dir), "--out", str(settings.models)]
        if settings.database is not None:
            command += ["--database", settings.database]
        if settings.checkpoint is not None:
            command += ["--checkpoint", str(settings.checkpoint)]
        if settings.cache_dir is not None:
            command += ["--cache-dir", str(settings.cache_dir)]
        if settings.embeddings is not None:
            command += ["--embeddings", str(settings.embeddings)]
        return command
