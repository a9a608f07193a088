"""What clients can do to the server's sockets, and what reaches the application of it."""

from __future__ import annotations

import errno
import http.client
import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress

import pytest
from flask import Flask, request
from waitress.buffers import OverflowableBuffer

from tests.sam.images.pictures import encoded, noise
from tests.server.conftest import MakeApp
from tests.server.test_serving import DEADLINE_S, served

TOKEN = "sixteen-or-more-signs"
GUEST = {"Authorization": f"Bearer {TOKEN}"}
LARGE = encoded(noise(1000, 1000, 3), "BMP")


@pytest.fixture
def address(make_app: MakeApp) -> Iterator[str]:
    """A server with an access token."""
    with served(make_app(access_token=TOKEN), access_token=TOKEN) as address:
        yield address


def ask(
    address: str, path: str, body: object = None, headers: dict[str, str] | None = None
) -> tuple[int, str]:
    """A request's status, and its answer or the code of its error."""
    with closing(http.client.HTTPConnection(address, timeout=DEADLINE_S)) as connection:
        connection.request("POST" if body else "GET", path, body, headers or {})  # type: ignore[arg-type]
        response = connection.getresponse()
        text = response.read().decode()
    is_error = response.headers["Content-Type"] == "application/json" and response.status >= 400
    return response.status, json.loads(text)["error"]["code"] if is_error else text


def connected(address: str) -> socket.socket:
    host, port = address.split(":")
    return socket.create_connection((host, int(port)), timeout=DEADLINE_S)


def head(method: str, *lines: str, path: str = "/api/v1/images") -> bytes:
    """Of a request, as bytes."""
    return "\r\n".join((f"{method} {path} HTTP/1.1", "Host: localhost", *lines, "", "")).encode()


def measuring() -> Flask:
    """An application that answers how many bytes of a body it got."""
    app = Flask("measuring")

    @app.post("/<path:anywhere>")
    def measure(anywhere: str) -> str:
        return str(len(request.environ["wsgi.input"].read()))

    return app


def test_strangers_are_told_what_they_lack(address: str) -> None:
    for body in (LARGE, iter([LARGE])):
        assert ask(address, "/api/v1/images", body) == (401, "access_token_required")
    elsewhere = {**GUEST, "Origin": "http://evil.example"}
    assert ask(address, "/api/v1/images", LARGE, elsewhere) == (403, "cross_site")
    rebound = {**GUEST, "Host": "evil.example"}
    assert ask(address, "/api/v1/images", LARGE, rebound) == (421, "unknown_host")


@pytest.mark.parametrize("in_pieces", [False, True])
def test_the_form_with_the_token_is_short(address: str, in_pieces: bool) -> None:
    def form(token: str) -> object:
        data = f"token={token}".encode()
        return iter([data]) if in_pieces else data

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert ask(address, "/login", form(TOKEN), headers)[0] == 303
    assert ask(address, "/login", form("x" * 16), headers)[0] == 401
    assert ask(address, "/login", form("x" * 5000), headers) == (413, "form_too_large")
    assert ask(address, "/login", form("x" * 3 * 10**6), headers) == (413, "form_too_large")


@pytest.mark.parametrize(
    "beginning",
    [b"GET / HTTP/1.1\r\nHost: a", head("POST", "Content-Length: 1000000") + bytes(1000)],
    ids=["head", "body"],
)
def test_clients_that_send_slowly_hold_no_thread(beginning: bytes) -> None:
    with served(measuring(), threads=8, max_jobs=1, max_waiting=1) as address, ExitStack() as held:
        for _ in range(200):  # more than the library's own limit of connections
            held.enter_context(connected(address)).sendall(beginning)
        assert ask(address, "/api/v1/images", LARGE) == (200, str(len(LARGE)))


def test_a_full_disk_ends_one_connection_and_not_the_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with served(measuring()) as address:
        with monkeypatch.context() as disk, connected(address) as connection:
            disk.setattr(OverflowableBuffer, "append", full)
            connection.sendall(head("POST", f"Content-Length: {len(LARGE)}") + LARGE[:10_000])
            with suppress(ConnectionError):
                assert connection.recv(1000) == b""
        assert ask(address, "/api/v1/images", LARGE) == (200, str(len(LARGE)))
