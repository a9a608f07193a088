"""Many clients at once against a real server: nobody is left without an answer, memory is bounded,
and embeddings that are there come quickly while others are being made."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from benchmarks import machine
from benchmarks.browser.server import Process, server_process
from benchmarks.options import positive
from benchmarks.verdict import demand
from server.settings import flag, parse_settings
from visitors import acts, resident
from visitors.asking import Client
from visitors.outcomes import Outcomes
from visitors.pictures import tiled

SIZE = (1800, 1200)
KNOWN = 12
"""Pictures whose embeddings are there before the crowd comes."""

GRID = 16
"""Points per side of a job of everything."""

SMALL = {
    "max_image_bytes": "20MB",
    "image_store_bytes": "50MB",
    "decoded_bytes": "50MB",
    "embedding_cache_bytes": "150MB",
    "everything_cache_bytes": "10MB",
    "cache_dir": "none",
}
"""Caches that are full before the end; what cannot grow must not be what keeps memory bounded."""

P95_MS = 250
IDLE_WITHIN_S = 10
"""Seconds after the last hang-up until nothing waits or runs: an encode that runs is finished."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the measurement's options."""
    parser.add_argument("--clients", type=positive, default=64, help="at once (default: 64)")
    parser.add_argument(
        "--seconds", type=positive, default=180, help="how long they stay (default: 180)"
    )


def run(options: argparse.Namespace) -> None:
    """Measure, print what was found, as the last line one JSON object, and judge.

    Raises:
        Missed: something that must hold did not.
    """
    print(f"{machine.describe()}; load {machine.load()}")
    flags = [word for name, value in SMALL.items() for word in (flag(name), value)]
    settings = parse_settings(flags, {})
    with server_process(*flags) as server, resident.sampled(server.pid) as memory:
        ready = memory.now()
        outcomes = _crowd(server, options)
        with Client(server.address) as client:
            idle = acts.seconds_until_idle(client, IDLE_WITHIN_S)
        last = memory.now()
    most = resident.bound(settings, ready)
    counts = outcomes.counts
    print(outcomes.table())
    print(
        f"uploads accepted: {counts['accepted']}; their embeddings answered: "
        f"{counts['answered']}; left by their clients: {counts['left']}"
    )
    print(f"nobody waits and no job runs: {_seconds(idle)} after the last request")
    print(
        f"resident memory: {ready:.0f} MB when ready, {memory.most:.0f} MB at most, {last:.0f} MB "
        f"at the end; the settings allow {most:.0f} MB"
    )
    for fault in outcomes.faults[:10]:
        print(f"fault: {fault}")
    print(f"Load at the end: {machine.load()}")
    print(
        json.dumps(_summary(outcomes) | {"memory_mb": round(memory.most), "bound_mb": round(most)})
    )
    demand(
        {
            "no error but honest refusals": not outcomes.faults,
            f"{acts.CACHED} within {P95_MS} ms at p95": outcomes.p95(acts.CACHED) < P95_MS,
            "memory within what the settings allow": memory.most < most,
            "every accepted upload is answered": counts["accepted"]
            == counts["answered"] + counts["left"],
            "clients that hang up free their places": idle is not None,
        }
    )


def _crowd(server: Process, options: argparse.Namespace) -> Outcomes:
    """Let the crowd come; what became of its requests."""
    buffer = BytesIO()
    Image.fromarray(tiled(*SIZE)).save(buffer, "JPEG", quality=90)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "picture.jpg"
        file.write_bytes(buffer.getvalue())
        plan = {
            "origin": server.address,
            "clients": options.clients,
            "seconds": options.seconds,
            "picture": str(file),
            "known": [_made_known(server, buffer.getvalue(), str(each)) for each in range(KNOWN)],
            "grid": GRID,
        }
        answer = subprocess.run(
            [sys.executable, "-m", "benchmarks.crowd", json.dumps(plan)],
            cwd=acts.ROOT,
            stdout=subprocess.PIPE,
            check=True,
            text=True,
            timeout=options.seconds + 300,
        )
    return Outcomes.from_json(json.loads(answer.stdout.splitlines()[-1]))


def _made_known(server: Process, jpeg: bytes, comment: str) -> str:
    """Put a picture in and have it encoded; its id."""
    with Client(server.address) as client:
        told = json.loads(client.ask("/api/v1/images", acts.with_comment(jpeg, comment)).body)
        client.ask(told["embedding"])
    return str(told["id"])


def _summary(outcomes: Outcomes) -> dict[str, Any]:
    return {
        "requests": sum(map(len, outcomes.seconds.values())),
        "refusals": sum(outcomes.refusals.values()),
        "faults": len(outcomes.faults),
        "cached_embedding_ms_p95": round(outcomes.p95(acts.CACHED), 1),
        "accepted": outcomes.counts["accepted"],
    }


def _seconds(seconds: float | None) -> str:
    return f"more than {IDLE_WITHIN_S} s" if seconds is None else f"{seconds:.1f} s"
