"""Which mask comes first after one click: by predicted IoU, token 0, or a memory that learns.

The objects of each domain come one after the other, clicked once at a random place inside.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypedDict

from benchmarks.dataset import Sample, data_folder, read_samples
from benchmarks.options import add_data, positive
from benchmarks.replay import Click, Firsts, clicks_of, labels_of, mean, replay
from benchmarks.verdict import demand
from sam import SamPredictor
from sam.build import load_sam
from sam.weights import find_checkpoint

AFTER = 10
"""Objects after which first masks are scored once more, by themselves."""

LEAST_GAIN = 0.05
"""Of the mean over the domains, over predicted IoU."""

MOST_LOSS = 0.01
"""Of a domain."""


@dataclass(frozen=True)
class Learnt:
    """How a domain went.

    Attributes:
        objects: how many it has.
        all: over all objects of all orders.
        later: over those that came after the first ten; None where there are none.
    """

    objects: int
    all: Firsts
    later: Firsts | None


def domains(samples: Iterable[Sample]) -> dict[str, list[Sample]]:
    """The pictures of each domain, all of its roles together, as they are one task.

    Returns:
        By name: ``domain/role``, with all its roles where it has several (``domain/a+b``).
    """
    collected: dict[str, dict[str, list[Sample]]] = defaultdict(lambda: defaultdict(list))
    for sample in samples:
        domain, _, role = sample.group.partition("/")
        collected[domain][role].append(sample)
    return {
        f"{domain}/{'+'.join(roles)}": [sample for each in roles.values() for sample in each]
        for domain, roles in collected.items()
    }


def learnt(objects: list[list[Click]], orders: int) -> Learnt:
    """Replay a domain's objects."""
    found = replay(objects, orders)
    later = [first for order in found for first in order[AFTER:]]
    every = [first for order in found for first in order]
    return Learnt(len(objects), mean(every), mean(later) if later else None)


def table(result: Mapping[str, Learnt]) -> str:
    """The result as a Markdown table."""
    lines = [
        "| domain | objects | predicted IoU | token 0 | memory | bound "
        "| memory after ten | bound after ten |",
        "| --- |" + " --- |" * 7,
    ]
    for name, each in result.items():
        figures = [*asdict(each.all).values()]
        if each.later is not None:
            figures += [each.later.memory, each.later.bound]
        cells = [f"{figure:.3f}" for figure in figures] + ["-"] * (6 - len(figures))
        lines.append(f"| {name} | {each.objects} | {' | '.join(cells)} |")
    return "\n".join(lines)


class Summary(TypedDict):
    """The last line: gains over predicted IoU, and each domain's figures."""

    mean_gain: float
    worst_change: float
    sets: dict[str, dict[str, float]]


def summary(result: Mapping[str, Learnt]) -> Summary:
    """Gains over predicted IoU: their mean over the domains, and the least."""
    gains = [each.all.memory - each.all.predicted_iou for each in result.values()]
    sets = {}
    for name, each in result.items():
        row = asdict(each.all)
        if each.later is not None:
            row |= {
                "memory_after_ten": each.later.memory,
                "bound_after_ten": each.later.bound,
            }
        sets[name] = {key: round(value, 4) for key, value in row.items()}
    return {
        "mean_gain": round(sum(gains) / len(gains), 4),
        "worst_change": round(min(gains), 4),
        "sets": sets,
    }


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare this benchmark's options."""
    add_data(parser)
    parser.add_argument(
        "--orders", type=positive, default=5, help="random orders of the objects (default: 5)"
    )
    parser.add_argument(
        "--checkpoint", type=Path, help="checkpoint file (default: the one in weights/)"
    )


def run(options: argparse.Namespace) -> None:
    """Replay, print the table, and as the last line one JSON object."""
    folder = data_folder(options.data)
    sets = domains(read_samples(folder))
    labels = labels_of(folder)
    checkpoint = options.checkpoint or find_checkpoint("vit_t")
    predictor = SamPredictor(load_sam(checkpoint))
    started = time.perf_counter()
    result: dict[str, Learnt] = {}
    for name, samples in sets.items():
        objects = [
            clicks
            for sample in samples
            for clicks in clicks_of(predictor, sample, labels, options.orders)
        ]
        result[name] = learnt(objects, options.orders)
        print(f"{name}: {len(objects)} objects, {time.perf_counter() - started:.0f} s", flush=True)
    print(
        f"\nIoU of the mask that comes first, {options.orders} random orders\n\n{table(result)}\n"
    )
    found = summary(result)
    print(json.dumps(found))
    if options.data is None:
        demand(demands(found))


def demands(found: Summary) -> dict[str, bool]:
    """What must hold on the project's own evaluation pictures, each as a sentence."""
    gain, worst = found["mean_gain"], found["worst_change"]
    return {
        f"the mean gain over predicted IoU is {LEAST_GAIN} or more, and is {gain}": (
            gain >= LEAST_GAIN
        ),
        f"no domain loses more than {MOST_LOSS}, and the worst one changes by {worst}": (
            worst >= -MOST_LOSS
        ),
    }
