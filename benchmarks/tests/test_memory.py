"""Replays of drawn clicks, and what is printed of them."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.dataset import Sample
from benchmarks.memory import demands, domains, learnt, summary, table
from benchmarks.replay import Click, clicks_of, labels_of
from sam import SamPredictor
from sam.build import build_sam
from sam.config import TINY_T
from sam.ranking import FEATURES

ORDERS = 2


def click(seed: int, overlaps: list[float]) -> Click:
    """One whose predicted IoU puts token 3 first."""
    rows = np.random.default_rng(seed).uniform(0, 1, (4, len(FEATURES)))
    rows[:, :4] = np.eye(4)
    rows[:, 4] = [0.5, 0.6, 0.7, 0.75]
    return Click("", rows, np.array(overlaps))


@pytest.fixture
def objects() -> list[list[Click]]:
    """Twelve objects of which the whole, token 2, is always wanted."""
    return [[click(10 * i + o, [0.4, 0.1, 0.8, 0.3]) for o in range(ORDERS)] for i in range(12)]


def test_a_memory_finds_what_is_wanted_after_three_objects(objects: list[list[Click]]) -> None:
    found = learnt(objects, ORDERS)
    assert found.objects == 12
    assert found.all.predicted_iou == pytest.approx(0.3)
    assert found.all.token_0 == pytest.approx(0.4)
    assert found.all.bound == pytest.approx(0.8)
    assert found.all.memory == pytest.approx((3 * 0.3 + 9 * 0.8) / 12)
    assert found.later is not None
    assert found.later.memory == pytest.approx(0.8)


def test_what_is_printed(objects: list[list[Click]]) -> None:
    few = objects[:4]
    result = {"photo/core": learnt(objects, ORDERS), "cells/core": learnt(few, ORDERS)}
    assert table(result).splitlines()[2:] == [
        "| photo/core | 12 | 0.300 | 0.400 | 0.675 | 0.800 | 0.800 | 0.800 |",
        "| cells/core | 4 | 0.300 | 0.400 | 0.425 | 0.800 | - | - |",
    ]
    found = summary(result)
    assert found["mean_gain"] == 0.25
    assert found["worst_change"] == 0.125
    assert found["sets"]["cells/core"] == {
        "predicted_iou": 0.3,
        "token_0": 0.4,
        "memory": 0.425,
        "bound": 0.8,
    }
    assert found["sets"]["photo/core"]["memory_after_ten"] == 0.8
    assert all(demands(found).values())
    assert list(demands(found | {"worst_change": -0.02}).values()) == [True, False]


def test_the_roles_of_a_domain_are_one_stream() -> None:
    samples = [
        Sample(str(i), Path(), Path(), group, 1)
        for i, group in enumerate(["cells/core", "parts/train", "parts/val", "cells/core"])
    ]
    assert {name: [each.name for each in of] for name, of in domains(samples).items()} == {
        "cells/core": ["0", "3"],
        "parts/train+val": ["1", "2"],
    }


def test_every_object_is_clicked_inside_and_the_same_again(tmp_path: Path) -> None:
    ids = np.zeros((60, 90), np.uint8)
    ids[5:30, 10:40], ids[30:55, 50:85] = 1, 2
    Image.fromarray(np.repeat(100 * ids[..., None], 3, axis=2)).save(tmp_path / "image.png")
    Image.fromarray(ids).save(tmp_path / "masks.png")
    sample = Sample("drawn", tmp_path / "image.png", tmp_path / "masks.png", "photo/test", 2)
    (tmp_path / "classes.csv").write_text("name,instance,class\ndrawn,2,tile\n")
    labels = labels_of(tmp_path)
    predictor = SamPredictor(build_sam(TINY_T))
    first, again = (clicks_of(predictor, sample, labels, 5) for _ in range(2))
    assert [[each.label for each in clicks] for clicks in first] == [[""] * 5, ["tile"] * 5]
    for one, other in zip(chain(*first), chain(*again), strict=True):
        assert one.rows.shape == (4, len(FEATURES))
        assert ((one.overlaps >= 0) & (one.overlaps <= 1)).all()
        assert (one.rows == other.rows).all()
    assert labels_of(tmp_path / "none") == {}
