"""One client of a server: an address of its own, and a connection that stays open."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from urllib.parse import urlsplit

PATIENCE_S = 60
"""Seconds to wait for any answer."""


@dataclass(frozen=True)
class Answer:
    """A whole answer, by its status of HTTP, its headers, and its body."""

    status: int
    headers: Message
    body: bytes


class Client:
    """Asks one server of this machine.

    Args:
        origin: the server's address, ``http://127.0.0.1:PORT``.
        number: of the client, below 250: it comes from the address ``127.0.0.(1 + number)``, so
            that the server counts its requests as its own. Linux has all of 127.0.0.0/8.
    """

    def __init__(self, origin: str, number: int = 0) -> None:
        self._server = urlsplit(origin).netloc
        self._source = f"127.0.0.{1 + number}"
        self._connection = self._new()

    def ask(
        self, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Ask, with POST where there is a body, and take the whole answer.

        Raises:
            OSError: nobody answers in time.
            http.client.HTTPException: the answer breaks off.
        """
        try:
            return self._asked(path, body, headers or {})
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # The server closes a connection that was idle for long; browsers ask again, too.
            self.close()
            return self._asked(path, body, headers or {})

    def hang_up(self, path: str, body: bytes | None = None, seconds: float = 0.3) -> bool:
        """Ask, wait a while for the head of an answer or the first piece of it, and leave.

        Returns:
            Whether some of an answer came.
        """
        connection = self._new()
        try:
            connection.request("GET" if body is None else "POST", path, body)
            assert connection.sock is not None  # it has just been written to
            connection.sock.settimeout(seconds)
            return bool(connection.getresponse().read(1))
        except TimeoutError:
            return False
        finally:
            connection.close()

    def close(self) -> None:
        """Close the connection; the next question opens another."""
        self._connection.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _new(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(
            self._server, timeout=PATIENCE_S, source_address=(self._source, 0)
        )

    def _asked(self, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        try:
            self._connection.request("GET" if body is None else "POST", path, body, dict(headers))
            answer = self._connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        except BaseException:
            self.close()  # half an answer may be under way still
            raise
