"""Masks of a lone click come in a memory's order, and other prompts are answered as ever."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from benchmarks.ranked import RankedPredictor, four_masks
from sam import SamPredictor
from sam.build import build_sam
from sam.config import TINY_T
from sam.ranking import Memory


@pytest.fixture(scope="module")
def predictor() -> SamPredictor:
    torch.manual_seed(5)
    found = SamPredictor(build_sam(TINY_T).eval())
    found.set_image(np.random.default_rng(1).integers(0, 255, (90, 120, 3), np.uint8))
    return found


def test_what_a_memory_wants_comes_first(predictor: SamPredictor) -> None:
    point, label = np.array([[60.0, 40.0]]), np.array([1])
    (four,) = four_masks(predictor, point)
    for wanted in range(4):
        memory = Memory()
        for _ in range(30):
            memory.learn("nut", four.rows, np.eye(4)[wanted])
        masks, scores, logits = RankedPredictor(predictor, memory, "nut").predict(point, label)
        assert masks.shape == (4, 90, 120)
        assert int(scores.argmax()) == 0
        assert np.array_equal(logits[0], four.logits[wanted])
        assert np.array_equal(masks[0], four.masks[wanted])


def test_other_prompts_are_the_predictors(predictor: SamPredictor) -> None:
    ranked = RankedPredictor(predictor, Memory(), "nut")
    box = np.array([10, 10, 60, 50])
    for one, other in zip(
        ranked.predict(box=box, multimask_output=False),
        predictor.predict(box=box, multimask_output=False),
        strict=True,
    ):
        assert np.array_equal(one, other)
