"""What a client can do before the application sees its request: connect, and send a body."""

from __future__ import annotations

import contextlib
import errno
import http.client
import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TypeVar

import pytest
from flask import Flask, request
from waitress.adjustments import Adjustments
from waitress.buffers import OverflowableBuffer

from server import channel, connections, serving
from tests.sam.images.pictures import encoded, noise
from tests.server.conftest import MakeApp
from tests.server.test_serving import served

T = TypeVar("T")

TOKEN = "sixteen-or-more-signs"
GUEST = {"Authorization": f"Bearer {TOKEN}"}
LARGE = encoded(noise(1000, 1000, 3), "BMP")


@pytest.fixture
def address(make_app: MakeApp) -> Iterator[str]:
    """A server with an access token."""
    with served(make_app(access_token=TOKEN), access_token=TOKEN) as address:
        yield address


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


def connected(address: str) -> socket.socket:
    host, port = address.split(":")
    return socket.create_connection((host, int(port)), timeout=10)


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


@pytest.mark.parametrize("in_pieces", [False, True])
def test_what_a_guest_sends_is_kept_and_what_a_stranger_sends_is_not(in_pieces: bool) -> None:
    def sent(path: str, headers: dict[str, str]) -> int:
        body = iter([LARGE[:10_000], LARGE[10_000:]]) if in_pieces else LARGE
        status, text = ask(address, path, body, headers)
        assert status == 200
        return int(text)

    with served(measuring(), access_token=TOKEN) as address:
        assert sent("/api/v1/images", GUEST) == len(LARGE)
        assert sent("//api/v1/images", GUEST) == len(LARGE)  # which the application sees with one
        for path, headers in (
            ("/api/v1/images", {}),
            ("/api/v1/images", {"Authorization": "Bearer wrong"}),
            ("/api/v1/images", {"Cookie": "segment-studio-0=wrong"}),
            ("/api/v1/images", {**GUEST, "Origin": "http://evil.example"}),
            ("/api/v1/images", {**GUEST, "Host": "evil.example"}),
            ("/login", GUEST),
            ("/apis", GUEST),
        ):
            assert sent(path, headers) == 4097, (path, headers)


def test_a_browsers_cookie_is_known_before_the_body_is_taken(make_app: MakeApp) -> None:
    app = make_app(access_token=TOKEN, port=0)
    with served(app, access_token=TOKEN) as address:
        connection = http.client.HTTPConnection(address, timeout=20)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/login", f"token={TOKEN}", form)
        cookie = connection.getresponse().headers["Set-Cookie"].partition(";")[0]
        connection.close()
        assert ask(address, "/api/v1/images", LARGE, {"Cookie": cookie})[0] == 201


def test_strangers_are_told_what_they_lack(address: str) -> None:
    for body in (LARGE, iter([LARGE])):
        assert ask(address, "/api/v1/images", body) == (401, "access_token_required")
    elsewhere = {**GUEST, "Origin": "http://evil.example"}
    assert ask(address, "/api/v1/images", LARGE, elsewhere) == (403, "cross_site")
    rebound = {**GUEST, "Host": "evil.example"}
    assert ask(address, "/api/v1/images", LARGE, rebound) == (421, "unknown_host")


@pytest.mark.parametrize("between", [b"0" * 100_000, b"0\r\n" + b"a: b\r\n" * 20_000])
def test_what_stands_between_the_pieces_of_a_body_is_short(address: str, between: bytes) -> None:
    with connected(address) as connection:
        connection.sendall(head("POST", "Transfer-Encoding: chunked") + between[:50_000])
        assert connection.recv(1000).startswith(b"HTTP/1.1 400 ")


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


def test_a_body_that_is_refused_by_its_length_is_not_asked_for(address: str) -> None:
    with connected(address) as connection:
        connection.sendall(head("POST", "Content-Length: 900000000", "Expect: 100-continue"))
        assert connection.recv(1000).startswith(b"HTTP/1.1 413 ")


def test_who_waits_to_be_asked_for_no_body_is_answered(address: str) -> None:
    with connected(address) as connection:
        connection.sendall(head("GET", "Expect: 100-continue", path="/healthz"))
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "beginning",
    [b"G", b"GET / HTTP/1.1\r\nHost: a", b"POST /login HTTP/1.1\r\nContent-Length: 9\r\n\r\nt"],
)
def test_who_begins_a_request_has_to_go_on(
    address: str, monkeypatch: pytest.MonkeyPatch, beginning: bytes
) -> None:
    monkeypatch.setattr(channel, "STALLED_S", 1)
    with connected(address) as idle, connected(address) as connection:
        idle.sendall(b"\r\n")  # some send that behind a body
        connection.sendall(beginning)
        time.sleep(0.3)
        connection.sendall(beginning[-1:])  # a little now and then does not help
        assert connection.recv(1000) == b""
        # Nothing was begun here, as on a connection that is kept for the next request.
        idle.sendall(head("GET", path="/healthz"))
        assert idle.recv(1000).startswith(b"HTTP/1.1 200 ")


