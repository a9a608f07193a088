"""The relay carries bytes as they are, and makes them take the time that the way takes."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from benchmarks.browser.relay import PIECE, Line, Way, carry, relay

BYTES_PER_SECOND = 1000.0


class FakeClock:
    """A clock that stands still until all wait, and then goes to the next time waited for."""

    def __init__(self) -> None:
        self._now = 0.0
        self._alarms: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    def now(self) -> float:
        return self._now

    async def until(self, when: float) -> None:
        alarm = asyncio.get_running_loop().create_future()
        heapq.heappush(self._alarms, (when, next(self._numbers), alarm))
        await alarm

    async def run(self) -> None:
        """Let time pass until nobody waits any more."""
        while True:
            for _ in range(20):  # all that can run without time passing has run by then
                await asyncio.sleep(0)
            if not self._alarms:
                return
            when, _, alarm = heapq.heappop(self._alarms)
            self._now = max(self._now, when)
            alarm.set_result(None)


def arrivals(*bodies: bytes, delay: float = 0.0) -> list[list[tuple[float, int]]]:
    """When how many bytes arrive of bodies that are all there at 0, each on its own connection."""

    async def scene() -> list[list[tuple[float, int]]]:
        clock, line = FakeClock(), Line(8 * BYTES_PER_SECOND)
        seen: list[list[tuple[float, int]]] = []
        carried: list[asyncio.Task[None]] = []
        for body in bodies:
            reader = asyncio.StreamReader()
            reader.feed_data(body)
            reader.feed_eof()
            arrived: list[tuple[float, int]] = []
            got = bytearray()

            def write(
                piece: bytes, got: bytearray = got, arrived: list[tuple[float, int]] = arrived
            ) -> None:
                got.extend(piece)
                arrived.append((clock.now(), len(got)))

            seen.append(arrived)
            carried.append(asyncio.create_task(carry(reader.read, write, line, delay, clock)))
        await clock.run()
        await asyncio.gather(*carried)
        return seen

    return asyncio.run(scene())


def test_bytes_take_the_time_that_the_line_gives_them_and_arrive_half_a_round_trip_later() -> None:
    ((*_, last),) = arrivals(bytes(10 * PIECE), delay=0.25)
    assert last == (pytest.approx(10 * PIECE / BYTES_PER_SECOND + 0.25), 10 * PIECE)


def test_the_delay_holds_up_nothing_that_follows() -> None:
    (seen,) = arrivals(bytes(3 * PIECE), delay=100.0)
    times = [when for when, _ in seen]
    pause = PIECE / BYTES_PER_SECOND
    assert times == pytest.approx([100 + pause, 100 + 2 * pause, 100 + 3 * pause])


def test_connections_share_the_line_evenly() -> None:
    long, short = arrivals(bytes(8 * PIECE), bytes(2 * PIECE))
    assert short[-1][0] == pytest.approx(4 * PIECE / BYTES_PER_SECOND)
    assert long[-1][0] == pytest.approx(10 * PIECE / BYTES_PER_SECOND)


def test_a_line_that_was_idle_passes_no_more_for_that() -> None:
    line = Line(8 * BYTES_PER_SECOND)
    assert line.leaves(100, now=0.0) == pytest.approx(0.1)
    assert line.leaves(100, now=50.0) == pytest.approx(50.1)
    assert line.leaves(100, now=50.0) == pytest.approx(50.2)


class Echo(BaseHTTPRequestHandler):
    """Answers a POST with what it brought."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def echo() -> Iterator[str]:
    """The address of a server that echoes."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_client_that_leaves_ends_its_connection_and_no_other(echo: str) -> None:
    with relay(echo, Way()) as between:
        address = urlsplit(between.origin)
        body = bytes(2_000_000)
        left = HTTPConnection(address.hostname or "", address.port)
        left.request("POST", "/left", body)
        left.close()
        with urllib.request.urlopen(f"{between.origin}/stays", data=b"still here") as answer:
            assert answer.read() == b"still here"


def test_many_connections_at_once_get_their_own_bytes_not_before_their_time(echo: str) -> None:
    way = Way(bits_per_second=80e6, round_trip=0.05)
    bodies = [bytes([number]) * (50_000 + number) for number in range(12)]
    answers: dict[int, bytes] = {}
    with relay(echo, way) as between:

        def ask(number: int) -> None:
            url = f"{between.origin}/echo/{number}"
            with urllib.request.urlopen(url, data=bodies[number], timeout=60) as answer:
                answers[number] = answer.read()

        start = time.monotonic()
        threads = [threading.Thread(target=ask, args=(number,)) for number in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        taken = time.monotonic() - start
        third = between.requests.first("/echo/3", timeout=0)
        assert third is not None and third.path == "/echo/3"
        asked = between.requests.take()
        assert between.requests.first("/echo/3", timeout=0) is None
    assert [answers[number] for number in range(12)] == bodies
    assert sorted(each.path for each in asked) == sorted(f"/echo/{n}" for n in range(12))
    # A handshake, a request and an answer, and 0.6 MB down: never sooner, however busy the machine.
    assert taken >= 2 * way.round_trip + sum(map(len, bodies)) * 8 / way.bits_per_second
