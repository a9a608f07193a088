"""Checking prompts, and turning them into the exported decoder's inputs."""

from __future__ import annotations

import numpy as np
import pytest

from sam.errors import PromptError
from sam.prompts import Prompt, candidates, decoder_feeds


def test_points_are_padded_when_there_is_no_box() -> None:
    feeds = decoder_feeds(Prompt([[100, 50], [10, 20]], [1, 0]), (100, 200), 1024)
    assert np.allclose(feeds["point_coords"], [[[512, 256], [51.2, 102.4], [0, 0]]])
    assert feeds["point_labels"].tolist() == [[1, 0, -1]]
    assert {array.dtype for array in feeds.values()} == {np.dtype(np.float32)}


def test_a_box_comes_after_the_points_and_replaces_the_padding() -> None:
    feeds = decoder_feeds(Prompt([[100, 50]], [1], [0, 0, 200, 100]), (100, 200), 1024)
    assert feeds["point_coords"].tolist() == [[[512, 256], [0, 0], [1024, 512]]]
    assert feeds["point_labels"].tolist() == [[1, 2, 3]]


def test_a_lone_box_is_its_two_corners() -> None:
    feeds = decoder_feeds(Prompt(box=[20, 10, 200, 100]), (100, 200), 256)
    assert np.allclose(feeds["point_coords"], [[[25.6, 12.8], [256, 128]]])
    assert feeds["point_labels"].tolist() == [[2, 3]]


IOU = [0.99, 0.5, 0.9, 0.7]


def test_one_foreground_point_offers_three_masks_best_first() -> None:
    assert candidates(Prompt([[1, 1]], [1]), IOU) == (2, 3, 1)
    assert candidates(Prompt([[1, 1]], [1]), [0.1, 0.5, 0.9, 0.9]) == (2, 3, 1)
    assert candidates(Prompt([[1, 1]], [1]), [0.1, 0.5, 0.5, 0.5]) == (1, 2, 3)


@pytest.mark.parametrize(
    "prompt",
    [
        Prompt([[1, 1]], [0]),
        Prompt([[1, 1], [2, 2]], [1, 1]),
        Prompt([[1, 1], [2, 2]], [1, 0]),
        Prompt(box=[0, 0, 5, 5]),
        Prompt([[1, 1]], [1], [0, 0, 5, 5]),
    ],
)
def test_everything_else_has_one_answer(prompt: Prompt) -> None:
    assert candidates(prompt, IOU) == (0,)


def test_four_predictions_are_needed() -> None:
    with pytest.raises(PromptError, match=r"shape \(3,\); expected \(4,\)"):
        candidates(Prompt([[1, 1]], [1]), [1, 2, 3])


@pytest.mark.parametrize(
    ("points", "labels", "box", "sentence"),
    [
        ((), (), None, "no points and no box"),
        ([[1, 2, 3]], [1], None, r"points have shape \(1, 3\); expected \(N, 2\)"),
        ([1, 2], [1], None, r"points have shape \(2,\); expected \(N, 2\)"),
        ([[1, 2]], [1, 1], None, r"labels have shape \(2,\); expected one label for each of the 1"),
        ([[1, 2]], [2], None, "label is 2; expected 1"),
        ([[1, 2]], [0.5], None, "label is 0.5; expected 1"),
        ([[1, np.nan]], [1], None, "There is nan in the points; expected finite"),
        ([["a", 2]], [1], None, "For the points, .* expected numbers"),
        ((), (), [1, 2, 3], r"box has shape \(3,\); expected \(4,\)"),
        ((), (), [5, 2, 3, 9], r"box is \(5, 2, 3, 9\); expected .* x0 <= x1"),
        ((), (), [0, 0, np.inf, 9], "There is inf in the box; expected finite"),
    ],
)
def test_bad_prompts_are_refused_in_a_sentence(
    points: object, labels: object, box: object, sentence: str
) -> None:
    with pytest.raises(PromptError, match=sentence):
        Prompt(points, labels, box)
