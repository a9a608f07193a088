"""What is tried with each server."""

from __future__ import annotations

import contextlib
import http.client
import json
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from benchmarks.servers.application import EMBEDDING
from benchmarks.servers.candidates import BODY_BYTES, Opened

STREAMS = 30
SLOW = 100
"""Slow clients at once: more than there are threads."""

_SECONDS = 6.0
_UPLOAD = 50 * 10**6

Door = Callable[[], AbstractContextManager[Opened]]


def _trial(says: str) -> Any:
    return field(metadata={"says": says})


@dataclass(frozen=True)
class Trials:
    """What a server held. Times are None where it did not within the time given."""

    clicks_ms: tuple[float, float] | None = _trial(
        f"clicks beside {STREAMS} streams, a job and an upload: median and 95th percentile, ms"
    )
    streams: int = _trial(f"event streams alive meanwhile, of {STREAMS}")
    upload_mb_s: float | None = _trial("the upload meanwhile, MB/s")
    silent_job_s: float | None = _trial(
        "a job that writes nothing hears that its client has left after, s"
    )
    told_job_s: float | None = _trial("a stream that writes is closed after its client left, s")
    slow_heads_ms: float | None = _trial(f"a click while {SLOW} clients begin a head, ms")
    slow_bodies_ms: float | None = _trial(f"a click while {SLOW} clients send a body slowly, ms")
    slow_readers_ms: float | None = _trial(f"a click while {SLOW} clients read nothing, ms")
    asks_first: bool = _trial("a stranger is refused before the body is taken")
    too_long: str = _trial("a body of 900 MB is announced")
    stop: str = _trial("SIGTERM while an answer takes 2 s")


def tried(door: Door) -> Trials:
    """Try everything, each with a server of its own."""
    with door() as server:
        clicks, streams, upload = _mixed(server)
    with door() as server:
        silent = _noticed(server, "/job")
    with door() as server:
        told = _closed_stream(server)
    slow = {}
    for method, path, beginning in (
        ("GET", "/embed", b""),
        ("POST", "/upload", b"Content-Length: 1000000\r\n\r\n" + bytes(1000)),
        ("GET", "/embedding", b"\r\n"),
    ):
        with door() as server:
            slow[path] = _click_beside_slow(server, _head(method, path) + beginning)
    with door() as server:
        first, long = _asks_first(server), _too_long(server)
    with door() as server:
        stop = _stopped(server)
    return Trials(
        clicks_ms=clicks,
        streams=streams,
        upload_mb_s=upload,
        silent_job_s=silent,
        told_job_s=told,
        slow_heads_ms=slow["/embed"],
        slow_bodies_ms=slow["/upload"],
        slow_readers_ms=slow["/embedding"],
        asks_first=first,
        too_long=long,
        stop=stop,
    )


