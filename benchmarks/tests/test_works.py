"""Both sides get the same work, in alternating order, and the table tells of all of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import numpy as np
import pytest

from benchmarks.browser.decoders import SIDES, Floats, Side
from benchmarks.timings import Timing
from benchmarks.works import (
    CLICKS,
    PLAIN,
    PREPARING,
    REFINING,
    SIZE,
    WARM_UP_ROUNDS,
    Click,
    measure,
    operations_needed,
    table,
)
from sam.build import build_sam
from sam.config import TINY_T
from sam.prompts import Prompt
from sam.transforms import Size


class Stopwatches:
    """Notes what is asked of which side; what is asked first takes 1 ms, what next 2 ms, ..."""

    def __init__(self) -> None:
        self.asked: list[tuple[Side, int, bool]] = []
        self._times: Iterator[int] = count(1)

    def set_picture(self, side: Side, embedding: Floats, size: Size) -> float:
        self.size = size
        if size == SIZE:
            self.asked.append((side, 0, False))
        return next(self._times) if size == SIZE else 0

    def click(self, side: Side, prompt: Prompt, refine: bool = False) -> float:
        assert (prompt.points < [self.size[1], self.size[0]]).all()
        self.asked.append((side, len(prompt.points), refine))
        return next(self._times)


def test_every_round_asks_both_sides_the_same_in_alternating_order() -> None:
    page = Stopwatches()
    timings = measure(page, np.zeros((1, 4, 2, 2), np.float32), rounds=2)
    assert timings.keys() == {
        (side, name) for side in SIDES for name in (PREPARING, *(click.name for click in CLICKS))
    }
    assert len(page.asked) == (WARM_UP_ROUNDS + 2) * 2 * (1 + len(CLICKS))
    works = {(points, refine) for _, points, refine in page.asked}
    assert works == {(0, False), *((click.points, click.refine) for click in CLICKS)}
    for side in SIDES:
        first = [asked for asked in page.asked[::2] if asked[0] == side]
        assert 0.4 <= len(first) / len(page.asked[::2]) <= 0.6
    # Warming up does not count.
    steps = WARM_UP_ROUNDS * 2 * (1 + len(CLICKS))
    assert min(timing.minimum for timing in timings.values()) == steps + 1


@pytest.mark.parametrize("click", CLICKS, ids=lambda click: click.name)
def test_a_clicks_points_lie_in_the_picture_and_the_first_is_foreground(click: Click) -> None:
    prompt = click.prompt
    height, width = click.size
    assert prompt.labels[0] == 1
    assert ((prompt.points >= 0) & (prompt.points < [width, height])).all()
    assert len(np.unique(prompt.points, axis=0)) == len(prompt.points)


def test_more_points_and_a_mask_input_need_more_operations() -> None:
    needed = operations_needed(build_sam(TINY_T).eval())
    assert needed.keys() == {PREPARING, *(click.name for click in CLICKS)}
    few, some, many = (needed[click.name] for click in CLICKS[:3])
    assert few < some < many
    assert needed[REFINING.name] > needed[PLAIN.name] > 0


def test_the_table_compares_clicks_and_not_the_preparation() -> None:
    timings = {
        (side, name): Timing(ms, ms, 0.0)
        for side, ms in zip(SIDES, (50.0, 150.0), strict=True)
        for name in (PREPARING, PLAIN.name)
    }
    needed = {PREPARING: 10**9, PLAIN.name: 2 * 10**9}
    lines = table({1: timings, 2: timings}, {1: 20.0, 2: 40.0}, needed).splitlines()
    assert len(lines) == 2 + 2 * len(needed)
    assert lines[2] == f"| 1 | {PREPARING} | 50.0 (min 50.0, spread 0.0) | - | - | - | 50 |"
    assert lines[5].endswith("150.0 (min 150.0, spread 0.0) | 3.00 | 3.00 | 50 |")
    columns = {line.count("|") for line in lines}
    assert len(columns) == 1
