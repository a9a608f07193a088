"""One client's connection: waitress's channel, bounded in what it takes and holds up.

Errors that waitress finds before the application sees a request have the API's one shape.
"""

from __future__ import annotations

import json
import logging
import socket
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from server.bodies import BoundedParser, Keeps
from server.errors import envelope
from server.headers import ISOLATION
from server.settings import MULTIPART_OVERHEAD

STALLED_S = 60
"""Seconds in which a client has to take ``TAKEN_BYTES`` of what waits for it, or all of it, and to
send as much of a request, or all of it.
"""

TAKEN_BYTES = 256 * 1024
"""Less than any line that carries pictures: 4 kB a second."""

_NOT_SENT: int | None = getattr(
    socket, "TCP_NOTSENT_LOWAT", 25 if sys.platform.startswith("linux") else None
)
"""The option of sockets; Python 3.11 has no name for it."""

_NOT_SENT_BYTES = 128 * 1024

log = logging.getLogger(__name__)

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


class _Pace:
    """Whether something goes on, ``TAKEN_BYTES`` in ``STALLED_S`` at least."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._before = 0

    def stalls(self, under_way: bool, done: int) -> bool:
        """To be asked at least once a second.

        Args:
            under_way: whether the other end is to go on.
            done: bytes so far.
        """
        now = time.monotonic()  # waitress's own times are the clock's, which may jump
        if not under_way:
            self._since = None
        elif self._since is None or done - self._before >= TAKEN_BYTES:
            self._since, self._before = now, done
        else:
            return now - self._since > STALLED_S
        return False


class Channel(HTTPChannel):
    """Hangs up on a client that takes next to nothing of what waits for it, or sends next to
    nothing of what it began: it holds a thread or a file, and perhaps a job's place.

    Args:
        client: whose it is.
        keeps: whether a request's body is kept.
        may_read: whether the client may send more now.
        server, sock, addr, adj, map: waitress's.
    """

    error_task_class = _JsonErrorTask

    def __init__(
        self,
        client: str,
        keeps: Keeps,
        may_read: Callable[[Channel], bool],
        server: Any,
        sock: socket.socket,
        addr: Any,
        adj: Any,
        map: Any,
    ) -> None:
        self.client = client
        self.parser_class = partial(BoundedParser, keeps)  # type: ignore[assignment]
        self._may_read = may_read
        self._taking, self._sending = _Pace(), _Pace()
        self._taken = self._received = 0
        if _NOT_SENT is not None:
            # Else the kernel takes megabytes at once, and a slow reader seems to take nothing.
            sock.setsockopt(socket.IPPROTO_TCP, _NOT_SENT, _NOT_SENT_BYTES)
        super().__init__(server, sock, addr, adj, map)

    @property
    def uploaded(self) -> int:
        """Bytes that are kept of a body that is not whole yet."""
        return _kept(self.request)

    @property
    def begun(self) -> float:
        """When the request that is not whole yet began, in seconds that only grow."""
        request: Any = self.request
        return 0.0 if request is None else float(request.begun)

    @property
    def waiting(self) -> int:
        """Bytes of whole bodies that wait for a thread, and of answers that were not taken yet."""
        return int(self.total_outbufs_len) + sum(map(_kept, list(self.requests)))

    def writable(self) -> bool:
        """Asked by waitress at least once a second."""
        if self._taking.stalls(bool(self.total_outbufs_len), self._taken):
            self.handle_close()
            return False
        return bool(super().writable())

    def readable(self) -> bool:
        """Asked by waitress at least once a second."""
        reads = bool(super().readable())
        if reads and not self._may_read(self):
            self.last_activity = time.time()  # it waits for us: waitress hangs up on who is idle
            reads = False
        if self._sending.stalls(reads and self._has_begun(), self._received):
            self.handle_close()
            return False
        return reads

    def _has_begun(self) -> bool:
        """Whether the client is in the midst of a request, and not waiting to be asked for more."""
        request: Any = self.request
        if request is None or request.expect_continue:
            return False
        return request.body_rcv is not None or bool(request.header_plus.strip())

    def handle_close(self) -> None:
        """Remove what came of a body, too: waitress leaves its file to the garbage collector."""
        request: Any = self.request
        try:
            if request is not None:
                request.close()
        except OSError as error:  # on a full disk; it would end the server's loop
            log.warning("The file of a body cannot be closed (%s)", error.strerror)
        finally:
            super().handle_close()

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Count what the client takes; nothing, where it has been hung up on meanwhile."""
        if self.socket is None:
            return 0
        taken: int = super().send(data, do_close)
        self._taken += taken
        return taken

    def recv(self, buffer_size: int) -> bytes:
        """Count what the client sends."""
        data: bytes = super().recv(buffer_size)
        self._received += len(data)
        return data


def _kept(request: Any) -> int:
    """Bytes that are kept of a request's body."""
    return 0 if request is None or request.body_rcv is None else len(request.body_rcv)
