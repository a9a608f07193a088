"""Sockets in this process: clients that read slowly or not at all, and a server that stops."""

from __future__ import annotations

import http.client
import json
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from flask import Flask, Request, Response, request

from server import Settings, errors, serving

DEADLINE_S = 20


@contextmanager
def served(app: Flask, **more: object) -> Iterator[str]:
    """``app`` as ``python -m server`` serves it, but in this process; its host and port."""
    with started(app, **more) as (address, _):
        yield address


@contextmanager
def started(app: Flask, **more: object) -> Iterator[tuple[str, Callable[[], threading.Thread]]]:
    """As ``served``, and what begins to stop the server; its thread ends once that has ended."""
    settings = Settings(port=0, **more)  # type: ignore[arg-type]
    server = serving.Server(app, settings, serving.bind(settings))
    stopping = threading.Event()
    thread = threading.Thread(target=server.serve, args=(stopping, settings.shutdown_seconds))
    thread.start()

    def stop() -> threading.Thread:
        stopping.set()
        return thread

    try:
        yield server.url.removeprefix("http://"), stop
    finally:
        server.close()
        stop().join(DEADLINE_S)


def until(holds: Callable[[], object]) -> None:
    """Wait for something that another thread brings about."""
    end = time.monotonic() + DEADLINE_S
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def settled(number: Callable[[], int]) -> int:
    """A number that grows, once it has stayed the same for half a second."""
    end, since, last = time.monotonic() + DEADLINE_S, time.monotonic(), number()
    while time.monotonic() - since < 0.5:
        assert time.monotonic() < end
        time.sleep(0.01)
        if number() != last:
            since, last = time.monotonic(), number()
    return last


@contextmanager
def asked(address: str, path: str = "/") -> Iterator[http.client.HTTPResponse]:
    """An answer that is read by the test."""
    with closing(http.client.HTTPConnection(address, timeout=DEADLINE_S)) as connection:
        connection.request("GET", path)
        with connection.getresponse() as response:
            yield response


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


def test_a_slow_reader_holds_the_work_up() -> None:
    app, given, closed = endless()
    with served(app) as address:
        with asked(address) as response:
            held = settled(given)
            assert 16 <= held < 40  # what may wait, and what the sockets hold
            for _ in range(5):
                response.read(4 * 10**6)
            until(lambda: given() > held)
            assert not closed.is_set()
        assert closed.wait(DEADLINE_S)  # the client has left


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux closes such a connection.")
def test_a_client_that_takes_nothing_is_disconnected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "STALLED_S", 2)
    app, _, closed = endless()
    with served(app) as address, asked(address):
        assert closed.wait(DEADLINE_S)


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux closes such a connection.")
def test_a_slow_client_that_goes_on_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "STALLED_S", 2)
    app, _, closed = endless()
    with served(app) as address, asked(address) as response:
        end = time.monotonic() + 5
        while time.monotonic() < end:
            response.read(10**6)
            assert not closed.wait(0.2)


def test_a_server_that_stops_finishes_what_is_running_and_takes_nothing_new() -> None:
    app, running, go_on = Flask("slow"), threading.Event(), threading.Event()
    errors.register(app)

    @app.get("/slow")
    def slow() -> bytes:
        running.set()
        go_on.wait(DEADLINE_S)
        return bytes(15 * 10**6)  # more than the sockets hold: it waits for the client

    answers: list[int] = []

    def ask() -> None:
        with asked(address, "/slow") as response:
            stopped.wait(DEADLINE_S)
            answers.append(len(response.read()))

    stopped = threading.Event()
    with started(app) as (address, stop):
        asking = threading.Thread(target=ask)
        asking.start()
        assert running.wait(DEADLINE_S)
        stopping = stop()
        refused: list[http.client.HTTPResponse] = []

        def is_refused() -> bool:
            with asked(address) as response:
                if response.status == 503:
                    refused.append(response)
                    assert json.load(response)["error"]["code"] == "stopping"
                return response.status == 503

        until(is_refused)
        assert int(refused[0].headers["Retry-After"]) >= 1
        go_on.set()
        stopping.join(0.5)
        assert stopping.is_alive()  # the answer is there, and was not taken
        stopped.set()
        asking.join(DEADLINE_S)
        stopping.join(DEADLINE_S)
        assert not stopping.is_alive()
    assert answers == [15 * 10**6]


def test_a_server_that_is_in_a_hurry_cuts_off_what_is_running() -> None:
    app, _, closed = endless()
    with started(app, shutdown_seconds=0) as (address, stop), asked(address):
        stop().join(DEADLINE_S)
        assert not closed.is_set()
    assert closed.wait(DEADLINE_S)


@pytest.mark.skipif(sys.platform == "win32", reason="gunicorn is not for Windows.")
def test_a_client_that_leaves_is_noticed_under_gunicorn_too() -> None:
    client, ours = socket.socketpair()
    with ours:
        gone = serving.client_is_gone(Request({"gunicorn.socket": ours}))
        with client:
            assert not gone()
            client.sendall(b"GET /the-next HTTP/1.1")
            assert not gone()
            assert ours.recv(3) == b"GET"  # it only looked
            ours.recv(100)
        assert gone()
    assert not serving.client_is_gone(Request({}))()  # a server that shows nothing


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_only_a_trusted_proxy_names_the_client(proxies: int, seen: str) -> None:
    app = Flask("who")

    @app.get("/")
    def who() -> str:
        return request.remote_addr or ""

    with served(app, trusted_proxies=proxies) as address:
        with closing(http.client.HTTPConnection(address, timeout=DEADLINE_S)) as connection:
            # What the client claims comes first, what the proxy saw last.
            connection.request("GET", "/", headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9"})
            assert connection.getresponse().read().decode() == seen
