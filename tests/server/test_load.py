"""Many clients at once for some seconds: what `python -m benchmarks load` demands for minutes."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable
from functools import partial

from server.settings import parse_settings
from tests.sam.images.pictures import encoded, noise
from tests.server.test_live import arguments, running
from tests.waiting import pause
from visitors import resident
from visitors.acts import Visitor, gauge, seconds_until_idle, with_comment
from visitors.asking import Client
from visitors.outcomes import Outcomes

__all__ = ["arguments"]  # a fixture

CLIENTS = 16
SECONDS = 2
LIMITS = ["--max-waiting", "2", "--client-at-once", "3", "--image-store-bytes", "10MB"]
LIMITS += ["--decoded-bytes", "5MB", "--embedding-cache-bytes", "5MB"]

PICTURE = encoded(noise(200, 300, 3), "JPEG")


def known(url: str) -> str:
    """Put a picture in and have it encoded; its id."""
    with Client(url) as client:
        told = json.loads(client.ask("/api/v1/images", with_comment(PICTURE, "known")).body)
        assert client.ask(told["embedding"]).status == 200
    return str(told["id"])


def shortly(seconds: float) -> None:
    """Come back sooner than told, as tests are in a hurry."""
    pause(seconds / 40)


def at_once(acts: list[Callable[[], None]]) -> None:
    """Do all of them, each in a thread of its own."""
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_crowd_is_answered_or_honestly_refused_and_leaves_nothing_behind(
    arguments: list[str],  # noqa: F811
) -> None:
    flags = [*arguments, *LIMITS]
    outcomes = Outcomes()
    with running(flags) as (process, url, _), resident.sampled(process.pid) as memory:
        ready = memory.now()
        picture = known(url)
        end = time.monotonic() + SECONDS

        def act(number: int) -> None:
            draw = random.Random(number)
            with Client(url, number) as client:
                visitor = Visitor(client, outcomes, PICTURE, [picture], 4, draw, shortly)
                acts = [
                    visitor.fetch_cached,
                    visitor.fetch_unchanged,
                    visitor.put_new,
                    visitor.put_new_and_leave,
                    visitor.segment_everything,
                    visitor.segment_everything_and_leave,
                ]
                while time.monotonic() < end:
                    draw.choice(acts)()

        at_once([partial(act, number) for number in range(1, CLIENTS + 1)])
        with Client(url) as watcher:
            assert seconds_until_idle(watcher, 5) is not None

    assert outcomes.faults == []
    assert outcomes.counts["status 503"] > 0, "nobody was refused: this was no crowd"
    assert outcomes.counts["accepted"] == outcomes.counts["answered"] + outcomes.counts["left"]
    assert outcomes.counts["answered"] > 0
    assert memory.most < resident.bound(parse_settings(flags, {}), ready)


def test_whoever_asks_too_often_is_told_when_to_come_back(
    arguments: list[str],  # noqa: F811
) -> None:
    outcomes = Outcomes()
    with running([*arguments, "--client-per-minute", "60"]) as (_, url, _):
        picture = known(url)

        def greedy() -> None:
            with Client(url, 7) as client:
                visitor = Visitor(client, outcomes, PICTURE, [picture], 4, random.Random(0))
                for _ in range(20):
                    visitor.fetch_cached()

        at_once([greedy] * 6)

    assert outcomes.faults == []
    assert outcomes.counts["status 429"] > 0
    assert outcomes.counts["status 200"] > 0


def test_who_hangs_up_on_a_long_job_frees_its_place(arguments: list[str]) -> None:  # noqa: F811
    with running(arguments) as (_, url, _):
        path = f"/api/v1/images/{known(url)}/everything"
        settings = json.dumps({"points_per_side": 256}).encode()  # half a minute at least
        with Client(url, 1) as client, Client(url) as watcher:
            assert client.hang_up(path, settings, 5)
            assert gauge(watcher, "segment_jobs_running") == 1
            assert seconds_until_idle(watcher, 5) is not None
