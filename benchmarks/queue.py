"""Which picture next: masks until what is learnt serves unseen pictures, by the queue's order.

A project of all evaluation pictures, a third of each domain held out; its memory learns from every
object that is kept. Beside random order: as given, diverse, and where the model is least sure.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import stats

from benchmarks.dataset import data_folder, read_samples
from benchmarks.options import add_data, positive
from benchmarks.queueing.learning import Curve, Held, annotated, masks_needed, mean_height, split
from benchmarks.queueing.pictures import Picture, seen
from benchmarks.replay import labels_of
from sam.build import load_sam
from sam.weights import find_checkpoint

ORDERS = ("given", "diverse", "unsure")
"""Compared with random order."""

SHARE = 0.9
"""Of what all masks of the project gain, so much is to be reached."""

FIRST = 100
"""Masks over which the mean figure is compared too."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare this benchmark's options."""
    add_data(parser)
    parser.add_argument(
        "--seeds", type=positive, default=5, help="splits of the pictures (default: 5)"
    )
    parser.add_argument(
        "--shuffles", type=positive, default=40, help="random orders of each split (default: 40)"
    )
    parser.add_argument(
        "--quick", action="store_true", help="every fourth picture, two seeds: to try it out"
    )
    parser.add_argument(
        "--work",
        type=Path,
        metavar="FOLDER",
        help="keep what is seen of pictures there, so that a second run takes seconds",
    )
    parser.add_argument(
        "--checkpoint", type=Path, help="checkpoint file (default: the one in weights/)"
    )


@dataclass(frozen=True)
class Trial:
    """How the orders did on one split.

    Attributes:
        target: of the figure.
        masks: by order, until it was reached; of random order the mean over the shuffles.
        heights: by order, the mean figure over the first masks.
    """

    target: float
    masks: Mapping[str, float]
    heights: Mapping[str, float]


def run(options: argparse.Namespace) -> None:
    """Look, annotate in all orders, print tables, and as the last line one JSON object."""
    if options.quick:
        options.seeds, options.shuffles = 2, 5
    pictures = looked_at(options)
    trials = [trial(pictures, seed, options.shuffles) for seed in range(options.seeds)]
    print(f"\n{table(trials)}\n")
    print(json.dumps(summary(trials)))


def looked_at(options: argparse.Namespace) -> list[Picture]:
    """The pictures, each with what the queue and the memory know of it."""
    folder = data_folder(options.data)
    samples = read_samples(folder)[:: 4 if options.quick else 1]
    model = load_sam(options.checkpoint or find_checkpoint("vit_t"))
    labels, began, pictures = labels_of(folder), time.perf_counter(), []
    for sample in samples:
        pictures.append(seen(sample, model, labels, options.seeds, options.work))
        print(f"{sample.name}: {time.perf_counter() - began:.0f} s", flush=True)
    return pictures


def trial(pictures: Sequence[Picture], seed: int, shuffles: int) -> Trial:
    """All orders on one split. What is known at the end is the same in every order, and so is what
    is to be reached."""
    own, unseen = split(pictures, seed)
    held = Held(unseen, seed)

    def curve(order: str, shuffle: int = 0) -> Curve:
        return annotated(own, order, held, seed, shuffle)

    curves = {order: [curve(order)] for order in ORDERS}
    curves["random"] = [curve("random", 1000 * seed + each) for each in range(shuffles)]
    before, after = curves["given"][0][0][1], curves["given"][0][-1][1]
    target = before + SHARE * (after - before)
    return Trial(
        target,
        {
            order: float(np.mean([masks_needed(each, target) for each in found]))
            for order, found in curves.items()
        },
        {
            order: float(np.mean([mean_height(each, FIRST) for each in found]))
            for order, found in curves.items()
        },
    )


def interval(values: Sequence[float]) -> tuple[float, float, float]:
    """Mean, and what 95 % lie between, by Student's t over the splits."""
    mean = float(np.mean(values))
    if len(values) < 2:
        return mean, float("-inf"), float("inf")
    half = float(stats.t.ppf(0.975, len(values) - 1) * stats.sem(values))
    return mean, mean - half, mean + half


def saved(trials: Sequence[Trial], order: str) -> tuple[float, float, float]:
    """Masks that an order needs fewer than random order on the same split."""
    return interval([each.masks["random"] - each.masks[order] for each in trials])


def table(trials: Sequence[Trial]) -> str:
    """The orders as a Markdown table."""
    lines = [
        f"| order | masks until {SHARE:.0%} of the gain | fewer than random (95 %) "
        f"| mean figure over {FIRST} masks | above random (95 %) |",
        "| --- | --- | --- | --- | --- |",
    ]
    for order in ("random", *ORDERS):
        masks = np.mean([each.masks[order] for each in trials])
        height = np.mean([each.heights[order] for each in trials])
        fewer = saved(trials, order)
        above = interval([each.heights[order] - each.heights["random"] for each in trials])
        beside = ("-", "-")
        if order != "random":
            beside = (
                f"{fewer[0]:.1f} ({fewer[1]:.1f} to {fewer[2]:.1f})",
                f"{above[0]:+.4f} ({above[1]:+.4f} to {above[2]:+.4f})",
            )
        lines.append(f"| {order} | {masks:.1f} | {beside[0]} | {height:.4f} | {beside[1]} |")
    return "\n".join(lines)


def summary(trials: Sequence[Trial]) -> dict[str, Any]:
    """The last line: masks needed, those saved with intervals, and what may be the default: the
    order that saves most among those that save for certain, else as given."""
    fewer = {order: saved(trials, order) for order in ORDERS}
    wins = [order for order in ORDERS if order != "given" and fewer[order][1] > 0]
    return {
        "masks": {
            order: round(float(np.mean([each.masks[order] for each in trials])), 1)
            for order in ("random", *ORDERS)
        },
        "saved": {order: [round(each, 1) for each in fewer[order]] for order in ORDERS},
        "wins": wins,
        "default": max(wins, key=lambda order: fewer[order][0], default="given"),
    }
