"""A large picture is answered by windows of it, and a small one as ever."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from sam import SamPredictor
from sam.build import build_sam
from sam.config import TINY_T
from sam.errors import ImageError, ImageNotSetError, PromptError
from sam.large import SamLargePredictor, Window, windows_of
from sam.large.predictor import is_cut
from sam.modeling import Sam

CUTS = json.loads((Path(__file__).parents[2] / "vectors/cuts.json").read_text())


@pytest.fixture(scope="module")
def model() -> Sam:
    torch.manual_seed(3)
    return build_sam(TINY_T).eval()


@pytest.fixture(scope="module")
def side(model: Sam) -> int:
    return model.image_encoder.img_size


def picture(height: int, width: int) -> np.ndarray:
    return np.random.default_rng(height + width).integers(0, 255, (height, width, 3), np.uint8)


POINT, LABEL = np.array([[70.0, 40.0]]), np.array([1])


def test_a_small_picture_has_the_masks_that_it_always_had(model: Sam, side: int) -> None:
    image = picture(side, side)
    plain, large = SamPredictor(model), SamLargePredictor(model)
    plain.set_image(image)
    large.set_image(image)
    found = large.predict(POINT, LABEL)
    masks, ious, logits = plain.predict(POINT, LABEL)
    assert found.window == Window(0, 0, side, side)
    assert np.array_equal(found.masks, masks)
    assert np.array_equal(found.full(), masks)
    assert np.array_equal(found.iou_predictions, ious)
    assert np.array_equal(found.low_res_masks, logits)


def test_a_window_answers_as_a_picture_of_its_own_does(model: Sam, side: int) -> None:
    image = picture(3 * side, 4 * side)
    large, plain = SamLargePredictor(model), SamPredictor(model)
    large.set_image(image)
    window = list(windows_of((3 * side, 4 * side), side))[5]
    x, y = window.x + 70, window.y + 40
    found = large.predict(np.array([[x, y]]), LABEL, window=window)
    x0, y0, x1, y1 = window.box
    plain.set_image(image[y0:y1, x0:x1].copy())
    masks, _, logits = plain.predict(POINT, LABEL)
    assert np.array_equal(found.masks, masks)
    assert np.array_equal(found.full()[:, y0:y1, x0:x1], masks)
    assert not found.full()[:, :y0].any()

    again = large.predict(
        np.array([[x, y], [x + 9, y]]),
        np.array([1, 0]),
        mask_input=found.low_res_masks[:1],
        multimask_output=False,
        window=found.window,
    )
    refined, _, _ = plain.predict(
        np.array([[70, 40], [79, 40]]), np.array([1, 0]), None, logits[:1], False
    )
    assert np.array_equal(again.masks, refined)
    assert large.encodes == 1, "a window is encoded once"


def test_a_box_is_asked_about_in_a_window_that_holds_it(model: Sam, side: int) -> None:
    large = SamLargePredictor(model)
    large.set_image(picture(5 * side, 5 * side))
    box = np.array([side, side, 2.6 * side, 2.2 * side])
    found = large.predict(box=box, multimask_output=False)
    assert found.window.holds(tuple(box))
    assert max(found.window.size) >= 2 * side


def test_an_object_that_a_window_cuts_is_continued_in_a_larger_one(
    model: Sam, side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "sam.large.predictor.is_cut",
        lambda logits, window, size, threshold: max(window.size) < 3 * side,
    )
    large = SamLargePredictor(model)
    large.set_image(picture(5 * side, 5 * side))
    found = large.predict(np.array([[2.5 * side, 2.5 * side]]), LABEL)
    assert found.window.size == (5 * side, 5 * side)
    assert large.encodes == 3


def test_a_correction_outside_the_window_is_answered_by_one_that_holds_all(
    model: Sam, side: int
) -> None:
    large = SamLargePredictor(model)
    large.set_image(picture(5 * side, 5 * side))
    window = Window(side, side, side, side)
    points, labels = (
        np.array([[1.9 * side, 1.5 * side], [2.2 * side, 1.5 * side]]),
        np.array([1, 1]),
    )
    logits = np.zeros((1, side // 4, side // 4), np.float32)
    found = large.predict(points, labels, mask_input=logits, window=window)
    assert found.window.holds((1.9 * side, 1.5 * side, 2.2 * side, 1.5 * side))


@pytest.mark.parametrize("case", CUTS["cases"], ids=lambda case: case["what"])
def test_what_counts_as_cut(case: dict[str, Any]) -> None:
    """As on the page."""
    logits = np.full((CUTS["cells"], CUTS["cells"]), -1, np.float32)
    for x0, y0, x1, y1 in case["inside"]:
        logits[y0:y1, x0:x1] = 1
    width, height = CUTS["picture"]
    assert is_cut(logits, Window(*case["window"]), (height, width)) is case["cut"]


def test_embeddings_of_the_latest_windows_are_kept(model: Sam, side: int) -> None:
    large = SamLargePredictor(model, keep=2)
    large.set_image(picture(3 * side, 3 * side))
    first, second, third = list(windows_of((3 * side, 3 * side), side))[:3]
    for window in (first, second, first, third, first):
        large.embedding(window)
    assert large.encodes == 3
    large.embedding(second)
    assert large.encodes == 4


def test_what_cannot_be_asked_is_said(model: Sam, side: int) -> None:
    large = SamLargePredictor(model)
    with pytest.raises(ImageNotSetError, match="no image yet"):
        large.predict(POINT, LABEL)
    with pytest.raises(ImageError, match=r"shape \(5, 5\)"):
        large.set_image(np.zeros((5, 5), np.uint8))
    large.set_image(picture(2 * side, 2 * side))
    with pytest.raises(PromptError, match="neither a point nor a box"):
        large.predict()
    with pytest.raises(PromptError, match="mask_input but no window"):
        large.predict(POINT, LABEL, mask_input=np.zeros((1, side // 4, side // 4), np.float32))
    with pytest.raises(ImageError, match="expected a part of"):
        large.embedding(Window(0, 0, 3 * side, side))
