"""A project of 100,000 pictures and a million annotations, on which twenty people work at once: how
long the first page of the grid, the next picture and keeping an object take, and that no write is
lost or doubled."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import machine
from benchmarks.browser.server import ROOT, server_process
from benchmarks.options import positive
from benchmarks.project_fill import fill
from benchmarks.verdict import demand
from dataengine.engine import DataEngine
from dataengine.store import pictures
from dataengine.store.annotations import history, of_picture

GRID_MS, NEXT_MS, KEEP_MS = 200, 50, 30
"""What the 95th percentiles are held to."""

OWN = "crowd."
"""What the names of revisions begin with that the people made."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the measurement's options."""
    parser.add_argument("--pictures", type=positive, default=100_000, help="default: 100000")
    parser.add_argument("--annotations", type=positive, default=1_000_000, help="default: 1000000")
    parser.add_argument("--people", type=positive, default=20, help="at once (default: 20)")
    parser.add_argument(
        "--seconds", type=positive, default=600, help="how long they work (default: 600)"
    )
    parser.add_argument(
        "--folder", type=Path, help="where the project is made and left; without it, removed again"
    )


def run(options: argparse.Namespace) -> None:
    """Measure, print what was found, as the last line one JSON object, and judge.

    Raises:
        Missed: something that must hold did not.
    """
    print(f"{machine.describe()}; load {machine.load()}")
    with tempfile.TemporaryDirectory() as made:
        folder = options.folder or Path(made) / "data"
        begun = time.perf_counter()
        project = fill(folder, options.pictures, options.annotations)
        size = sum(path.stat().st_size for path in folder.glob("projects.sqlite*")) / 1e6
        print(f"made in {time.perf_counter() - begun:.0f} s: {size:.0f} MB")
        flags = ("--data-dir", str(folder), "--cache-dir", "none")
        with server_process(*flags) as server:
            told = _crowd(server.address, project, options)
        lost, doubled = audit(folder, project, told)
    p95 = {kind: float(np.percentile(found, 95)) for kind, found in told["ms"].items()}
    for kind, found in told["ms"].items():
        print(
            f"{kind}: {len(found)} requests, median {np.median(found):.1f} ms, 95th percentile "
            f"{p95[kind]:.1f} ms, most {max(found):.1f} ms"
        )
    for fault in told["faults"][:10]:
        print(f"fault: {fault}")
    print(
        f"kept by {options.people} people in {options.seconds} s: {len(told['sent'])} objects, "
        f"{len(told['acknowledged'])} answers that they are kept"
    )
    print(f"Load at the end: {machine.load()}")
    print(
        json.dumps(
            {
                "pictures": options.pictures,
                "annotations": options.annotations,
                "grid_p95_ms": round(p95["grid"], 1),
                "next_p95_ms": round(p95["next"], 1),
                "keep_p95_ms": round(p95["keep"], 1),
                "lost": lost,
                "doubled": doubled,
            }
        )
    )
    demand(
        {
            "no request went wrong": not told["faults"],
            "no write is lost": lost == 0,
            "no write is doubled": doubled == 0,
            f"the first page of the grid within {GRID_MS} ms at p95": p95["grid"] < GRID_MS,
            f"the next picture within {NEXT_MS} ms at p95": p95["next"] < NEXT_MS,
            f"keeping within {KEEP_MS} ms at p95": p95["keep"] < KEEP_MS,
        }
    )


def audit(folder: Path, project: str, told: dict[str, Any]) -> tuple[int, int]:
    """How many writes are lost, and how many doubled, by what is kept now.

    Args:
        told: what was sent, and what was acknowledged: picture, annotation and revision of each.

    Returns:
        Acknowledged writes that are not there; and writes that left more than one revision, or that
        nobody sent.
    """
    sent = {tuple(each) for each in told["sent"]}
    acknowledged = {tuple(each) for each in told["acknowledged"]}
    kept: Counter[tuple[str, str, str]] = Counter()
    engine = DataEngine(folder)
    try:
        with engine.reading() as tx:
            for picture_id in sorted({each[0] for each in sent}):
                picture = pictures.get(tx, project, picture_id)
                for each in of_picture(tx, picture):
                    if each.revision.startswith(OWN):
                        of_it = history(tx, picture, each.annotation_id)
                        kept[picture_id, each.annotation_id, each.revision] += len(of_it)
    finally:
        engine.close()
    doubled = [each for each, count in kept.items() if count > 1 or each not in sent]
    return len(acknowledged - set(kept)), len(doubled)


def _crowd(address: str, project: str, options: argparse.Namespace) -> dict[str, Any]:
    plan = {
        "origin": address,
        "project": project,
        "people": options.people,
        "seconds": options.seconds,
    }
    answer = subprocess.run(
        [sys.executable, "-m", "benchmarks.project_crowd", json.dumps(plan)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
        timeout=options.seconds + 300,
    )
    told: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return told
