"""Some hundred requests leave a server as it was: what `python -m benchmarks soak` demands."""

from __future__ import annotations

import json
import random

from tests.sam.images.pictures import encoded, noise
from tests.server.test_live import arguments, running
from visitors.acts import Visitor, with_comment
from visitors.asking import Client
from visitors.long_use import fill, repeat, settled
from visitors.outcomes import Outcomes

__all__ = ["arguments"]  # a fixture

SMALL = ["--max-image-bytes", "100KB", "--image-store-bytes", "200KB", "--decoded-bytes", "400KB"]
SMALL += ["--embedding-cache-bytes", "200KB", "--everything-cache-bytes", "10KB"]
SMALL += ["--threads", "8", "--max-waiting", "2", "--max-jobs", "1"]
PICTURE = encoded(noise(100, 150, 3), "JPEG")
MEGABYTES = 10
"""By which memory may differ; a leak of 30 KB a request would show."""


def test_memory_handles_and_threads_are_where_they_were(arguments: list[str]) -> None:  # noqa: F811
    outcomes, draw = Outcomes(), random.Random(0)
    with running([*arguments, *SMALL]) as (process, url, _), Client(url, 1) as client:
        known = json.loads(client.ask("/api/v1/images", with_comment(PICTURE, "known")).body)
        visitor = Visitor(client, outcomes, PICTURE, [known["id"]], 2, draw)
        fill(visitor, 20)
        repeat(visitor, outcomes, 100, draw)
        first = settled(client, process.pid, pause=1.5)
        repeat(visitor, outcomes, 400, draw)
        last = settled(client, process.pid, pause=1.5)

    assert outcomes.faults == []
    assert last.grown(first, MEGABYTES) == []
