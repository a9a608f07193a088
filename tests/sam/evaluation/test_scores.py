"""Scores of a model whose answers are known, and the number of clicks that it needs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sam import SettingsError
from sam.evaluation import (
    MOST_CLICKS,
    Clicking,
    clicks_until,
    iou,
    ious_by_click,
    noc,
    score_instance,
)

Array = Any

SIZE = (40, 60)
TRUTH = np.zeros(SIZE, bool)
TRUTH[10:30, 10:50] = True


class Growing:
    """Knows the truth, and shows so many of its 40 columns for so many clicks.

    Attributes:
        asked: the arguments of each question.
    """

    def __init__(self, *columns: int) -> None:
        self.columns = columns
        self.asked: list[dict[str, Array]] = []

    def predict(self, **asked: Array) -> tuple[Array, Array, Array]:
        self.asked.append(asked)
        if asked.get("box") is not None:
            return TRUTH[None], np.ones(1), np.zeros((1, 4, 4))
        clicks = len(asked["point_coords"])
        shown = TRUTH.copy()
        shown[:, 10 + self.columns[min(clicks, len(self.columns)) - 1] :] = False
        if asked.get("multimask_output", True):
            masks = np.stack([np.zeros_like(TRUTH), shown, TRUTH])
            return masks, np.array([0.1, 0.9, 0.5]), np.arange(48.0).reshape(3, 4, 4)
        return shown[None], np.ones(1), np.full((1, 4, 4), float(clicks))


def test_scores_follow_the_protocol() -> None:
    predictor = Growing(10, 20, 30)
    scores = score_instance(predictor, TRUTH)
    assert scores == {"one_click": 0.25, "best_of_3": 1.0, "three_clicks": 0.75, "box": 1.0}
    first, second, third, box = predictor.asked
    assert first["point_coords"].tolist() == second["point_coords"][:1].tolist()
    assert third["point_labels"].tolist() == [1, 1, 1]
    assert second["mask_input"].tolist() == np.arange(16.0, 32).reshape(1, 4, 4).tolist()
    assert third["mask_input"].tolist() == np.full((1, 4, 4), 2.0).tolist()
    assert box["box"].tolist() == [10, 10, 50, 30]


def test_a_perfect_first_answer_is_not_corrected() -> None:
    predictor = Growing(40)
    assert score_instance(predictor, TRUTH)["three_clicks"] == 1
    assert len(predictor.asked) == 2  # the click and the box


def test_clicking_remembers_every_click() -> None:
    predictor = Growing(10, 40)
    clicking = Clicking(predictor, 12, 20)
    clicking.add(55, 5, 0)
    assert predictor.asked[-1]["point_coords"].tolist() == [[12, 20], [55, 5]]
    assert predictor.asked[-1]["point_labels"].tolist() == [1, 0]
    assert iou(clicking.mask, TRUTH) == 1


def test_clicks_until_the_mask_is_good_enough() -> None:
    ious = ious_by_click(Growing(10, 20, 35, 36, 40), TRUTH)
    assert ious == [0.25, 0.5, 0.875, 0.9]
    assert [clicks_until(ious, target) for target in (0.25, 0.85, 0.9, 0.95)] == [1, 3, 4, None]


def test_nothing_is_clicked_after_the_target_or_the_budget() -> None:
    early, never = Growing(10, 20, 35, 36, 40), Growing(10)
    assert len(ious_by_click(early, TRUTH, target=0.85)) == len(early.asked) == 3
    assert ious_by_click(never, TRUTH) == [0.25] * MOST_CLICKS
    assert ious_by_click(never, TRUTH, most=2) == [0.25] * 2


def test_noc_counts_what_never_gets_there_as_the_budget() -> None:
    series = [[0.5, 0.86], [0.91], [0.2] * 20]
    counted = noc(series, 0.85)
    assert (counted.objects, counted.failures) == (3, 1)
    assert counted.mean == pytest.approx((2 + 1 + 20) / 3)
    assert noc(series[:2], 0.9).failures == 1
    assert noc(series, 0.85, most=1).mean == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"target": 0}, "IoU to reach is 0; expected a number above 0"),
        ({"target": float("nan")}, "IoU to reach is nan"),
        ({"most": 0}, "most clicks are 0; expected at least 1"),
    ],
)
def test_targets_and_budgets_that_make_no_sense(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        ious_by_click(Growing(10), TRUTH, **arguments)


def test_noc_of_nothing() -> None:
    with pytest.raises(SettingsError, match="no objects"):
        noc([])
