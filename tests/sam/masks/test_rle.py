"""Run-length encodings are COCO's."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pycocotools import mask as coco

from sam.masks import rle
from tests.conftest import ROOT

MASKS = arrays(bool, st.tuples(st.integers(1, 12), st.integers(1, 12)))
VECTORS: list[dict[str, Any]] = json.loads((ROOT / "tests/vectors/rle.json").read_text())


@given(MASKS)
def test_encodes_as_pycocotools(mask: np.ndarray) -> None:
    expected = coco.encode(np.asfortranarray(mask, dtype=np.uint8))
    assert rle.encode(mask) == {"size": list(mask.shape), "counts": expected["counts"].decode()}
    assert rle.area(rle.encode(mask)) == mask.sum()


@given(MASKS)
def test_decodes_what_it_encodes(mask: np.ndarray) -> None:
    assert np.array_equal(rle.decode(rle.encode(mask)), mask)


@given(MASKS)
def test_runs_start_outside_and_cover_everything(mask: np.ndarray) -> None:
    runs = rle.uncompress(rle.encode(mask))
    assert sum(runs["counts"]) == mask.size
    assert (runs["counts"][0] == 0) == mask[0, 0]
    assert all(count > 0 for count in runs["counts"][1:])
    assert rle.compress(runs) == rle.encode(mask)


@given(MASKS, st.tuples(*[st.integers(0, 3)] * 4))
def test_a_window_stands_for_the_whole(
    window: np.ndarray, margins: tuple[int, int, int, int]
) -> None:
    top, bottom, left, right = margins
    mask = np.pad(window, ((top, bottom), (left, right)))
    size = (mask.shape[0], mask.shape[1])
    assert rle.encode_window(window, (left, top), size) == rle.encode(mask)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_shared_vectors(vector: dict[str, Any]) -> None:
    mask = np.zeros((vector["height"], vector["width"]), bool)
    for x0, y0, x1, y1 in vector["rectangles"]:
        mask[y0:y1, x0:x1] ^= True
    encoded = rle.encode(mask)
    assert encoded["counts"] == vector["counts"]
    assert np.array_equal(rle.decode(encoded), mask)


def test_large_runs_survive() -> None:
    mask = np.zeros((3000, 2000), bool)
    mask[5:, 1500] = True
    assert np.array_equal(rle.decode(rle.encode(mask)), mask)
