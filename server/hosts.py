"""Which names the server answers to, and which pages may ask it for anything.

A page of another site can point a name of its own at this machine (DNS rebinding) and would then
count as the server's own page. Its requests carry that name, so a name nobody vouched for is
refused; an IP address cannot be forged like that. What another site's page sends to the server's
true name says so in ``Sec-Fetch-Site`` or ``Origin``, and is refused too.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import Flask, Request, request

from server.errors import ApiError

PROBES = frozenset({"operations.healthz", "operations.readyz"})
"""Asked by machines, by whatever name, and of no use to anybody else."""

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def is_loopback(host: str) -> bool:
    """Whether ``host`` can be reached from this machine only."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return all(ipaddress.ip_address(str(address).split("%")[0]).is_loopback for address in found)


def own_names(host: str, allowed: Iterable[str]) -> frozenset[str]:
    """The names of a server that listens on ``host``, besides localhost and IP addresses."""
    names = {host.lower(), *allowed}
    if not is_loopback(host):
        names |= {socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"}
    return frozenset(names)


def register(app: Flask, names: frozenset[str]) -> None:
    """Refuse requests to other names, and those of other sites' pages."""

    @app.before_request
    def check() -> None:
        if request.endpoint in PROBES:
            return
        host = request.headers.get("Host", "")
        if host and not is_known(host, names):  # HTTP/1.0 may leave it out; no browser does
            raise ApiError(
                421,
                "unknown_host",
                f"This server does not answer to the name {host[:80]!r}; if that is its name, "
                "start it with --allowed-hosts.",
            )
        if is_foreign(request, host):
            raise ApiError(
                403,
                "cross_site",
                "This request comes from a page of another site; only the server's own page and "
                "programs may use it.",
            )


def is_known(host: str, names: frozenset[str]) -> bool:
    """Whether a Host header names this server."""
    try:
        parts = urlsplit(f"//{host}")
        name = (parts.hostname or "").rstrip(".")
        _ = parts.port
    except ValueError:
        return False
    if parts.username is not None or parts.path:
        return False
    return name in names or name == "localhost" or name.endswith(".localhost") or _is_ip(name)


def _is_ip(name: str) -> bool:
    try:
        ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return False
    return True


def is_foreign(visitor: Request, host: str) -> bool:
    """Whether another site's page sent this. Following a link is no such thing."""
    site = visitor.headers.get("Sec-Fetch-Site")
    if site is not None:
        follows = visitor.method == "GET" and visitor.headers.get("Sec-Fetch-Mode") == "navigate"
        return site not in ("none", "same-origin") and not follows
    # Browsers leave it out on plain HTTP.
    origin = visitor.headers.get("Origin")
    # A proxy may speak another scheme with the browser than with us, so only the host counts.
    return visitor.method not in _SAFE and origin is not None and _place(origin) != host.lower()


def _place(origin: str) -> str:
    """Host and port of an origin; empty for "null" and what is none."""
    scheme, _, rest = origin.lower().partition("://")
    return rest if scheme in ("http", "https") else ""
