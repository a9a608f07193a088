"""A wire between browser and server that counts what travels over it.

It forwards each request and answer as it is, compressed bodies included, and may only put another
Accept-Encoding in the browser's mouth. Counting here, not in the browser, leaves nothing out: not
the requests of workers, not what the browser loads before a page asks for it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """One answer as it travelled.

    Attributes:
        path: what was asked for, such as "/static/js/main.js".
        status: of HTTP.
        coding: Content-Encoding; "identity" if there is none.
        size: bytes of head and body.
    """

    path: str
    status: int
    coding: str
    size: int


class Wire:
    """A running wire.

    Attributes:
        origin: the address to give to the browser.
    """

    def __init__(self, origin: str, answers: list[Answer]) -> None:
        self.origin = origin
        self._answers = answers

    def take(self) -> list[Answer]:
        """All answers since the last time."""
        taken = self._answers.copy()
        del self._answers[: len(taken)]
        return taken


@contextmanager
def wire(server: str, accept_encoding: str) -> Iterator[Wire]:
    """Lay a wire to a server, until the context is left.

    Args:
        server: its address, "http://host:port".
        accept_encoding: what all requests shall say.
    """
    answers: list[Answer] = []
    handler = partial(_Forward, answers, urlsplit(server).netloc, accept_encoding)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as proxy:
        proxy.daemon_threads = True
        thread = threading.Thread(target=proxy.serve_forever, daemon=True)
        thread.start()
        try:
            yield Wire(f"http://127.0.0.1:{proxy.server_port}", answers)
        finally:
            proxy.shutdown()
            thread.join()


class _Forward(BaseHTTPRequestHandler):
    """Asks the server what the browser asks."""

    protocol_version = "HTTP/1.1"

    def __init__(
        self, answers: list[Answer], server: str, accept_encoding: str, *arguments: object
    ) -> None:
        self._answers = answers
        self._server = server
        self._accept_encoding = accept_encoding
        super().__init__(*arguments)  # type: ignore[arg-type]  # which also does the work

    def do_GET(self) -> None:
        """Forward a GET."""
        self._forward()

    def do_POST(self) -> None:
        """Forward a POST."""
        self._forward()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    def _forward(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = dict(self.headers.items()) | {"Accept-Encoding": self._accept_encoding}
        connection = HTTPConnection(self._server)
        try:
            connection.request(self.command, self.path, body or None, headers)
            self._answer(connection.getresponse())
        finally:
            connection.close()

    def _answer(self, response: HTTPResponse) -> None:
        body = response.read()
        lines = [f"HTTP/1.1 {response.status} {response.reason}"]
        lines += [f"{name}: {value}" for name, value in response.getheaders()]
        message = "\r\n".join([*lines, "", ""]).encode("latin-1") + body
        path = urlsplit(self.path).path
        coding = response.headers.get("Content-Encoding", "identity")
        # Noted first: when the browser has it, it is counted.
        self._answers.append(Answer(path, response.status, coding, len(message)))
        self.wfile.write(message)
