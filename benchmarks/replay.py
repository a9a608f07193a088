"""Objects of a domain that come one after the other, each clicked once at random and then kept."""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.dataset import Sample
from benchmarks.ranked import four_masks
from sam import SamPredictor
from sam.ranking import TOKENS, Memory, rank

Floats = npt.NDArray[np.float64]

_AT_ONCE = 4  # prompts that are decoded together


@dataclass(frozen=True)
class Click:
    """A click on an object, and what the decoder answered.

    Attributes:
        label: of the object; empty where it is not known.
        rows: ``(4, 17)`` features of the four masks.
        overlaps: ``(4,)`` IoU of each with the true mask.
    """

    label: str
    rows: Floats
    overlaps: Floats


@dataclass(frozen=True)
class Firsts:
    """IoU of the mask that comes first, by each rule; of one object, or a mean."""

    predicted_iou: float
    token_0: float
    memory: float
    bound: float


def labels_of(folder: Path) -> dict[tuple[str, int], str]:
    """Labels by picture and instance, as ``classes.csv`` has them; none without such a file."""
    path = folder / "classes.csv"
    if not path.is_file():
        return {}
    with path.open(newline="", encoding="utf-8") as file:
        return {(row["name"], int(row["instance"])): row["class"] for row in csv.DictReader(file)}


def clicks_of(
    predictor: SamPredictor, sample: Sample, labels: dict[tuple[str, int], str], orders: int
) -> list[list[Click]]:
    """Click on every object of a picture, at so many random places inside it.

    Returns:
        A list for each object, with a click for each order; the same ones at every call.
    """
    image = sample.read_image()
    predictor.set_image(image)
    found = []
    for instance, truth in enumerate(sample.read_instances(), 1):
        rng = np.random.default_rng(zlib.crc32(f"{sample.name} {instance}".encode()))
        ys, xs = np.nonzero(truth)
        picks = rng.integers(len(ys), size=orders)
        points = np.stack([xs[picks], ys[picks]], axis=1)
        label = labels.get((sample.name, instance), "")
        found.append(
            [
                click
                for begin in range(0, orders, _AT_ONCE)
                for click in _clicks(predictor, points[begin : begin + _AT_ONCE], truth, label)
            ]
        )
    return found


def _clicks(
    predictor: SamPredictor, points: npt.NDArray[Any], truth: npt.NDArray[Any], label: str
) -> list[Click]:
    clicks = []
    for four in four_masks(predictor, points):
        shared, union = (
            op(four.masks, truth).sum((1, 2)) for op in (np.logical_and, np.logical_or)
        )
        clicks.append(Click(label, four.rows, shared / union))
    return clicks


def replay(objects: Sequence[Sequence[Click]], orders: int) -> list[list[Firsts]]:
    """Let the objects come in random orders, each time to a memory that knows nothing.

    What a memory learns from an object comes after it has said which mask is first; it learns from
    the true mask, as the one that is kept after all corrections.

    Args:
        objects: a list of clicks for each, one for each order.
        orders: how many.

    Returns:
        For each order, what came first of each object, in that order.
    """
    return [
        _one_order([objects[i][order] for i in _shuffled(len(objects), order)])
        for order in range(orders)
    ]


def _shuffled(count: int, seed: int) -> npt.NDArray[np.int64]:
    return np.random.default_rng(seed).permutation(count)


def _one_order(clicks: Iterable[Click]) -> list[Firsts]:
    memory, found = Memory(), []
    for click in clicks:
        overlaps = click.overlaps
        found.append(
            Firsts(
                predicted_iou=float(overlaps[rank(click.rows, None)[0]]),
                token_0=float(overlaps[0]),
                memory=float(overlaps[memory.rank(click.rows, click.label)[0]]),
                bound=float(overlaps[:TOKENS].max()),
            )
        )
        memory.learn(click.label, click.rows, overlaps)
    return found


def mean(firsts: Sequence[Firsts]) -> Firsts:
    """Their means."""
    return Firsts(
        *(
            float(np.mean([getattr(each, name) for each in firsts]))
            for name in Firsts.__dataclass_fields__
        )
    )
