"""A real server in a process of its own, with the tiny model and small caches, and its memory."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import torch

from sam.build import build_sam
from sam.config import TINY
from tests.hostile.judge import Answer
from tests.studio.models_folder import write_models

_ROOT = Path(__file__).resolve().parents[2]
_READY = re.compile(r"is ready at http://(\S+)")
_FLAGS = (
    *("--port", "0", "--cache-dir", "none", "--torch-threads", "1"),
    *("--client-at-once", "40", "--client-per-minute", "1000000"),
    *("--max-image-bytes", "30MB", "--image-store-bytes", "30MB"),
    *("--decoded-bytes", "2MB"),
    *("--embedding-cache-bytes", "2MB", "--everything-cache-bytes", "2MB"),
)
"""Caches so small that they are full after the first few hundred inputs."""

_SETTLE_S = 7.0
"""The server gives memory back three to six seconds after the last request."""

_PATIENCE = 60.0


@dataclass(slots=True)
class Service:
    """The running server.

    Attributes:
        address: HOST:PORT.
        log: the last lines that it wrote.
    """

    address: str
    process: subprocess.Popen[str]
    log: list[str]

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Its answer. Raises OSError or HTTPException where it gives none."""
        connection = http.client.HTTPConnection(self.address, timeout=_PATIENCE)
        begin = time.monotonic()
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        return Answer(response.status, content, time.monotonic() - begin)

    @property
    def memory(self) -> int:
        """Resident bytes."""
        return int(psutil.Process(self.process.pid).memory_info().rss)

    def settled_memory(self) -> int:
        """Resident bytes, once the server has given back what was freed."""
        time.sleep(_SETTLE_S)
        return self.memory


@contextmanager
def running() -> Iterator[Service]:
    """A server that answers, until the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        torch.manual_seed(0)
        model = build_sam(TINY)
        checkpoint = Path(folder) / "tiny.pt"
        torch.save(model.state_dict(), checkpoint)
        models = write_models(Path(folder) / "models", model)
        process = subprocess.Popen(
            [sys.executable, "-m", "server", *_FLAGS]
            + ["--checkpoint", str(checkpoint), "--models", str(models)],
            cwd=_ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        try:
            yield _ready(process)
        finally:
            process.terminate()
            process.communicate()


def _ready(process: subprocess.Popen[str]) -> Service:
    assert process.stdout is not None
    log: list[str] = []
    for line in process.stdout:
        log.append(line)
        if found := _READY.search(line):
            service = Service(found[1], process, log)
            threading.Thread(target=_drain, args=(service,), daemon=True).start()
            return service
    raise RuntimeError(f"The server ended before it was ready: {''.join(log)}")


def _drain(service: Service) -> None:
    """A full pipe would stop the server."""
    assert service.process.stdout is not None
    try:
        for line in service.process.stdout:
            service.log.append(line)
            del service.log[:-40]
    except ValueError:
        pass  # closed while it was read
