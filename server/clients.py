"""What one client may ask for, so that nobody takes the server from the others.

A client is an address; of IPv6, where each machine has billions, the network of 64 bits. Behind a
proxy it is the address that the proxy names, if ``--trusted-proxies`` says to believe it.
"""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flask import Flask, Response, request

from server.access import Access
from server.answered import when_answered
from server.errors import ApiError
from server.hosts import PROBES

_KNOWN = 4096
"""Clients remembered; of more, those that asked longest ago are forgotten."""


@dataclass(slots=True)
class _Client:
    running: int
    allowance: float
    seen: float


class Clients:
    """Counts what each client has running, and how often it asks.

    Args:
        at_once: most requests running for one client.
        per_minute: most requests of one client in a minute: an allowance that fills up steadily
            and may be spent at once.
        clock: seconds that only grow.
    """

    def __init__(
        self, at_once: int, per_minute: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._at_once = at_once
        self._per_minute = per_minute
        self._clock = clock
        self._lock = threading.Lock()
        self._clients: OrderedDict[str, _Client] = OrderedDict()

    def enter(self, address: str) -> str:
        """Count a request in; returns what :meth:`leave` needs.

        Raises:
            ApiError: 429, the client has too many running, or asked too often.
        """
        name = client_of(address)
        with self._lock:
            client = self._known(name)
            if client.running >= self._at_once:
                raise _too_many(
                    f"This client has {client.running} requests running already, as many as one "
                    "client may; wait for one to end.",
                    1,
                )
            if client.allowance < 1:
                raise _too_many(
                    f"This client asks more than {self._per_minute:,} times a minute; slow down.",
                    math.ceil((1 - client.allowance) * 60 / self._per_minute),
                )
            client.allowance -= 1
            client.running += 1
        return name

    def leave(self, name: str) -> None:
        """Count a request out."""
        with self._lock:
            client = self._clients.get(name)
            if client is not None and client.running:
                client.running -= 1

    def _known(self, name: str) -> _Client:
        """The client's entry, its allowance filled up."""
        now = self._clock()
        client = self._clients.get(name)
        if client is None:
            self._forget()
            client = self._clients[name] = _Client(0, self._per_minute, now)
        filled = client.allowance + (now - client.seen) * self._per_minute / 60
        client.allowance, client.seen = min(filled, self._per_minute), now
        self._clients.move_to_end(name)
        return client

    def _forget(self) -> None:
        """Make room for one client; who has something running is kept."""
        if len(self._clients) >= _KNOWN:
            idle = (name for name, client in self._clients.items() if not client.running)
            self._clients.pop(next(idle, next(iter(self._clients))))


def client_of(address: str) -> str:
    """The name under which an address is counted."""
    try:
        parsed = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return address
    if parsed.version == 6 and parsed.ipv4_mapped is None:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def register(app: Flask, clients: Clients, access: Access) -> None:
    """Hold each client's requests to the API to its limits, and all of a stranger's: each of these
    may be a guess at the access token.
    """

    def is_counted() -> bool:
        if request.endpoint in PROBES:
            return False
        guesses = "token" in request.args or not access.admits(request)
        return guesses or request.path.startswith("/api/") or request.endpoint == "login.post_token"

    @app.before_request
    def enter() -> None:
        if is_counted():
            name = clients.enter(request.remote_addr or "unknown")
            request.environ["segment.client"] = name

    @app.after_request
    def hold(response: Response) -> Response:
        # A stream keeps its thread until it is read; what is whole is taken by the server at once.
        if response.is_streamed and "segment.client" in request.environ:
            when_answered(response, partial(clients.leave, request.environ.pop("segment.client")))
        return response

    @app.teardown_request
    def leave(error: BaseException | None) -> None:
        name = request.environ.pop("segment.client", None)
        if name is not None:
            clients.leave(name)


def _too_many(sentence: str, seconds: int) -> ApiError:
    return ApiError(
        429, "too_many_requests", sentence, {"Retry-After": str(min(max(seconds, 1), 60))}
    )
