"""What a client can do before the application sees its request: connect, and send a body."""

from __future__ import annotations

import http.client
import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from waitress.buffers import TempfileBasedBuffer

from server import serving
from tests.sam.images.pictures import encoded, noise
from tests.server.conftest import MakeApp
from tests.server.test_serving import served

TOKEN = "sixteen-or-more-signs"
GUEST = {"Authorization": f"Bearer {TOKEN}"}
LARGE = encoded(noise(1000, 1000, 3), "BMP")
"""Waitress keeps it in a file."""


@pytest.fixture
def address(make_app: MakeApp) -> Iterator[str]:
    """A server with an access token."""
    with served(make_app(access_token=TOKEN), access_token=TOKEN) as address:
        yield address


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Files that waitress has made for what is too long for its memory."""
    made: list[object] = []
    newfile = TempfileBasedBuffer.newfile

    def counted(buffer: TempfileBasedBuffer) -> object:
        made.append(buffer)
        return newfile(buffer)

    monkeypatch.setattr(TempfileBasedBuffer, "newfile", counted)
    return made


def ask(
    address: str, path: str, body: object = None, headers: dict[str, str] | None = None, **more: str
) -> tuple[int, str]:
    """A POST's status, and its answer or the code of its error."""
    source = (more.get("client", "127.0.0.1"), 0)
    connection = http.client.HTTPConnection(address, timeout=20, source_address=source)
    try:
        connection.request("POST" if body else "GET", path, body, headers or {})  # type: ignore[arg-type]
        response = connection.getresponse()
        text = response.read().decode()
    finally:
        connection.close()
    is_error = response.headers["Content-Type"] == "application/json" and response.status >= 400
    return response.status, json.loads(text)["error"]["code"] if is_error else text


def test_what_a_guest_sends_is_kept_and_what_a_stranger_sends_is_not(
    address: str, files: list[object]
) -> None:
    status, _ = ask(address, "/api/v1/images", LARGE, GUEST)
    assert (status, len(files)) == (201, 1)
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Cookie": "segment-studio-0=wrong"}):
        for body in (LARGE, iter([LARGE])):  # its length told, and in pieces
            told = ask(address, "/api/v1/images", body, headers)
            assert told == (401, "access_token_required")
    elsewhere = {**GUEST, "Origin": "http://evil.example"}
    assert ask(address, "/api/v1/images", LARGE, elsewhere) == (403, "cross_site")
    rebound = {**GUEST, "Host": "evil.example"}
    assert ask(address, "/api/v1/images", LARGE, rebound) == (421, "unknown_host")
    assert ask(address, "/healthz", LARGE, GUEST)[0] == 405
    assert len(files) == 1


@pytest.mark.parametrize("in_pieces", [False, True])
def test_the_form_with_the_token_is_short(
    address: str, files: list[object], in_pieces: bool
) -> None:
    def form(token: str) -> object:
        data = f"token={token}".encode()
        return iter([data]) if in_pieces else data

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert ask(address, "/login", form(TOKEN), headers)[0] == 303
    assert ask(address, "/login", form("x" * 16), headers)[0] == 401
    assert ask(address, "/login", form("x" * 5000), headers) == (413, "form_too_large")
    assert ask(address, "/login", form("x" * 3 * 10**6), headers) == (413, "form_too_large")
    assert files == []


def test_a_body_that_is_refused_by_its_length_is_not_asked_for(address: str) -> None:
    host, port = address.split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(
            f"POST /api/v1/images HTTP/1.1\r\nHost: {host}\r\nContent-Length: 900000000\r\n"
            "Expect: 100-continue\r\n\r\n".encode()
        )
        assert connection.recv(1000).startswith(b"HTTP/1.1 413 ")


def test_one_client_cannot_hold_all_connections(
    address: str, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, port = address.split(":")
    with ExitStack() as held:
        for _ in range(serving.CLIENT_CONNECTIONS):
            connection = socket.create_connection((host, int(port)), timeout=10)
            held.enter_context(connection).sendall(b"G")
        refused = held.enter_context(socket.create_connection((host, int(port)), timeout=10))
        head, _, body = refused.recv(10_000).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 429 Too Many Requests\r\n")
        assert json.loads(body)["error"]["code"] == "too_many_connections"
        assert refused.recv(10) == b""
        assert ask(address, "/healthz", client="127.0.0.2")[0] == 200
    assert patiently(address) == 200  # what was closed counts no more

    monkeypatch.setattr(serving, "CLIENT_CONNECTIONS", 0)
    with served(make_app(access_token=TOKEN), trusted_proxies=1, access_token=TOKEN) as proxied:
        assert ask(proxied, "/healthz")[0] == 200


def patiently(address: str) -> int:
    """The status of /healthz, asked for until there is one."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"http://{address}/healthz", timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            assert error.code == 429
    raise AssertionError("never answered")
