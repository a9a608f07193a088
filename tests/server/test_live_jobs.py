"""Segment everything through sockets: events leave at once, and a client that leaves is noticed."""

from __future__ import annotations

import http.client
import json
import signal
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from flask import Request

from sam.automatic import Event, Found, Record, SamAutomaticMaskGenerator, Summary
from sam.masks.rle import CocoRle
from server import serving
from studio.jobs import Jobs
from tests.sam.images.pictures import encoded, quarters
from tests.server.conftest import MakeApp
from tests.server.test_everything import ANYTHING, Gate, survivors
from tests.server.test_live import arguments, running
from tests.server.test_serving import served
from tests.waiting import until

__all__ = ["arguments", "gate"]  # fixtures

LONG = {**ANYTHING, "points_per_side": 256}
"""Takes the tiny model half a minute at least."""


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    return Gate(monkeypatch)


def put(address: str, data: bytes | None = None) -> str:
    """The address of everything in a picture."""
    body = data or encoded(quarters(96, 64), "PNG")
    with urllib.request.urlopen(f"http://{address}/api/v1/images", data=body) as response:
        return f"/api/v1/images/{json.load(response)['id']}/everything"


@contextmanager
def asked(
    address: str, path: str, settings: dict[str, Any], client: str = "127.0.0.1"
) -> Iterator[http.client.HTTPResponse]:
    """An answer that is read by whoever asked, from an address of this machine."""
    connection = http.client.HTTPConnection(address, timeout=20, source_address=(client, 0))
    connection.request("POST", path, json.dumps(settings))
    answer = connection.getresponse()
    try:
        yield answer
    finally:
        answer.close()
        connection.close()


def patiently_asked(address: str, path: str, settings: dict[str, Any]) -> list[dict[str, Any]]:
    """All events; asked again for a while if the server says that it is busy."""
    end = time.monotonic() + 15
    while True:
        with asked(address, path, settings) as answer:
            if answer.status == 200 or time.monotonic() > end:
                return [json.loads(line) for line in answer]


def test_events_leave_at_once(make_app: MakeApp, gate: Gate) -> None:
    with served(make_app()) as address, asked(address, put(address), ANYTHING) as answer:
        assert answer.headers["Content-Type"] == "application/x-ndjson"
        assert answer.headers["Content-Encoding"] is None
        told = [json.loads(answer.readline())]  # while the first batch is held up
        assert told[0]["done"] == 0
        for done in (8, 16, 24, 32, 36):
            until(lambda: gate.batches == (done + 7) // 8)  # noqa: B023
            gate.go.release()
            while told[-1].get("done") != done:
                told.append(json.loads(answer.readline()))
        told += [json.loads(line) for line in answer]

    assert survivors(told)


def test_a_client_that_leaves_while_nothing_is_written_is_noticed(
    make_app: MakeApp, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[Callable[[], bool]] = []

    def noted(request: Request) -> Callable[[], bool]:
        gone.append(serving.client_is_gone(request))
        return gone[-1]

    monkeypatch.setattr("server.routes.everything.client_is_gone", noted)
    app = make_app(max_jobs=1)
    jobs: Jobs = app.extensions["segment.studio"].jobs
    with served(app) as address:
        path = put(address)
        with asked(address, path, ANYTHING) as answer:
            answer.readline()
            until(lambda: gate.batches == 1)
            assert not gone[0]()
        until(gone[0])
        gate.go.release(2)
        until(lambda: jobs.running == 0)
        assert gate.batches <= 2  # of five

        gate.go.release(100)
        with asked(address, path, ANYTHING) as answer:
            told = [json.loads(line) for line in answer]
    assert told[-1]["event"] == "summary"


def test_a_page_that_starts_anew_need_not_wait_for_its_old_job(
    make_app: MakeApp, gate: Gate
) -> None:
    app = make_app(max_jobs=1)
    app.extensions["segment.studio"].jobs._places.grace_s = 10  # on a busy machine, too
    with served(app) as address:
        path = put(address)
        with asked(address, path, ANYTHING) as answer:
            answer.readline()
            until(lambda: gate.batches == 1)
        threading.Timer(0.5, lambda: gate.go.release(100)).start()  # the batch it was in ends
        with asked(address, path, {**ANYTHING, "box_nms_thresh": 0.5}) as answer:
            assert answer.status == 200
            assert json.loads(list(answer)[-1])["event"] == "summary"


def test_results_that_nobody_reads_keep_nobody_else_from_the_server(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    rle: CocoRle = {"size": [64, 96], "counts": "0" * 10**6}
    record = Record(rle, 1, (0, 0, 1, 1), 0.9, (1.0, 1.0), 0.9, (0, 0, 96, 64))

    def large(*_: object) -> Iterator[Event]:
        yield from (Found(index, record) for index in range(25))
        yield Summary(tuple(range(25)), 1.0)

    monkeypatch.setattr(SamAutomaticMaskGenerator, "stream", large)
    app = make_app(threads=12, max_waiting=3)
    monkeypatch.setattr(app.extensions["segment.studio"].jobs._places, "grace_s", 0.2)
    with served(app) as address, ExitStack() as open_connections:
        path = put(address)
        with asked(address, path, ANYTHING) as answer:
            assert len(answer.read()) > 25 * 10**6  # kept from now on
        statuses = []
        for _ in range(8):
            unread = open_connections.enter_context(asked(address, path, ANYTHING))
            statuses.append(unread.status)
        assert sorted(statuses) == [200, 200, *[429] * 6]
        start = time.monotonic()
        with urllib.request.urlopen(f"http://{address}/healthz", timeout=10):
            assert time.monotonic() - start < 2
        with asked(address, path, ANYTHING, "127.0.0.2") as answer:
            assert len(answer.read()) > 25 * 10**6


def test_streams_that_nobody_reads_count_to_their_client(make_app: MakeApp, gate: Gate) -> None:
    app = make_app(client_at_once=1)
    with served(app) as address:
        path = put(address)
        with asked(address, path, ANYTHING) as answer:
            answer.readline()
            with asked(address, path, ANYTHING) as another:
                assert another.status == 429
            with asked(address, path, ANYTHING, "127.0.0.2") as neighbour:
                assert neighbour.status == 200
            gate.go.release(100)
            answer.read()
        assert survivors(patiently_asked(address, path, ANYTHING))  # once it was counted out


def test_others_are_served_meanwhile(arguments: list[str]) -> None:  # noqa: F811
    with running([*arguments, "--max-jobs", "1"]) as (process, url, _):
        address = url.removeprefix("http://")
        path = put(address)
        other = put(address, encoded(quarters(48, 64), "PNG")).replace("everything", "embedding")
        with asked(address, path, LONG) as answer:
            told = [json.loads(answer.readline()) for _ in range(5)]
            start = time.monotonic()
            with urllib.request.urlopen(f"{url}{other}") as embedding:
                assert len(embedding.read()) == 32 * 16 * 16 * 2
            with urllib.request.urlopen(f"{url}/api/v1/health") as health:
                assert json.load(health)["status"] == "ok"
            assert time.monotonic() - start < 5
            with asked(address, path, ANYTHING) as turned_away:
                error = json.load(turned_away)["error"]
                assert (turned_away.status, error["code"]) == (429, "too_many_requests")
                assert int(turned_away.headers["Retry-After"]) >= 1
        assert told[0] == {"event": "progress", "done": 0, "total": 65536, "seconds": 0.0}

        assert survivors(patiently_asked(address, path, ANYTHING))  # the first was cancelled

        with asked(address, path, LONG) as answer:
            answer.readline()
            process.send_signal(signal.SIGTERM)
            _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")
