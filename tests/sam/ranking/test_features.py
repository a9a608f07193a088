"""Features of a click's masks: by the vectors shared with the page, and where masks are extreme."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sam.errors import PromptError
from sam.ranking import FEATURES, features
from sam.ranking.features import region_at
from tests.vectors.make_ranking import rows_of

CASES = json.loads((Path(__file__).parents[2] / "vectors" / "ranking.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_features_are_those_of_the_page(case: dict[str, Any]) -> None:
    np.testing.assert_allclose(rows_of(case), case["features"], rtol=0, atol=1e-5)


def row(logits: np.ndarray, point: tuple[float, float] = (32, 32)) -> dict[str, float]:
    """The features of token 2, by name, where the other masks are empty."""
    four = np.full((4, 16, 16), -5.0)
    four[2] = logits
    found = features(four, [0.1, 0.2, 0.3, 0.4], point, (64, 48))
    return dict(zip(FEATURES, found[2], strict=True))


def test_a_square_is_measured_by_hand() -> None:
    logits = np.full((16, 16), -5.0)
    logits[4:8, 2:6] = 0.5  # 4 x 4 of the 16 x 12 cells that are picture
    logits[12, 11] = 0.5  # an island at the picture's right border
    found = row(logits, (12, 20))
    assert found["token 2"] == 1
    assert found["token 0"] == 0
    assert found["predicted IoU"] == 0.3
    assert found["stability"] == 0
    assert found["area"] == pytest.approx(np.log10(17 / 192))
    assert found["IoU with token 2"] == 1
    assert found["IoU with token 1"] == 0
    assert found["clicked region"] == pytest.approx(16 / 17)
    assert found["compactness"] == pytest.approx(4 * np.pi * 17 / (20 * np.pi / 4) ** 2)
    assert found["border"] == pytest.approx(1 / 56)
    assert found["logit at the click"] == 0.05
    assert found["steepness"] == pytest.approx(0.1)
    p = 1 / (1 + np.exp(-0.5))
    entropy = -(p * np.log2(p) + (1 - p) * np.log2(1 - p))
    assert found["uncertainty"] == pytest.approx(entropy)


def test_padding_does_not_count() -> None:
    beyond = np.full((16, 16), -5.0)
    beyond[:, 12:] = 5  # the picture is 12 cells wide
    assert row(beyond)["area"] == pytest.approx(np.log10(1 / 192))
    assert row(beyond)["clicked region"] == 0


def test_empty_and_whole_masks_have_features() -> None:
    empty, whole = row(np.full((16, 16), -40.0)), row(np.full((16, 16), 3.0), (-9, 900))
    assert (empty["clicked region"], empty["compactness"], empty["uncertainty"]) == (0, 0, 1)
    assert empty["logit at the click"] == -2
    assert empty["IoU with token 0"] == 1  # both are empty
    assert (whole["clicked region"], whole["border"]) == (1, 1)
    assert (whole["uncertainty"], whole["steepness"]) == (0, 2)


def test_a_region_is_found_round_corners() -> None:
    spiral = np.array([[int(c) for c in line] for line in (
        "11111111", "00000001", "11111101", "10000101", "10110101", "10011101", "10000001",
        "11111111",
    )], bool)  # fmt: skip
    assert (region_at(spiral, 0, 0) == spiral).all()
    diagonal = np.eye(5, dtype=bool)
    assert region_at(diagonal, 2, 2).sum() == 1
    assert region_at(diagonal, 1, 2).sum() == 0


@pytest.mark.parametrize(
    ("logits", "iou", "wrong"),
    [
        (np.zeros((3, 8, 8)), [0, 0, 0, 0], r"shape \(3, 8, 8\)"),
        (np.zeros((4, 8, 8)), [0, 0, 0], r"predicted IoU \(3,\)"),
        (np.full((4, 8, 8), np.nan), [0, 0, 0, 0], "not finite"),
    ],
)
def test_what_is_no_answer_is_refused(logits: np.ndarray, iou: list[float], wrong: str) -> None:
    with pytest.raises(PromptError, match=wrong):
        features(logits, iou, (0, 0), (32, 32))
