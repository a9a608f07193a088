"""One client's connection: waitress's channel, bounded in what it takes and holds up.

Errors that waitress finds before the application sees a request have the API's one shape.
"""

from __future__ import annotations

import json
import socket
import time
from functools import partial
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from server.bodies import BoundedParser, Keeps
from server.clients import client_of
from server.errors import envelope
from server.headers import ISOLATION
from server.settings import MULTIPART_OVERHEAD

STALLED_S = 60
"""Seconds in which a client has to take ``TAKEN_BYTES`` of what waits for it, or all of it."""

TAKEN_BYTES = 256 * 1024
"""Less than any line that carries pictures: 4 kB a second."""

_CODES = {413: "image_too_large", 431: "headers_too_large"}


class _JsonErrorTask(ErrorTask):
    """Answers what waitress refuses before the application sees it: too long, or not HTTP."""

    def execute(self) -> None:
        request: Any = self.request  # waitress's types lack what its parser sets
        error = request.error
        message = f"{error.reason}: {error.body}."
        if error.code == 413:
            most = self.channel.server.adj.max_request_body_size - MULTIPART_OVERHEAD - 1
            length = request.content_length
            has = f"has {length:,} bytes" if length else "is too long"
            message = f"The request's body {has}; at most {most:,} bytes are accepted."
        code = _CODES.get(error.code, error.reason.lower().replace(" ", "_"))
        body = json.dumps(envelope(error.code, code, message)).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers = [
            ("Content-Type", "application/json"),
            ("Cache-Control", "no-store"),
            *ISOLATION.items(),
        ]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    """Hangs up on a client that takes next to nothing of what waits for it: it holds a thread, and
    perhaps a job's place.
    """

    error_task_class = _JsonErrorTask
    _waiting_since: float | None = None
    _sent = 0
    _sent_before = 0

    def __init__(
        self, keeps: Keeps, server: Any, sock: socket.socket, addr: Any, adj: Any, map: Any
    ) -> None:
        self.client = client_of(str(addr[0]))
        self.parser_class = partial(BoundedParser, keeps)  # type: ignore[assignment]
        super().__init__(server, sock, addr, adj, map)

    def writable(self) -> bool:
        """Asked by waitress at least once a second."""
        now = time.monotonic()  # waitress's own times are the clock's, which may jump
        if not self.total_outbufs_len:
            self._waiting_since = None
        elif self._waiting_since is None or self._sent - self._sent_before >= TAKEN_BYTES:
            self._waiting_since, self._sent_before = now, self._sent
        elif now - self._waiting_since > STALLED_S:
            self.handle_close()
            return False
        return bool(super().writable())

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Count what the client takes."""
        sent: int = super().send(data, do_close)
        self._sent += sent
        return sent


def admit(
    keeps: Keeps, most: int, server: Any, sock: socket.socket, addr: Any, adj: Any, map: Any
) -> None:
    """Take a connection, unless its client has so many: then say so, and close it.

    Args:
        keeps: whose bodies are kept.
        most: connections of one client.
        server, sock, addr, adj, map: waitress's.
    """
    client = client_of(str(addr[0]))
    open_now = sum(channel.client == client for channel in server.active_channels.values())
    if open_now < most:
        Channel(keeps, server, sock, addr, adj, map)
        return
    message = f"This client has {open_now} connections open, as many as one client may; close some."
    body = json.dumps(envelope(429, "too_many_connections", message)).encode()
    head = f"HTTP/1.1 429 Too Many Requests\r\nContent-Length: {len(body)}\r\n"
    head += "Content-Type: application/json\r\nRetry-After: 1\r\nConnection: close\r\n\r\n"
    with sock:
        sock.setblocking(False)
        try:
            sock.send(head.encode() + body)
        except OSError:
            pass  # it has gone already
