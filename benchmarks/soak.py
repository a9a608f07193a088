"""Server and page in long use: memory, file handles and threads stay where they were."""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import asdict
from io import BytesIO
from typing import Any

from PIL import Image

from benchmarks import machine
from benchmarks.browser.chromium import launch
from benchmarks.browser.server import server_process
from benchmarks.browser.visitor import WINDOW, visiting
from benchmarks.options import positive, whole
from benchmarks.page import SIZE, click_everywhere, measure_memory
from benchmarks.verdict import demand
from server.settings import flag
from visitors.acts import Visitor, with_comment
from visitors.asking import Client
from visitors.long_use import fill, repeat, settled
from visitors.outcomes import Outcomes
from visitors.pictures import tiled

SMALL = {
    "max_image_bytes": "1MB",
    "image_store_bytes": "3MB",
    "decoded_bytes": "5MB",
    "embedding_cache_bytes": "20MB",
    "everything_cache_bytes": "1MB",
    "cache_dir": "none",
    "threads": "8",
    "max_waiting": "2",
    "max_jobs": "1",
}
"""Full after the first hundred."""

FIRST = 100
PICTURES = 20
"""New ones among the first; the caches hold fewer."""

MEGABYTES = 60
"""By which memory may differ: an encode's and a job's buffers come and go in two heaps."""

THREADS = 8
"""Each thread that computes for the first time brings one helper of PyTorch's: at most one more
for each of the server's."""

PAGE_MEGABYTES = 20
"""By which a page's may differ, of 170: Chromium collects garbage when it likes."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the measurement's options."""
    parser.add_argument(
        "--requests", type=positive, default=10_000, help="to the server (default: 10000)"
    )
    parser.add_argument(
        "--page-clicks",
        type=whole,
        default=2000,
        help="in the page; 0 leaves the page out (default: 2000)",
    )


def run(options: argparse.Namespace) -> None:
    """Measure, print what was found, as the last line one JSON object, and judge.

    Raises:
        Missed: something has grown.
    """
    print(f"{machine.describe()}; load {machine.load()}")
    result, grown = _server(options.requests)
    if options.page_clicks:
        told, more = _page(options.page_clicks)
        result, grown = result | told, grown + more
    print(f"Load at the end: {machine.load()}")
    print(json.dumps(result))
    demand({f"not: {sentence}": False for sentence in grown})


def _server(requests: int) -> tuple[dict[str, Any], list[str]]:
    """Figures, and what has grown."""
    buffer = BytesIO()
    Image.fromarray(tiled(600, 400)).save(buffer, "JPEG", quality=95)
    picture = buffer.getvalue()
    flags = [word for name, value in SMALL.items() for word in (flag(name), value)]
    outcomes, draw = Outcomes(), random.Random(0)
    with server_process(*flags) as server, Client(server.address, 1) as client:
        told = json.loads(client.ask("/api/v1/images", with_comment(picture, "known")).body)
        visitor = Visitor(client, outcomes, picture, [told["id"]], 4, draw)
        fill(visitor, PICTURES)
        repeat(visitor, outcomes, FIRST, draw)
        first = settled(client, server.pid)
        repeat(visitor, outcomes, requests, draw)
        last = settled(client, server.pid)
    print(outcomes.table())
    for when, each in (("after the first hundred", first), (f"after {requests:,} more", last)):
        held = f"{each.megabytes:.0f} MB, {each.handles} handles, {each.threads} threads"
        print(f"server {when}: {held}")
    grown = last.grown(first, MEGABYTES, THREADS) + outcomes.faults[:5]
    return {"server_first": asdict(first), "server_last": asdict(last)}, grown


def _page(clicks: int) -> tuple[dict[str, Any], list[str]]:
    """Figures, and what has grown."""
    with (
        server_process("--cache-dir", "none") as server,
        launch() as browser,
        visiting(browser.new_context(viewport=WINDOW), server.address) as visitor,
    ):
        visitor.open_picture(tiled(*SIZE))
        click_everywhere(visitor, FIRST)
        memory = measure_memory(browser, visitor, clicks)
    before, after = memory.told
    print("page, JS and WASM, and its process, in MB:")
    print(f"  after the first hundred clicks: {before:.0f}, {memory.resident[0]}")
    print(f"  after {clicks:,} more: {after:.0f}, {memory.resident[1]}")
    grew = after > before + PAGE_MEGABYTES
    sentence = f"the page's memory went from {before:.0f} to {after:.0f} MB"
    return {"page_mb": [round(before, 1), round(after, 1)]}, [sentence] if grew else []
