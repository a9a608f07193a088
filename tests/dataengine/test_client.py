"""The client's patience, and how it reads server-sent events; against answers made here."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from dataengine.client import Client, RequestError
from dataengine.client.server_sent import ServerSent, events_of
from dataengine.client.transport import Transport

Answer = tuple[int, dict[str, str], bytes]


class Scripted:
    """A server that answers what it is told, in order, and notes what it was asked."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                outer.asked.append((self.command, self.path, dict(self.headers)))
                status, headers, body = outer.answers.pop(0)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = answer

            def log_message(self, *_: Any) -> None: ...

        self.http = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        self._thread = threading.Thread(target=self.http.serve_forever, args=(0.01,))
        self._thread.start()

    def close(self) -> None:
        self.http.shutdown()
        self._thread.join()
        self.http.server_close()


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    made = Scripted()
    yield made
    made.close()


def error(status: int, code: str, **headers: str) -> Answer:
    body = {"error": {"code": code, "message": f"It is {code}.", "status": status}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, named, json.dumps(body).encode()


ADA: Answer = 200, {}, b'{"id": "1", "name": "Ada"}'


def test_what_fails_for_a_moment_is_asked_again_under_one_key(scripted: Scripted) -> None:
    rests: list[float] = []
    transport = Transport(scripted.url, "the-access-token", rest=rests.append)
    busy = error(503, "storage_busy", Retry_After="2")
    scripted.answers = [ADA, busy, (502, {}, b"<html>"), (200, {}, b'{"taken": []}')]
    client = Client(scripted.url, "Ada", person_token="secret", transport=transport)
    assert client.save("p", "a", []) == {"taken": []}
    assert rests == [2.0, 0.4]
    keys = {headers["Idempotency-Key"] for _, _, headers in scripted.asked[1:]}
    assert len(keys) == 1 and len(scripted.asked) == 4
    last = scripted.asked[-1][2]
    assert (last["Person"], last["Person-Token"]) == ("1", "secret")
    assert last["Authorization"] == "Bearer the-access-token"


def test_what_is_refused_is_refused_once_with_all_that_was_said(scripted: Scripted) -> None:
    scripted.answers = [ADA, error(412, "conflict")]
    client = Client(scripted.url, "Ada")
    with pytest.raises(RequestError, match="It is conflict.") as caught:
        client.send("PUT", "/x", {})
    assert (caught.value.status, caught.value.code) == (412, "conflict")
    assert caught.value.answer["error"]["status"] == 412


def test_a_server_that_is_away_is_an_error_in_the_end() -> None:
    rests: list[float] = []
    transport = Transport("http://127.0.0.1:1", tries=3, rest=rests.append)
    with pytest.raises(RequestError, match="does not answer") as caught:
        Client("http://127.0.0.1:1", "Ada", transport=transport)
    assert (caught.value.status, caught.value.code) == (0, "unreachable")
    assert rests == [0.2, 0.4]


def test_a_listener_that_is_cut_off_goes_on_with_what_it_knows(scripted: Scripted) -> None:
    rests: list[float] = []
    transport = Transport(scripted.url, rest=rests.append)
    stream = b'retry: 3000\n\nid: 7\n\nid: 8\ndata: {"kind":"a"}\n\nid: 9\ndata: {"kind"'
    scripted.answers = [
        ADA,
        (200, {}, stream),
        error(503, "stopping"),
        (200, {}, b': alive\n\nid: 9\nevent: b\ndata: {"kind":\ndata: "b"}\n\n'),
    ]
    heard = Client(scripted.url, "Ada", transport=transport).events("p")
    assert [next(heard)["kind"], next(heard)["kind"]] == ["a", "b"]
    asked = [headers.get("Last-Event-Id") for _, _, headers in scripted.asked[1:]]
    assert asked == [None, "8", "8"]
    assert {headers["Person"] for _, _, headers in scripted.asked[1:]} == {"1"}
    assert rests == [3.0, 1.0]
    scripted.answers = [error(404, "project_not_found")]
    with pytest.raises(RequestError, match="project_not_found"):
        next(heard)


def test_server_sent_events_are_read_as_the_standard_says() -> None:
    lines = [
        b": a comment\n",
        b"\r\n",
        b"id: 1\n",
        b"event:kind\r\n",
        b"data: one\n",
        b"data:two\n",
        b"\n",
        b"retry: soon\n",
        b"\n",
        b"id: 2\n",
    ]
    assert list(events_of(lines)) == [ServerSent("1", "kind", "one\ntwo"), ServerSent()]
