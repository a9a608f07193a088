"""Long and mixed use of one server by one client: each act in turn, in an order drawn once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from visitors.acts import Visitor, seconds_until_idle
from visitors.asking import Client
from visitors.footprint import Footprint
from visitors.outcomes import Outcomes

SETTLE_S = 20
"""Seconds for hung-up requests to end."""

PAUSE_S = 7.0
"""Seconds in which waitress notices closed connections, and the server gives back freed memory:
three to six after the last request."""


def repeat(visitor: Visitor, outcomes: Outcomes, requests: int, draw: random.Random) -> None:
    """Use a server until so many more requests were made."""
    rare = [
        visitor.put_new,
        visitor.put_new_and_leave,
        visitor.segment_everything,
        visitor.segment_everything_and_leave,
    ]
    usual = [
        visitor.load_file,
        visitor.fetch_cached,
        visitor.fetch_unchanged,
        visitor.fetch_preview,
        visitor.be_refused,
    ]
    end = made(outcomes) + requests
    while made(outcomes) < end:
        act: Callable[[], None] = draw.choice(rare if draw.random() < 0.03 else usual)
        act()


def fill(visitor: Visitor, pictures: int) -> None:
    """Put so many new pictures in, and do everything else once, so that the caches are full."""
    for _ in range(pictures):
        visitor.fetch_cached()
        visitor.put_new()
    visitor.load_page()
    visitor.fetch_preview()
    for _ in range(3):
        visitor.segment_everything()
        visitor.segment_everything_and_leave()
    visitor.put_new_and_leave()


def made(outcomes: Outcomes) -> int:
    """How many requests there were."""
    return sum(map(len, outcomes.seconds.values())) + outcomes.refusals.total()


def settled(client: Client, pid: int, pause: float = PAUSE_S) -> Footprint:
    """What the server holds when nothing runs.

    Raises:
        TimeoutError: something runs on.
    """
    if seconds_until_idle(client, SETTLE_S) is None:
        raise TimeoutError("A request that nobody waits for runs on.")
    time.sleep(pause)
    return Footprint.of(pid)
