"""The shared test vectors hold for Python; ``tests/static`` holds JavaScript to the same files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from sam.prompts import Prompt, candidates, decoder_feeds
from sam.transforms import ResizeLongestSide
from tests.vectors import make

FOLDER = Path(__file__).parent / "vectors"


def vectors(name: str) -> list[Any]:
    """The file's vectors as test parameters, named after themselves."""
    loaded = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(vector, id=vector["name"]) for vector in loaded]


def prompt_of(vector: dict[str, Any]) -> Prompt:
    points = vector["points"]
    return Prompt([point[:2] for point in points], [point[2] for point in points], vector["box"])


@pytest.mark.parametrize("vector", vectors("coordinates"))
def test_coordinates(vector: dict[str, Any]) -> None:
    transform = ResizeLongestSide(vector["image_size"])
    size = (vector["height"], vector["width"])
    assert transform.get_preprocess_shape(*size, vector["image_size"]) == (
        vector["input_height"],
        vector["input_width"],
    )
    moved = transform.apply_coords(np.array(vector["image"], float), size)
    np.testing.assert_allclose(moved, vector["model"], rtol=0, atol=1e-9)


@pytest.mark.parametrize("vector", vectors("feeds"))
def test_decoder_feeds(vector: dict[str, Any]) -> None:
    size = (vector["height"], vector["width"])
    feeds = decoder_feeds(prompt_of(vector), size, vector["image_size"])
    np.testing.assert_allclose(feeds["point_coords"][0], vector["point_coords"], rtol=1e-6)
    assert feeds["point_labels"][0].tolist() == vector["point_labels"]


@pytest.mark.parametrize("vector", vectors("candidates"))
def test_candidates(vector: dict[str, Any]) -> None:
    assert list(candidates(prompt_of(vector), vector["iou_predictions"])) == vector["tokens"]


@pytest.mark.parametrize("vector", vectors("masks"))
def test_float32_gives_the_masks_too(vector: dict[str, Any]) -> None:
    """The masks are made in float64; the model works in float32, and differs only at ties."""
    exact = make.enlarged(vector) > vector["threshold"]
    single = make.enlarged(vector, torch.float32) > vector["threshold"]
    assert (exact != single).sum() <= 1e-6 * exact.numel() + 1


@pytest.mark.parametrize("name", make.MAKERS)
def test_the_made_vectors_are_up_to_date(name: str) -> None:
    if name == "decoder" and not make.CHECKPOINT.is_file():
        pytest.skip("There is no weights/mobile_sam.pt; `make setup` rebuilds it.")
    stored = [vector.values[0] for vector in vectors(name)]
    made = json.loads(json.dumps(make.MAKERS[name]()))
    assert len(made) == len(stored)
    for fresh, kept in zip(made, stored, strict=True):
        assert fresh.keys() == kept.keys()
        for key, value in kept.items():
            # Rounded logits may differ in the last digit from machine to machine.
            measured = value is not None and _is_measured(key)
            close = pytest.approx(np.array(value), abs=1e-3) if measured else value
            assert (np.array(fresh[key]) if measured else fresh[key]) == close, key


def _is_measured(key: str) -> bool:
    return any(word in key for word in ("logits", "iou", "features", "weights"))
