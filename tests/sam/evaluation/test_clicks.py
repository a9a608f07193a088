"""The simulated annotator clicks where the protocol says."""

from __future__ import annotations

import numpy as np
import pytest

from sam.evaluation import box_of, deepest_pixel, iou, next_click


def disc(height: int, width: int, x: int, y: int, radius: int) -> np.ndarray:
    ys, xs = np.mgrid[:height, :width]
    return (xs - x) ** 2 + (ys - y) ** 2 <= radius**2


def test_deepest_pixel_of_a_disc_is_its_centre() -> None:
    assert deepest_pixel(disc(40, 60, x=33, y=14, radius=9)) == (33, 14)


def test_the_pictures_border_counts_as_edge() -> None:
    left_half = np.zeros((21, 40), dtype=bool)
    left_half[:, :11] = True
    assert deepest_pixel(left_half) == (5, 5)


def test_next_click_is_foreground_where_more_is_missing() -> None:
    truth = disc(60, 60, 20, 20, 12)
    mask = truth.copy()
    mask[:, :15] = False
    x, y, label = next_click(truth, mask) or pytest.fail("the masks differ")
    assert label == 1
    assert truth[y, x] and not mask[y, x]


def test_next_click_is_background_in_the_largest_surplus_component() -> None:
    truth = disc(60, 60, 20, 20, 8)
    mask = truth | disc(60, 60, 45, 45, 6) | disc(60, 60, 50, 8, 3)
    assert next_click(truth, mask) == (45, 45, 0)


def test_diagonal_neighbours_are_separate_components() -> None:
    truth = np.zeros((12, 12), dtype=bool)
    mask = truth.copy()
    mask[0:3, 0:3] = True  # 9 pixels ...
    mask[3:7, 3:7] = True  # ... touch 16 at a corner only
    assert next_click(truth, mask) == (4, 4, 0)


def test_no_click_when_nothing_is_wrong() -> None:
    truth = disc(20, 20, 10, 10, 4)
    assert next_click(truth, truth.copy()) is None


def test_box_reaches_past_the_last_pixel() -> None:
    mask = np.zeros((10, 12), dtype=bool)
    mask[2:5, 3:9] = True
    assert box_of(mask).tolist() == [3, 2, 9, 5]


def test_iou_of_empty_masks_is_one() -> None:
    empty = np.zeros((3, 3), dtype=bool)
    assert iou(empty, empty) == 1.0
    assert iou(empty, ~empty) == 0.0
