"""Batches: workers on Ray beside plain processes, and a machine that is killed midway."""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.batches.bench import Bench, Sums
from benchmarks.dataset import data_folder, read_samples
from benchmarks.everything import chosen
from benchmarks.options import add_data, positive
from benchmarks.verdict import demand
from dataengine.batch import index
from sam.automatic import PRESETS
from sam.build import load_sam
from sam.weights import find_checkpoint

RATIO = 0.9
"""Of the throughput of as many plain processes, at least so much on Ray."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare this benchmark's options."""
    parser.add_argument(
        "--pictures", type=positive, default=16, help="evaluation pictures (default: 16)"
    )
    parser.add_argument(
        "--rounds", type=positive, default=3, help="of both sides in turn (default: 3)"
    )
    parser.add_argument(
        "--workers", type=positive, default=2, help="processes of both sides (default: 2)"
    )
    parser.add_argument(
        "--preset", choices=tuple(PRESETS), default="fast", help="of both (default: fast)"
    )
    parser.add_argument(
        "--quick", action="store_true", help="6 pictures, few points, one round: to try it out"
    )
    add_data(parser)


def run(options: argparse.Namespace) -> None:
    """Measure, print what was found, and as the last line one JSON object."""
    if options.quick:
        options.pictures, options.rounds = 6, 1
    samples = chosen(read_samples(data_folder(options.data)), options.pictures)
    model = load_sam(find_checkpoint("vit_t"), kind="vit_t")
    print(f"{machine.describe()}; load {machine.load()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pictures").mkdir()
        for number, sample in enumerate(samples):
            path = sample.image
            shutil.copyfile(path, folder / "pictures" / f"{number:03d}{path.suffix}")
        bench = Bench(folder, model, options)
        expected = bench.alone()
        print(f"One process: {len(expected)} pictures")
        sums = Sums()
        for number in range(options.rounds):
            plain = bench.plain()
            on_ray = bench.on_ray(sums)
            sums.ratios.append(plain / on_ray)
            sums.same += [bench.masks_of("ray") == expected, bench.plain_masks == expected]
            print(
                f"Round {number + 1}: {options.workers} plain processes {plain:.1f} s, workers on "
                f"Ray {on_ray:.1f} s (and {sums.starts[-1]:.1f} s until they were ready); load "
                f"{machine.load()}",
                flush=True,
            )
        rows, was_killed = bench.killed()
        sums.same.append(bench.masks_of("killed") == expected)
    summary = summed(sums, rows, set(expected))
    print(
        f"Beside the work itself a picture takes {statistics.median(sums.overheads):.0f} ms of a "
        f"worker; after one of two machines was killed {len(rows)} rows of {len(expected)} pictures"
    )
    print(json.dumps(summary))
    demand(
        {
            f"the throughput is {RATIO} of that of plain processes": (
                options.quick or summary["throughput_ratio"] >= RATIO
            ),
            "a machine was killed midway": was_killed,
            "nothing is lost or doubled": not summary["lost"] and not summary["doubled"],
            "every run has the masks of one process": summary["equal"],
        }
    )


def summed(sums: Sums, rows: list[index.Row], expected: set[str]) -> dict[str, Any]:
    """The figures that are compared from one version to the next.

    Args:
        rows: of the run in which a machine was killed.
        expected: the names of all pictures.
    """
    times = Counter(row.picture for row in rows if row.status == "done")
    return {
        "throughput_ratio": round(statistics.median(sums.ratios), 3),
        "worker_mb": round(sums.memory / 1e6),
        "lost": len(expected - set(times)),
        "doubled": sum(times.values()) - len(times),
        "equal": all(sums.same),
    }