def test_unfinished_uploads_of_one_client_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_LOOK_S", 0)  # on this machine a moment is megabytes
    body = bytes(20 * 10**6)
    with served(measuring(), client_at_once=2) as address, ExitStack() as held:
        uploads = [held.enter_context(connected(address)) for _ in range(6)]
        threads = []
        for upload in uploads:
            announced = head("POST", f"Content-Length: {len(body) + 1}", path="/api/v1/images")
            thread = threading.Thread(target=upload.sendall, args=(announced + body,))
            thread.start()
            threads.append(thread)
        time.sleep(1.5)
        # What the others sent is not taken: it fills the buffers of their sockets, and waits.
        assert sum(not thread.is_alive() for thread in threads) <= 2
        assert ask(address, "/api/v1/images", body, client="127.0.0.2") == (200, str(len(body)))
        waiting = dict(zip(threads, uploads, strict=True))
        while waiting:
            sent = until_one(lambda: [each for each in waiting if not each.is_alive()])
            for thread in sent:
                waiting[thread].sendall(b"\0")
                assert waiting.pop(thread).recv(1000).startswith(b"HTTP/1.1 200 ")


def test_an_upload_that_waits_its_turn_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_LOOK_S", 0)
    monkeypatch.setattr(Adjustments, "channel_timeout", 1)
    monkeypatch.setattr(Adjustments, "cleanup_interval", 1)
    body = bytes(2 * 10**6)
    announced = head("POST", f"Content-Length: {len(body)}")
    with served(measuring(), client_at_once=1) as address:
        with connected(address) as first, connected(address) as second:
            for upload in (first, second):
                upload.sendall(announced + body[: 10**6])
                time.sleep(0.1)
            for place in range(10**6, len(body), 10**5):
                time.sleep(0.3)
                first.sendall(body[place : place + 10**5])
            assert first.recv(1000).startswith(b"HTTP/1.1 200 ")
            second.sendall(body[10**6 :])
            assert second.recv(1000).startswith(b"HTTP/1.1 200 ")


def test_whole_bodies_that_wait_for_a_thread_count_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_LOOK_S", 0)
    monkeypatch.setattr(connections, "_WAITING_BYTES", 10 * 10**6)
    app, arrived, go_on = Flask("slow"), [], threading.Event()

    @app.post("/api/slow")
    def slow() -> str:
        arrived.append(request.remote_addr)
        go_on.wait(10)
        return ""

    body = head("POST", f"Content-Length: {3 * 10**6}", path="/api/slow") + bytes(3 * 10**6)
    with served(app) as address, ExitStack() as held:
        waiting = [held.enter_context(connected(address)) for _ in range(10)]
        for connection in waiting:
            threading.Thread(target=connection.sendall, args=(body,)).start()
            time.sleep(0.05)
        time.sleep(0.3)
        assert 4 <= len(arrived) < 10
        go_on.set()
        for connection in waiting:
            assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")


def test_a_full_disk_ends_one_connection_and_not_the_server(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with served(measuring()) as address:
        with monkeypatch.context() as disk, connected(address) as connection:
            disk.setattr(OverflowableBuffer, "append", full)
            disk.setattr(OverflowableBuffer, "close", full)
            connection.sendall(head("POST", f"Content-Length: {len(LARGE)}") + LARGE[:10_000])
            with contextlib.suppress(ConnectionError):
                assert connection.recv(1000) == b""
        assert "The file of a body cannot be closed (No space left on device)" in caplog.text
        assert ask(address, "/api/v1/images", LARGE) == (200, str(len(LARGE)))


def test_a_stranger_who_sends_for_long_holds_up_no_guest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_LOOK_S", 0)
    with served(measuring(), client_at_once=1, access_token=TOKEN) as address:
        with connected(address) as stranger:
            stranger.sendall(head("POST", "Content-Length: 9000000") + bytes(3 * 10**6))
            time.sleep(0.2)
            assert ask(address, "/api/v1/images", LARGE, GUEST) == (200, str(len(LARGE)))


def test_who_does_not_read_is_given_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_WAITING_BYTES", 30 * 10**6)
    app, answered = Flask("large"), []

    @app.get("/")
    def large() -> bytes:
        answered.append(request.remote_addr)
        return bytes(15 * 10**6)

    with served(app) as address, ExitStack() as held:
        waiting = [held.enter_context(connected(address)) for _ in range(10)]
        for connection in waiting:
            connection.sendall(head("GET", path="/"))
            time.sleep(0.25)  # longer than it takes to look again
        assert 3 <= answered.count("127.0.0.1") < 10
        assert len(ask(address, "/", client="127.0.0.2")[1]) == 15 * 10**6
        for connection in waiting:  # each is answered once those before it have read
            while not connection.recv(10**6).endswith(b"\0"):
                pass
            threading.Thread(target=exhaust, args=(connection,)).start()
        until_one(lambda: [each for each in [answered] if each.count("127.0.0.1") == 10])


def until_one(found: Callable[[], list[T]]) -> list[T]:
    """What is found, once it is something."""
    end = time.monotonic() + 20
    while not (some := found()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return some


def exhaust(connection: socket.socket) -> None:
    """Read until nothing comes."""
    with contextlib.suppress(OSError):
        while connection.recv(10**6):
            pass


def test_a_fault_with_one_connection_leaves_the_port_open(
    address: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(connections, "client_of", lambda _: 1 // 0)
        with connected(address) as connection:
            assert connection.recv(1000) == b""
    assert "A connection could not be taken" in caplog.text
    assert ask(address, "/healthz")[0] == 200


def test_one_client_cannot_hold_all_connections(
    address: str, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as held:
        for _ in range(serving.CLIENT_CONNECTIONS):
            held.enter_context(connected(address)).sendall(b"G")
        refused = held.enter_context(connected(address))
        told, _, body = refused.recv(10_000).partition(b"\r\n\r\n")
        assert told.startswith(b"HTTP/1.1 429 Too Many Requests\r\n")
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
