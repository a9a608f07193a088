"""Sockets and threads: waitress, by its public settings alone.

What these settings do not hold, a proxy has to (``deploy/nginx.conf``); where there is none,
``server.trusted_network`` says what is missing.
"""

from __future__ import annotations

import errno
import os
import select
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

from flask import Flask, Request
from waitress.server import create_server

from server.running import Running
from server.settings import MULTIPART_OVERHEAD, Settings
from studio.errors import StartupError

_BACKLOG = 128
"""Connections that may wait to be accepted."""

_HEADER_BYTES = 32 * 1024
"""Of a request's headers: several times what browsers send, with the cookies of other ports."""

_CONNECTIONS = 1000
"""Open at once; an idle one costs a file handle and no thread."""

_IN_MEMORY = 4 * 1024 * 1024
"""Of an answer that waits for its client; more waits in a file. An embedding is 2 MB."""

_UNREAD = 16 * 1024 * 1024
"""A stream stops when so much waits for its client."""

_RECEIVED = 256 * 1024
"""Of what clients send, taken at once."""

STALLED_S = 60
"""Seconds after which Linux closes the connection of a client that takes nothing."""

_LOOK_S = 0.05
"""How often a server that is being stopped looks what is running still."""

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""What listens on all of a machine's addresses, and which of them this machine itself may use."""


def bind(settings: Settings) -> socket.socket:
    """Take the port, before the seconds that a model needs to load are spent for nothing.

    Clients that connect already are answered once the server runs.

    Raises:
        StartupError: the port is taken, or the address is not this machine's.
    """
    return _bound_socket(settings.host, settings.port)


class Server:
    """An application on a port.

    Args:
        app: the application, which has answered nothing yet.
        settings: how it is served.
        listening: from :func:`bind`.

    Attributes:
        url: the address to open in a browser.
    """

    def __init__(self, app: Flask, settings: Settings, listening: socket.socket) -> None:
        self.url = _url(settings.host, listening.getsockname()[1])
        self._running = Running(app)
        self._sockets: dict[int, Any] = {}
        self._waitress: Any = create_server(
            app,
            map=self._sockets,
            sockets=[listening],
            # Who listens to a project keeps a thread, and takes none from the others.
            threads=settings.threads + settings.max_listeners,
            ident=None,
            max_request_body_size=settings.max_image_bytes + MULTIPART_OVERHEAD + 1,
            max_request_header_size=_HEADER_BYTES,
            connection_limit=_CONNECTIONS,
            outbuf_overflow=_IN_MEMORY,
            outbuf_high_watermark=_UNREAD,
            recv_bytes=_RECEIVED,
            # Reading on while a request is being answered shows that a client has left.
            channel_request_lookahead=1,
            asyncore_use_poll=hasattr(select, "poll"),
            clear_untrusted_proxy_headers=True,
            **_proxies(settings.trusted_proxies),
        )

    def serve(self, stopping: threading.Event, seconds: float) -> bool:
        """Answer until it is to stop, then finish what is running.

        Args:
            stopping: ends it.
            seconds: how long running requests may take to finish.

        Returns:
            Whether all of them have.
        """
        threading.Thread(target=self._waitress.run, name="sockets", daemon=True).start()
        while not stopping.wait(1):  # without a time, Windows would pass no signal on
            pass
        self._running.stopping = True
        end = time.monotonic() + seconds
        while (busy := self._is_busy()) and time.monotonic() < end:
            time.sleep(_LOOK_S)
        return not busy

    def _is_busy(self) -> bool:
        """Whether a request is being answered, or an answer was not taken yet."""
        return self._running.count > 0 or any(
            each.writable() for each in list(self._sockets.values())
        )

    def close(self) -> None:
        """Close the connections that clients left open, the port, and the threads."""
        self._waitress.task_dispatcher.shutdown(timeout=1)
        self._waitress.close()
        for each in list(self._sockets.values()):
            each.handle_close()


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


def client_is_gone(request: Request) -> Callable[[], bool]:
    """Answers whether the client of a request has closed the connection, as far as the server that
    runs the application shows it: waitress by a question, gunicorn by the socket.
    """
    shown: Callable[[], bool] | None = request.environ.get("waitress.client_disconnected")
    if shown is not None:
        return shown
    connection: socket.socket | None = request.environ.get("gunicorn.socket")
    return lambda: connection is not None and _is_closed(connection)


def _is_closed(connection: socket.socket) -> bool:
    """Whether the other end has closed it; nothing is taken of what it sent."""
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def _bound_socket(host: str, port: int) -> socket.socket:
    """A socket that listens on the first address of ``host``."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.create_server(address[:2], family=family, backlog=_BACKLOG)
    except OSError as error:
        # Without the "[Errno 98] ... (while attempting to bind ...)" that Python wraps round it.
        number = error.errno or 0
        reason = os.strerror(number) if number in errno.errorcode else str(error.strerror)
        raise StartupError(
            f"Cannot listen on {host} port {port} ({reason}); "
            "stop what uses it, or choose another with --host or --port."
        ) from error
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux; each client's socket has it from this one
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STALLED_S * 1000)
    return listening


def _url(host: str, port: int) -> str:
    shown = EVERYWHERE.get(host, host)
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"
