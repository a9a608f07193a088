"""Sockets and threads: waitress, with errors in the API's one shape."""

from __future__ import annotations

import errno
import os
import select
import socket
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask, Request
from waitress import wasyncore
from waitress.server import BaseWSGIServer, create_server

from server.access import Access
from server.bodies import keeps
from server.connections import Connections
from server.hosts import own_names
from server.settings import MULTIPART_OVERHEAD, Settings
from studio.errors import StartupError

_BACKLOG = 128
"""Connections that may wait to be accepted."""

_HEADER_BYTES = 32 * 1024
"""Of a request's headers: several times what browsers send, with the cookies of other ports."""

_CONNECTIONS = 1000
"""Open at once; an idle one costs a file handle and no thread."""

CLIENT_CONNECTIONS = 200
"""Of one client; a browser has six."""

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""What listens on all of a machine's addresses, and which of them this machine itself may use."""


def bind(settings: Settings) -> socket.socket:
    """Take the port, before the seconds that a model needs to load are spent for nothing.

    Who connects already is answered once the server runs.

    Raises:
        StartupError: the port is taken, or the address is not this machine's.
    """
    return _bound_socket(settings.host, settings.port)


def listen(app: Flask, settings: Settings, listening: socket.socket) -> tuple[BaseWSGIServer, str]:
    """A server on a bound socket.

    Returns:
        waitress's server, for :func:`serve` and then :func:`close`, and the address to open in a
        browser.
    """
    server = create_server(
        app,
        sockets=[listening],
        threads=settings.threads,
        ident=None,
        max_request_body_size=settings.max_image_bytes + MULTIPART_OVERHEAD + 1,
        max_request_header_size=_HEADER_BYTES,
        connection_limit=_CONNECTIONS,
        # A stream stops when so much waits for its client (above 1 MB it waits in a file).
        outbuf_high_watermark=16 * 1024 * 1024,
        # Reading on while a request is being answered is how a client's hanging up is noticed.
        channel_request_lookahead=1,
        clear_untrusted_proxy_headers=True,
        **_proxies(settings.trusted_proxies),
    )
    assert isinstance(server, BaseWSGIServer)  # one socket, one server
    names = own_names(settings.host, settings.allowed_hosts)
    connections = Connections(
        keeps(Access(settings.access_token, settings.port), names),
        CLIENT_CONNECTIONS,
        settings.client_at_once,
        bounded=not settings.trusted_proxies,
    )
    server.channel_class = connections.admit  # type: ignore[assignment]
    return server, _url(settings.host, listening.getsockname()[1])


def _proxies(count: int) -> dict[str, Any]:
    """Which X-Forwarded headers waitress believes."""
    if not count:
        return {}
    headers = {"x-forwarded-for", "x-forwarded-proto"}
    return {
        "trusted_proxy": "*",
        "trusted_proxy_count": count,
        "trusted_proxy_headers": headers,
    }


def serve(server: Any, stopping: threading.Event, seconds: float) -> bool:
    """Answer until told to stop, then finish what is running.

    Args:
        server: from :func:`listen`; waitress's types lack what it is made of.
        stopping: ends it; whoever sets it from a signal's handler calls :func:`wake` as well.
        seconds: how long running requests may take to finish.

    Returns:
        Whether all of them have.
    """
    loop: Any = partial(wasyncore.loop, map=server._map, use_poll=hasattr(select, "poll"), count=1)
    while not stopping.is_set():
        loop(timeout=1)
    # Whoever comes now is refused at once, and may ask another process.
    wasyncore.dispatcher.close(server)
    end = time.monotonic() + seconds
    while (running := _close_idle(server)) and time.monotonic() < end:
        loop(timeout=0.1)
    server.task_dispatcher.shutdown(timeout=1)
    return not running


def wake(server: BaseWSGIServer) -> None:
    """Let :func:`serve` look whether it is to stop."""
    server.pull_trigger()


def _close_idle(server: Any) -> int:
    """Close the connections on which nothing happens; how many requests are running still."""
    running = 0
    for channel in list(server.active_channels.values()):
        if channel.requests or channel.total_outbufs_len:
            running += 1
        else:
            channel.handle_close()
    return running


def client_is_gone(request: Request) -> Callable[[], bool]:
    """Tells whether the client of a request has hung up; never, under servers that cannot tell."""
    told: Callable[[], bool] = request.environ.get("waitress.client_disconnected", lambda: False)
    return told


def close(server: BaseWSGIServer) -> None:
    """Close the connections that clients left open, and the port."""
    channels: Any = server.active_channels  # a dict, whatever waitress's types say
    for channel in list(channels.values()):
        channel.handle_close()
    server.close()


def _bound_socket(host: str, port: int) -> socket.socket:
    """A socket that listens on the first address of ``host``."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=_BACKLOG)
    except OSError as error:
        # Without the "[Errno 98] ... (while attempting to bind ...)" that Python wraps round it.
        number = error.errno or 0
        reason = os.strerror(number) if number in errno.errorcode else str(error.strerror)
        raise StartupError(
            f"Cannot listen on {host} port {port} ({reason}); "
            "stop what uses it, or choose another with --host or --port."
        ) from error


def _url(host: str, port: int) -> str:
    shown = EVERYWHERE.get(host, host)
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"
