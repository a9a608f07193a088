"""The application that each server is given: what the product does, without a model.

It is plain WSGI, so that nothing but the server differs.
"""

from __future__ import annotations

import json
import select
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

EMBEDDING = bytes(2 * 64 * 64 * 256)
"""What a click on a picture that is cached fetches, in bytes of float16."""

_LOOK_S = 0.05
"""How often a job looks whether its client is there."""

_SILENT_S = 30.0
"""How long the job writes nothing; a server that tells only at a write needs as long."""

_jobs = {"running": 0}

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


def app(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """Answer by the path."""
    path = environ["PATH_INFO"]
    if path == "/stream":
        return _streamed(start_response, _ticks())
    if path == "/job":
        return _streamed(start_response, _job(_gone(environ)))
    if path == "/work":
        return _streamed(start_response, _work())
    if path == "/refused":
        return _whole(start_response, "401 Unauthorized", b"before the body was read")
    if path == "/upload":
        length = 0
        while piece := environ["wsgi.input"].read(2**18):
            length += len(piece)
        return _whole(start_response, "200 OK", str(length).encode())
    if path == "/slow":
        time.sleep(2)
        return _whole(start_response, "200 OK", b"finished")
    if path == "/jobs":
        return _whole(start_response, "200 OK", json.dumps(_jobs).encode())
    return _whole(start_response, "200 OK", EMBEDDING if path == "/embedding" else b"alive")


def _whole(start_response: StartResponse, status: str, body: bytes) -> list[bytes]:
    start_response(status, [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


def _streamed(start_response: StartResponse, lines: Iterator[bytes]) -> Iterator[bytes]:
    start_response("200 OK", [("Content-Type", "application/x-ndjson")])
    return lines


def _ticks() -> Iterator[bytes]:
    """An event stream on which little happens."""
    while True:
        yield b"{}\n"
        time.sleep(0.25)


def _work() -> Iterator[bytes]:
    """A job that computes, four fifths of the time, where Python's lock is free, and tells."""
    import numpy as np

    matrix = np.ones((700, 700), np.float32)
    while True:
        end = time.monotonic() + 0.08
        while time.monotonic() < end:
            matrix @ matrix
        yield b"{}\n"
        time.sleep(0.02)


def _job(gone: Callable[[], bool]) -> Iterator[bytes]:
    """A job that has nothing to tell for long, and looks whether its client is there."""
    _jobs["running"] += 1
    try:
        yield b"{}\n"
        end = time.monotonic() + _SILENT_S
        while time.monotonic() < end and not gone():
            time.sleep(_LOOK_S)
        yield b"{}\n"
    finally:
        _jobs["running"] -= 1


def _gone(environ: dict[str, Any]) -> Callable[[], bool]:
    """By what each server puts into the environment."""
    told: Callable[[], bool] | None = environ.get("waitress.client_disconnected")
    if told is not None:
        return told
    connection = environ.get("gunicorn.socket")
    if connection is not None:
        return lambda: _closed(connection)
    return lambda: False


def _closed(connection: socket.socket) -> bool:
    if not select.select([connection], [], [], 0)[0]:
        return False
    try:
        return connection.recv(1, socket.MSG_PEEK) == b""
    except OSError:
        return True
