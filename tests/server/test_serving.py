"""Sockets in this process: who reads slowly, and who does not read at all."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, Response, request

from server import Settings, channel, serving


@contextmanager
def served(app: Flask, **more: object) -> Iterator[str]:
    """``app`` as ``python -m server`` serves it, but in this process; its host and port."""
    settings = Settings(port=0, **more)  # type: ignore[arg-type]
    server, url = serving.listen(app, settings, serving.bind(settings))
    stopping = threading.Event()
    thread = threading.Thread(target=serving.serve, args=(server, stopping, 0))
    thread.start()
    try:
        yield url.removeprefix("http://")
    finally:
        stopping.set()
        serving.wake(server)
        thread.join(10)
        serving.close(server)


def endless() -> tuple[Flask, Callable[[], int], threading.Event]:
    """An application that answers without end; how many megabytes it gave, and whether it was
    closed.
    """
    app, given, closed = Flask("endless"), [0], threading.Event()

    def megabytes() -> Iterator[bytes]:
        try:
            while True:
                given[0] += 1
                yield bytes(10**6)
        finally:
            closed.set()

    @app.get("/")
    def answer() -> Response:
        return Response(megabytes())

    return app, lambda: given[0], closed


def test_a_slow_reader_holds_the_work_up_and_one_that_takes_nothing_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(channel, "STALLED_S", 2)
    app, given, closed = endless()
    with served(app) as address:
        connection = http.client.HTTPConnection(address, timeout=20)
        connection.request("GET", "/")
        response = connection.getresponse()
        time.sleep(1)
        held = given()
        assert 16 <= held < 40  # what may wait, and what the sockets hold
        for _ in range(5):  # slow, but it takes something
            response.read(4 * 10**6)
            time.sleep(0.6)
        assert given() > held
        assert not closed.is_set()
        assert closed.wait(10)
        connection.close()


def test_who_takes_a_little_now_and_then_is_left_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "STALLED_S", 1)
    monkeypatch.setattr(channel, "TAKEN_BYTES", 20 * 10**6)
    app, _, closed = endless()
    with served(app) as address:
        connection = http.client.HTTPConnection(address, timeout=20)
        connection.request("GET", "/")
        response = connection.getresponse()
        end = time.monotonic() + 20
        while not closed.is_set() and time.monotonic() < end:
            with contextlib.suppress(http.client.IncompleteRead, ConnectionError):
                response.read(10**6)
            time.sleep(0.2)
        assert closed.is_set()
        response.close()
        connection.close()


def test_a_slow_reader_who_goes_on_steadily_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "STALLED_S", 1)
    monkeypatch.setattr(channel, "TAKEN_BYTES", 64 * 1024)  # it takes five times as much
    app, _, closed = endless()
    with served(app) as address, socket.socket() as connection:
        # As over a slow line: where one is fast, the kernel makes room for megabytes.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 128 * 1024)
        connection.settimeout(20)
        host, port = address.split(":")
        connection.connect((host, int(port)))
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        for _ in range(12):  # the server's side would take a megabyte at once, and then nothing
            taken = 0
            while taken < 10**5:
                taken += len(connection.recv(10**5 - taken))
            time.sleep(0.3)
            assert not closed.is_set()


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_only_a_trusted_proxy_names_the_client(proxies: int, seen: str) -> None:
    app = Flask("who")

    @app.get("/")
    def who() -> str:
        return request.remote_addr or ""

    with served(app, trusted_proxies=proxies) as address:
        connection = http.client.HTTPConnection(address, timeout=20)
        # What the client claims comes first, what the proxy saw last.
        connection.request("GET", "/", headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9"})
        assert connection.getresponse().read().decode() == seen
        connection.close()
