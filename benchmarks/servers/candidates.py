"""The servers, each with those of its settings that serve the product best."""

from __future__ import annotations

import http.client
import importlib.metadata
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

THREADS = 64
"""More than event streams, a job, an upload and clicks need at once."""

BODY_BYTES = 100 * 10**6
IDLE_S = 10
"""How long a connection may be idle, or a head take, wherever a setting says so."""

_APPLICATION = "benchmarks.servers.application:app"


@dataclass(frozen=True)
class Candidate:
    """A server.

    Attributes:
        name: of its package and module.
        flags: with ``{port}`` for the port and ``{app}`` for the application.
    """

    name: str
    flags: str

    def version(self) -> str | None:
        """None where it is not installed."""
        try:
            return importlib.metadata.version(self.name)
        except importlib.metadata.PackageNotFoundError:
            return None

    def command(self, port: int) -> list[str]:
        """What starts it."""
        words = self.flags.format(port=port, app=_APPLICATION).split()
        return [sys.executable, "-m", self.name, *words]


CANDIDATES = (
    Candidate(
        "waitress",
        f"--listen=127.0.0.1:{{port}} --threads={THREADS} --channel-request-lookahead=1 "
        f"--max-request-body-size={BODY_BYTES} --channel-timeout={IDLE_S} --cleanup-interval=2 "
        "--connection-limit=1000 --recv-bytes=262144 --outbuf-overflow=4194304 {app}",
    ),
    Candidate(
        "gunicorn", f"--bind=127.0.0.1:{{port}} --worker-class=gthread --threads={THREADS} {{app}}"
    ),
    Candidate(
        "cheroot",
        f"--bind 127.0.0.1:{{port}} --threads {THREADS} --timeout {IDLE_S} --shutdown-timeout 30 "
        "{app}",
    ),
    Candidate(
        "granian",
        f"--interface wsgi --port {{port}} --blocking-threads {THREADS} "
        f"--http1-header-read-timeout {IDLE_S}000 {{app}}",
    ),
    Candidate("hypercorn", f"--bind 127.0.0.1:{{port}} --read-timeout {IDLE_S} wsgi:{{app}}"),
)


@dataclass(frozen=True)
class Opened:
    """A server that runs.

    Attributes:
        port: on loopback.
        process: its own, or the one that supervises it.
    """

    port: int
    process: subprocess.Popen[bytes]

    def connected(self, seconds: float = 10) -> http.client.HTTPConnection:
        """A connection, with a timeout."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)


@contextmanager
def opened(candidate: Candidate) -> Iterator[Opened]:
    """Run a server until it answers, and end it afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        candidate.command(port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait(port)
            yield Opened(port, process)
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(port: int) -> None:
    end = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
