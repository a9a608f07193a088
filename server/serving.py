"""Sockets and threads: waitress, with errors in the API's one shape."""

from __future__ import annotations

import errno
import ipaddress
import json
import os
import socket
import time
from typing import Any

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask

from server.errors import StartupError, envelope
from server.headers import ISOLATION
from server.settings import MULTIPART_OVERHEAD, Settings

_BACKLOG = 128
"""Connections that may wait to be accepted."""

STALLED_S = 60
"""Seconds that a client may take nothing."""

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


class _Channel(HTTPChannel):
    """Hangs up on a client that takes nothing of what waits for it: it holds a thread, and perhaps
    a job's place.
    """

    error_task_class = _JsonErrorTask
    _waiting_since: float | None = None

    def writable(self) -> bool:
        """Asked by waitress at least once a second."""
        if not self.total_outbufs_len:
            self._waiting_since = None
        elif self._waiting_since is None:
            self._waiting_since = time.time()
        elif time.time() - max(self._waiting_since, self.last_activity) > STALLED_S:
            self.handle_close()
            return False
        return bool(super().writable())


def listen(app: Flask, settings: Settings) -> tuple[BaseWSGIServer, str]:
    """Open the port; connections are accepted from here on, and answered once the server runs.

    Returns:
        waitress's server, to be ``run()`` and then given to :func:`close`, and the address to open
        in a browser.

    Raises:
        StartupError: the port is taken, or the address is not this machine's.
    """
    listening = _bound_socket(settings.host, settings.port)
    server = create_server(
        app,
        sockets=[listening],
        threads=settings.threads,
        ident=None,
        max_request_body_size=settings.max_image_bytes + MULTIPART_OVERHEAD + 1,
        # A stream stops when so much waits for its client (above 1 MB it waits in a file).
        outbuf_high_watermark=16 * 1024 * 1024,
        # Reading on while a request is being answered is how a client's hanging up is noticed.
        channel_request_lookahead=1,
        clear_untrusted_proxy_headers=True,
    )
    assert isinstance(server, BaseWSGIServer)  # one socket, one server
    server.channel_class = _Channel
    return server, _url(settings.host, listening.getsockname()[1])


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


def is_loopback(host: str) -> bool:
    """Whether ``host`` can be reached from this machine only."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return all(ipaddress.ip_address(str(address).split("%")[0]).is_loopback for address in found)


def _url(host: str, port: int) -> str:
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}
    shown = everywhere.get(host, host)
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"