def _mixed(server: Opened) -> tuple[tuple[float, float] | None, int, float | None]:
    over, alive, times, sent = threading.Event(), [0] * STREAMS, list[float](), [0.0]

    def follow(number: int, path: str) -> None:
        with _asked(server, "GET", path) as answer:
            while not over.is_set() and answer.readline():
                if number >= 0:
                    alive[number] = 1

    def upload() -> None:
        start = time.monotonic()
        body = (bytes(2**16) for _ in range(_UPLOAD // 2**16))
        length = str(_UPLOAD // 2**16 * 2**16)
        with _asked(server, "POST", "/upload", body, {"Content-Length": length}) as answer:
            if answer.status == 200 and answer.read():
                sent[0] = _UPLOAD / 10**6 / (time.monotonic() - start)

    def click() -> None:
        while not over.is_set():
            took = _click(server)
            if took is not None:
                times.append(took)
            time.sleep(0.05)

    work: list[tuple[Any, ...]] = [(follow, number, "/stream") for number in range(STREAMS)]
    work += [(follow, -1, "/work"), (upload,), (click,), (click,)]
    threads = [threading.Thread(target=_quietly, args=each, daemon=True) for each in work]
    for thread in threads:
        thread.start()
    time.sleep(_SECONDS)
    over.set()
    for thread in threads:
        thread.join(2)
    percentiles = np.percentile(times, [50, 95]) if times else None
    clicks = (
        None
        if percentiles is None
        else (round(float(percentiles[0]), 1), round(float(percentiles[1]), 1))
    )
    return clicks, sum(alive), round(sent[0], 1) or None


def _noticed(server: Opened, path: str) -> float | None:
    with _asked(server, "GET", path) as answer:
        answer.readline()
    start = time.monotonic()
    while time.monotonic() - start < 5:
        with _asked(server, "GET", "/jobs") as answer:
            if json.load(answer)["running"] == 0:
                return round(time.monotonic() - start, 2)
        time.sleep(0.02)
    return None


def _closed_stream(server: Opened) -> float | None:
    """All threads stream, and their clients leave; then another is answered."""
    with ExitStack() as left:
        for _ in range(70):
            connection = left.enter_context(_connected(server))
            connection.sendall(_head("GET", "/stream") + b"\r\n")
        time.sleep(1)
    start = time.monotonic()
    while time.monotonic() - start < 10:
        with contextlib.suppress(OSError):
            if _click(server, 1) is not None:
                return round(time.monotonic() - start, 2)
    return None


def _click_beside_slow(server: Opened, beginning: bytes) -> float | None:
    with ExitStack() as held:
        for _ in range(SLOW):
            connection = held.enter_context(_connected(server))
            connection.sendall(beginning)
        time.sleep(1)
        took = _click(server, 5)
        return None if took is None else round(took, 1)


def _asks_first(server: Opened) -> bool:
    with _connected(server) as connection:
        announced = b"Content-Length: 5000000\r\n\r\n"
        connection.sendall(_head("POST", "/refused") + announced + bytes(10**6))
        connection.settimeout(3)
        try:
            return b" 401 " in connection.recv(100)
        except OSError:
            return False


def _too_long(server: Opened) -> str:
    with _connected(server) as connection:
        announced = f"Content-Length: {9 * BODY_BYTES}\r\n\r\n".encode()
        connection.sendall(_head("POST", "/upload") + announced + bytes(1000))
        connection.settimeout(3)
        try:
            lines = connection.recv(4096).decode("latin-1").split("\r\n")
        except OSError:
            return "is taken"
        kinds = [
            line.partition(": ")[2] for line in lines if line.lower().startswith("content-type")
        ]
        return f"{lines[0].partition(' ')[2]}, {', '.join(kinds)}"


def _stopped(server: Opened) -> str:
    answers: list[bytes] = []

    def ask() -> None:
        with _asked(server, "GET", "/slow") as answer:
            answers.append(answer.read())

    asking = threading.Thread(target=_quietly, args=(ask,))
    asking.start()
    time.sleep(0.5)
    start = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    asking.join(15)
    try:
        server.process.wait(15)
    except subprocess.TimeoutExpired:
        return "does not end"
    told = "answered" if answers == [b"finished"] else "cut off"
    return f"{told}, ended after {time.monotonic() - start:.1f} s"


def _click(server: Opened, seconds: float = 5) -> float | None:
    """Milliseconds until an embedding was there; None if it was not."""
    start = time.monotonic()
    try:
        with _asked(server, "GET", "/embedding", seconds=seconds) as answer:
            whole = len(answer.read()) == len(EMBEDDING)
    except (OSError, http.client.HTTPException):
        return None
    return (time.monotonic() - start) * 1000 if whole else None


@contextmanager
def _asked(
    server: Opened,
    method: str,
    path: str,
    body: Any = None,
    headers: dict[str, str] | None = None,
    seconds: float = 10,
) -> Iterator[http.client.HTTPResponse]:
    connection = server.connected(seconds)
    try:
        connection.request(method, path, body, headers or {})
        with connection.getresponse() as answer:
            yield answer
    finally:
        connection.close()


def _connected(server: Opened) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=10)


def _head(method: str, path: str) -> bytes:
    return f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n".encode()


def _quietly(call: Callable[..., None], *arguments: Any) -> None:
    """A server that closes a connection is found by what is missing."""
    with contextlib.suppress(OSError, http.client.HTTPException):
        call(*arguments)
