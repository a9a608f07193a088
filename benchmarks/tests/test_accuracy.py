"""Scores and clicks of a small model over a drawn picture, and the tables of both."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.accuracy import clicks_table, count_clicks, largest_loss, score, table
from benchmarks.dataset import Sample
from sam import SamPredictor
from sam.build import build_sam
from sam.config import TINY_T
from sam.evaluation import MEASURES, MOST_CLICKS


@pytest.fixture
def drawn(tmp_path: Path) -> Sample:
    """A picture with two instances."""
    ids = np.zeros((60, 90), np.uint8)
    ids[5:30, 10:40], ids[30:55, 50:85] = 1, 2
    Image.fromarray(np.repeat(100 * ids[..., None], 3, axis=2)).save(tmp_path / "image.png")
    Image.fromarray(ids).save(tmp_path / "masks.png")
    return Sample("drawn", tmp_path / "image.png", tmp_path / "masks.png", "photo/test", 2)


@pytest.fixture
def predictor() -> SamPredictor:
    return SamPredictor(build_sam(TINY_T))


def test_scores_are_means_over_a_groups_instances(drawn: Sample, predictor: SamPredictor) -> None:
    (result,) = score(predictor, [drawn])
    assert result["photo/test"]["instances"] == 2
    assert all(0 <= result["photo/test"][measure] <= 1 for measure in MEASURES)
    assert table(result).splitlines()[-1].startswith("| photo/test | 2 | 0.")


def test_one_beside_answers_on_the_same_embeddings(drawn: Sample, predictor: SamPredictor) -> None:
    exact, same = score(predictor, [drawn], SamPredictor(predictor.model))
    assert exact == same
    assert largest_loss(exact, same)[0] == 0
    worse = {group: row | {"box": row["box"] - 0.25} for group, row in exact.items()}
    assert largest_loss(exact, worse) == (0.25, "photo/test, box")


def test_a_model_that_knows_nothing_never_gets_there(
    drawn: Sample, predictor: SamPredictor
) -> None:
    result = count_clicks(predictor, [drawn])
    assert result == {
        "photo/test": {"noc85": MOST_CLICKS, "failed85": 2, "noc90": MOST_CLICKS, "failed90": 2}
    }
    assert clicks_table(result).splitlines() == [
        "| domain/role | NoC@85 | never 85 | NoC@90 | never 90 |",
        "| --- | --- | --- | --- | --- |",
        "| photo/test | 20.00 | 2 | 20.00 | 2 |",
    ]
