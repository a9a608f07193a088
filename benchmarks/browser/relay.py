"""A relay between browser and server that makes the way between them long and narrow.

It forwards bytes as they are. All connections share one line in each direction, which passes so
many bits a second; what has left it arrives half a round trip later, and a new connection first
costs a whole round trip, as TCP's handshake does. A browser's own throttling is set for each of a
page's workers by itself and can miss one; nothing goes past a relay.
"""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

PIECE = 4096
"""Bytes that a connection puts on the line at a time: 1.6 ms of 20 Mbit/s, so that many connections
share it evenly."""

_REQUEST = re.compile(rb"(?:GET|HEAD|POST|PUT|DELETE) (\S+) HTTP/1\.1\r\n")


@dataclass(frozen=True)
class Way:
    """What lies between browser and server.

    Attributes:
        bits_per_second: of the line, in each direction.
        round_trip: seconds.
    """

    bits_per_second: float = 20e6
    round_trip: float = 0.05


class Line:
    """One direction of the way. Bytes leave it one after the other, whichever connection's they
    are.
    """

    def __init__(self, bits_per_second: float) -> None:
        self._seconds_per_byte = 8 / bits_per_second
        self._free = float("-inf")

    def leaves(self, size: int, now: float) -> float:
        """When the last of ``size`` bytes has left that are put on the line at the time ``now``."""
        self._free = max(self._free, now) + size * self._seconds_per_byte
        return self._free


class Clock(Protocol):
    """Seconds, and waiting for a time to come."""

    def now(self) -> float:
        """Seconds since some moment."""

    async def until(self, when: float) -> None:
        """Wait until :meth:`now` says at least ``when``."""


class LoopClock:
    """The clock of the running event loop."""

    def now(self) -> float:
        """Seconds since some moment."""
        return asyncio.get_running_loop().time()

    async def until(self, when: float) -> None:
        """Wait until :meth:`now` says at least ``when``."""
        await asyncio.sleep(when - self.now())


async def carry(
    read: Callable[[int], Awaitable[bytes]],
    write: Callable[[bytes], None],
    line: Line,
    delay: float,
    clock: Clock,
) -> None:
    """Carry bytes over a line until there are no more.

    Args:
        read: at most so many bytes; none at the end.
        write: what has arrived, in the order read.
        line: which they go over.
        delay: seconds from leaving the line to arriving.
        clock: of both.
    """
    under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def arrive() -> None:
        while True:
            when, piece = await under_way.get()
            await clock.until(when)
            if not piece:
                return
            write(piece)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(arrive())
        piece = b"begun"
        while piece:
            piece = await read(PIECE)
            left = line.leaves(len(piece), clock.now())
            under_way.put_nowait((left + delay, piece))
            # No more is taken in than the line passes: the sender is held up as by a full window.
            await clock.until(left)


@dataclass(frozen=True)
class Asked:
    """One request as it went by.

    Attributes:
        path: such as "/static/js/main.js".
        at: seconds since 1970, as a page's ``performance.timeOrigin / 1000``.
    """

    path: str
    at: float


class Requests:
    """Those that went by; safe to use from several threads."""

    def __init__(self) -> None:
        self._seen: list[Asked] = []
        self._news = threading.Condition()

    def note(self, request: Asked) -> None:
        """Add one."""
        with self._news:
            self._seen.append(request)
            self._news.notify_all()

    def take(self) -> list[Asked]:
        """All since the last time."""
        with self._news:
            taken, self._seen = self._seen, []
        return taken

    def first(self, suffix: str, timeout: float) -> Asked | None:
        """The first one since then whose path ends so, as soon as there is one; None where there is
        none after ``timeout`` seconds.
        """

        def find() -> Asked | None:
            return next((each for each in self._seen if each.path.endswith(suffix)), None)

        with self._news:
            return self._news.wait_for(find, timeout)


class Relay:
    """A running relay.

    Attributes:
        origin: the address to give to the browser.
        requests: that went by.
    """

    def __init__(self, origin: str, requests: Requests) -> None:
        self.origin = origin
        self.requests = requests


@contextmanager
def relay(server: str, way: Way) -> Iterator[Relay]:
    """Lay a way of that length and width to a server, until the context is left.

    Args:
        server: its address, "http://host:port".
        way: what lies between.
    """
    requests = Requests()
    opened: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    serving = asyncio.run_coroutine_threadsafe(_serve(server, way, requests, opened), loop)
    try:
        yield Relay(asyncio.run_coroutine_threadsafe(opened.get(), loop).result(), requests)
    finally:
        serving.cancel()
        asyncio.run_coroutine_threadsafe(_ended(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _serve(server: str, way: Way, requests: Requests, opened: asyncio.Queue[str]) -> None:
    address = urlsplit(server)
    up, down = Line(way.bits_per_second), Line(way.bits_per_second)
    clock = LoopClock()

    async def connect(near: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        await clock.until(clock.now() + way.round_trip)
        far, ask = await asyncio.open_connection(address.hostname, address.port)

        async def read(size: int) -> bytes:
            piece = await near.read(size)
            if request := _REQUEST.match(piece):
                path = urlsplit(request[1].decode("ascii")).path
                requests.note(Asked(path, time.time()))
            return piece

        half = way.round_trip / 2
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(_one_way(read, ask, up, half, clock))
                both.create_task(_one_way(far.read, answer, down, half, clock))
        except* (OSError, asyncio.CancelledError):
            pass  # one of both is gone, or the relay ends: so does the connection
        finally:
            for writer in (ask, answer):
                writer.close()

    relay_server = await asyncio.start_server(connect, "127.0.0.1", 0)
    port = relay_server.sockets[0].getsockname()[1]
    opened.put_nowait(f"http://127.0.0.1:{port}")
    try:
        await asyncio.Event().wait()
    finally:
        relay_server.close()


async def _one_way(
    read: Callable[[int], Awaitable[bytes]],
    writer: asyncio.StreamWriter,
    line: Line,
    delay: float,
    clock: Clock,
) -> None:
    def write(piece: bytes) -> None:
        if writer.is_closing():
            raise ConnectionResetError
        writer.write(piece)

    await carry(read, write, line, delay, clock)
    with suppress(OSError):
        writer.write_eof()


async def _ended() -> None:
    """Wait until everything else in this loop has ended, which is no longer wanted."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
