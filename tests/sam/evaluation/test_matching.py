"""Two lists of masks beside each other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pycocotools import mask as coco

from sam.evaluation import Matching, match


def record(left: int, right: int, predicted_iou: float = 0.9) -> dict[str, Any]:
    """Columns of a picture of 10 by 20."""
    bits = np.zeros((10, 20), np.uint8, order="F")
    bits[:, left:right] = 1
    return {
        "segmentation": coco.encode(bits),
        "predicted_iou": predicted_iou,
        "stability_score": 0.95,
    }


def test_the_same_masks_match_in_any_order() -> None:
    masks = [record(0, 5), record(5, 12), record(14, 20)]
    matching = match(masks[::-1], masks, 0.95)
    assert matching == Matching(expected=3, found=3, matched=3)
    assert (matching.recall, matching.extra) == (1, 0)


def test_pairs_are_one_to_one_and_the_best_come_first() -> None:
    found = [record(0, 9, 0.8), record(0, 10, 0.7)]
    matching = match(found, [record(0, 10, 0.75)], 0.85)
    assert (matching.matched, matching.recall, matching.extra) == (1, 1, 1)
    assert matching.score_difference == pytest.approx(0.05)


def test_what_overlaps_too_little_is_missing_and_extra() -> None:
    matching = match([record(0, 5)], [record(0, 10)], 0.75)
    assert (matching.recall, matching.extra) == (0, 1)


def test_nothing_on_one_side() -> None:
    assert match([], [record(0, 5)], 0.5).recall == 0
    assert match([record(0, 5)], [], 0.5).extra == 1
    assert match([], [], 0.5).recall == 1


def test_pictures_are_pooled() -> None:
    pooled = Matching(2, 3, 1, 0.1) + Matching(2, 1, 1, 0.3)
    assert pooled == Matching(4, 4, 2, 0.3)
    assert pooled.recall == 0.5
