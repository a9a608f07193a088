"""How many connections one client may have, and how much may lie here for it.

Bodies are taken whole before the application sees a request, and answers are kept until they are
read. Both lie in files once they are long, so that whoever has many connections could fill a disk.
"""

from __future__ import annotations

import json
import logging
import socket
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from server.bodies import Keeps
from server.channel import Channel
from server.clients import client_of
from server.errors import envelope

log = logging.getLogger(__name__)

_LARGE = 512 * 1024
"""Bytes of a body from which on waitress keeps it in a file."""

_WAITING_BYTES = 256 * 10**6
"""Of one client's bodies that wait for a thread and answers that it has not taken; then nothing
more is read of what it sends.
"""

_LOOK_S = 0.2
"""How often all connections are looked through."""


class Connections:
    """Those of one server.

    Args:
        keeps: whether a request's body is kept.
        most: of one client.
        uploads: large bodies that one client may send at once; further ones wait, unread.
        bounded: whether clients are bounded at all. Behind a proxy all connections are its own.
    """

    def __init__(self, keeps: Keeps, most: int, uploads: int, bounded: bool = True) -> None:
        self._keeps = keeps
        self._most = most
        self._uploads = uploads
        self._bounded = bounded
        self._looked = -_LOOK_S
        self._waiting: Counter[str] = Counter()
        self._held: set[Channel] = set()

    def admit(self, server: Any, sock: socket.socket, addr: Any, adj: Any, map: Any) -> None:
        """Take a connection, unless its client has so many: then say so, and close it.

        Whatever goes wrong with one, the port stays open: waitress would close it.

        Args:
            server, sock, addr, adj, map: waitress's.
        """
        try:
            client = client_of(str(addr[0]))
            open_now = sum(channel.client == client for channel in _all(server))
            if self._bounded and open_now >= self._most:
                _refuse(sock, open_now)
            else:
                Channel(client, self._keeps, self._may_read, server, sock, addr, adj, map)
        except Exception:
            log.exception("A connection could not be taken")
            sock.close()

    def _may_read(self, channel: Channel) -> bool:
        if not self._bounded:
            return True
        now = time.monotonic()
        if now - self._looked >= _LOOK_S:
            self._looked = now
            self._look(_all(channel.server))
        return channel not in self._held and self._waiting[channel.client] < _WAITING_BYTES

    def _look(self, channels: Iterable[Channel]) -> None:
        """Add up what lies here for each client, and choose whose uploads go on: the oldest."""
        self._waiting.clear()
        uploads = defaultdict(list)
        for channel in channels:
            self._waiting[channel.client] += channel.waiting
            if channel.uploaded > _LARGE:
                uploads[channel.client].append(channel)
        self._held = {
            channel
            for own in uploads.values()
            for channel in sorted(own, key=lambda each: each.begun)[self._uploads :]
        }


def _all(server: Any) -> list[Channel]:
    """The open ones; a list, since other threads close some meanwhile."""
    return list(server.active_channels.values())


def _refuse(sock: socket.socket, open_now: int) -> None:
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
