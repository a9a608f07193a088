"""What is counted of orders of a queue, and when one of them may be the default."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.queue import Trial, interval, summary, table
from benchmarks.queueing.learning import Held, annotated, masks_needed, mean_height, split
from benchmarks.queueing.pictures import Picture
from benchmarks.replay import Click
from sam.ranking import FEATURES, Memory


def picture(number: int, domain: str) -> Picture:
    rng = np.random.default_rng(number)
    rows = rng.uniform(0, 1, (4, len(FEATURES)))
    clicks = [Click("", rows, rng.uniform(0, 1, 4))]
    seen = np.stack([rows.astype(np.float32)] * 2)
    return Picture(f"{domain}{number}", domain, rng.normal(size=6), seen, [clicks] * 3)


def trial(**fewer: float) -> Trial:
    masks = {"random": 50.0} | {order: 50 - each for order, each in fewer.items()}
    return Trial(0.5, masks, dict.fromkeys(masks, 0.4))


def test_in_any_order_all_pictures_come_once_and_end_at_the_same_figure() -> None:
    pictures = [picture(number, "ab"[number % 2]) for number in range(30)]
    own, held = split(pictures, 0)
    assert len(held) == 10 and {each.name for each in own + held} == {
        each.name for each in pictures
    }
    curves = [
        annotated(own, order, Held(held, 0), 0, 1)
        for order in ("given", "random", "diverse", "unsure")
    ]
    assert {curve[-1][0] for curve in curves} == {60} and {len(curve) for curve in curves} == {21}
    memory = Memory()
    for clicks in (each.objects[0] for each in own):
        for _ in range(3):
            memory.learn("", clicks[0].rows, clicks[0].overlaps)
    firsts = [
        (each.domain, each.objects[0][0].overlaps[memory.rank(each.objects[0][0].rows)[0]])
        for each in held
    ]
    by_domain = [np.mean([iou for name, iou in firsts if name == domain]) for domain in "ab"]
    assert curves[0][-1][1] == pytest.approx(np.mean(by_domain))
    assert {round(curve[-1][1], 9) for curve in curves} == {round(curves[0][-1][1], 9)}


def test_masks_until_a_figure_is_reached() -> None:
    curve = [(0, 0.2), (3, 0.5), (5, 0.4), (9, 0.6)]
    assert [masks_needed(curve, target) for target in (0.1, 0.45, 0.6, 0.9)] == [0, 3, 9, 9]
    assert mean_height(curve, 5) == pytest.approx((3 * 0.2 + 2 * 0.5) / 5)


def test_an_order_is_the_default_only_where_it_saves_for_certain() -> None:
    wins = [trial(given=0, diverse=20 + each, unsure=30 + each) for each in range(3)]
    found = summary(wins)
    assert (found["wins"], found["default"]) == (["diverse", "unsure"], "unsure")
    assert found["saved"]["diverse"] == [round(each, 1) for each in interval([20, 21, 22])]
    by_chance = [trial(given=0, diverse=each, unsure=-9) for each in (40, -20, 30)]
    assert (summary(by_chance)["wins"], summary(by_chance)["default"]) == ([], "given")
    assert "| diverse | 33.3 | 16.7 (" in table(by_chance)
