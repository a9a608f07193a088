"""Whose bodies are kept before the application sees a request.

The server takes a request whole, be it 100 MB, before it asks who sends it. Of a body that nobody
vouches for, no more than a form needs is kept; the rest is read, since a client that is hung up on
while it sends never sees its answer, and forgotten.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from flask import Request
from waitress.parser import HTTPRequestParser
from waitress.utilities import BadRequest

from server.access import Access
from server.hosts import is_foreign, is_known

FORM_BYTES = 4096
"""Of a body that anybody may send: the form with the access token."""

_BETWEEN_BYTES = 8 * 1024
"""Of a line that tells a piece's length, and of the lines behind the last piece."""

Keeps = Callable[[str, Mapping[str, str]], bool]
"""Whether a request's body is kept whole, by its path and headers."""


def keeps(access: Access, names: frozenset[str]) -> Keeps:
    """Keeps what goes to the API, if the access token is shown, and by no other site's page.

    Args:
        access: the lock.
        names: of this server, see ``server.hosts``.
    """

    def kept(path: str, headers: Mapping[str, str]) -> bool:
        environ: dict[str, Any] = {f"HTTP_{name}": value for name, value in headers.items()}
        visitor = Request({"REQUEST_METHOD": "POST", **environ})
        host = headers.get("HOST", "")
        own = not host or is_known(host, names)
        return (
            path.startswith("/api/")
            and own
            and not is_foreign(visitor, host)
            and access.admits(visitor)
        )

    return kept


class BoundedParser(HTTPRequestParser):
    """Reads a request's head, and then decides what is kept of its body.

    Args:
        keeps: decides it.
        adj: waitress's settings.
    """

    def __init__(self, keeps: Keeps, adj: Any) -> None:
        super().__init__(adj)
        self._keeps = keeps
        self.begun = time.monotonic()

    def parse_header(self, header_plus: bytes) -> None:
        """As soon as the head is whole."""
        super().parse_header(header_plus)
        request: Any = self  # waitress's types lack what its parser sets
        path = "/" + request.path.lstrip("/")  # as waitress gives it to the application
        if self.body_rcv is not None and not self._keeps(path, self.headers):
            request.body_rcv.buf = _Beginning()

    def received(self, data: bytes) -> int:
        """Bounded between the pieces of a body too, where waitress would take 100 MB."""
        taken: int = super().received(data)
        pieces: Any = self.body_rcv
        if self.chunked and not self.completed:
            if max(len(pieces.control_line), len(pieces.trailer)) > _BETWEEN_BYTES:
                self.error = BadRequest("The lines between the pieces of the body are too long")
                self.completed = True
        if self.completed:
            # Whoever waits to be asked for a body is not asked: it is refused, or there is none.
            self.expect_continue = False
        return taken


class _Beginning:
    """Takes the place of waitress's buffer, and holds a form, or enough to tell that it is none."""

    def __init__(self) -> None:
        self._kept = BytesIO()
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def append(self, data: bytes) -> None:
        at = self._kept.tell()
        self._kept.seek(0, 2)
        self._length += self._kept.write(data[: FORM_BYTES + 1 - self._length])
        self._kept.seek(at)

    def getfile(self) -> BytesIO:
        return self._kept

    def close(self) -> None:
        self._kept.close()
