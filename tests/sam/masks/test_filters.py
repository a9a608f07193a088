"""Boxes, suppression and small regions, against the plain published rules."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sam.automatic.survivors import Survivors
from sam.evaluation import reference
from sam.masks.boxes import box_of_bits, near_crop_edge, xyxy_to_xywh
from sam.masks.nms import nms
from sam.masks.regions import clean, remove_small_regions

BOX = st.tuples(*[st.integers(0, 9)] * 4).map(
    lambda v: (min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]), max(v[1], v[3]))
)
RANKED = st.lists(st.tuples(BOX, st.sampled_from([0.5, 0.7, 0.9])), max_size=12)


@given(RANKED, st.sampled_from([0.0, 0.3, 0.5, 1.0]))
def test_suppression_is_greedy_and_stable(ranked: list, threshold: float) -> None:
    boxes, scores = [box for box, _ in ranked], [score for _, score in ranked]
    assert nms(boxes, scores, threshold).tolist() == reference.suppress(boxes, scores, threshold)


def test_an_overlap_of_exactly_the_threshold_stays() -> None:
    boxes = [(0, 0, 10, 10), (0, 0, 10, 6)]  # IoU 0.6, which float32 cannot hold exactly
    assert nms(boxes, [2, 1], 0.59).tolist() == [0]
    assert nms(boxes, [2, 1], 0.61).tolist() == [0, 1]
    assert nms([(0, 0, 10, 10), (0, 0, 10, 5)], [2, 1], 0.5).tolist() == [0, 1]
    # 3/10 in float32 is a little above the threshold, which is a float64.
    third = [(0, 0, 10, 10), (0, 0, 10, 3)]
    assert nms(third, [2, 1], 0.3).tolist() == reference.suppress(third, [2, 1], 0.3) == [0]


@given(RANKED, st.integers(1, 5))
def test_survivors_on_the_way_are_those_of_all_so_far(ranked: list, step: int) -> None:
    found = Survivors[int](0.5)
    for start in range(0, len(ranked), step):
        part = ranked[start : start + step]
        indices = list(range(start, start + len(part)))
        found.add(indices, [box for box, _ in part], [score for _, score in part])
        so_far = ranked[: start + step]
        boxes, scores = [box for box, _ in so_far], [score for _, score in so_far]
        assert found.kept() == reference.suppress(boxes, scores, 0.5)


@settings(deadline=None)
@given(
    arrays(bool, st.tuples(st.integers(1, 14), st.integers(1, 14))),
    st.integers(1, 12),
    st.sampled_from(["holes", "islands"]),
)
def test_small_regions_go_as_published(mask: np.ndarray, area: int, mode: str) -> None:
    if not mask.any():
        return
    found, changed = remove_small_regions(mask, area, mode)
    expected, expected_change = reference.without_small_regions(mask, area, mode == "holes")
    assert np.array_equal(found, expected)
    assert changed == expected_change


def test_cleaning_leaves_the_mask_it_was_given() -> None:
    mask = np.zeros((20, 20), bool)
    mask[2:12, 2:12] = True
    mask[5, 5] = False
    mask[18, 18] = True
    before = mask.copy()
    cleaned, changed = clean(mask, 4)
    assert changed and np.array_equal(mask, before)
    assert cleaned.sum() == 100 and cleaned[5, 5] and not cleaned[18, 18]
    assert clean(cleaned, 4)[1] is False


def test_background_at_the_border_is_a_hole_when_it_is_small() -> None:
    mask = np.ones((10, 10), bool)
    mask[0, 0] = False
    assert clean(mask, 2)[0].all()
    assert not clean(mask, 1)[1]


def test_boxes_end_at_the_last_pixel() -> None:
    mask = np.zeros((6, 8), bool)
    assert box_of_bits(mask) == (0, 0, 0, 0)
    mask[2:4, 3:7] = True
    assert box_of_bits(mask) == (3, 2, 6, 3)
    assert xyxy_to_xywh((3, 2, 6, 3)) == (3, 2, 3, 1)


@pytest.mark.parametrize(
    ("box", "near"),
    [
        ((100, 100, 180, 180), False),
        ((100, 100, 230, 180), True),  # 20 from the crop's right side
        ((100, 100, 229, 180), False),  # 21
        ((5, 100, 180, 180), False),  # the picture's own left side
        ((30, 100, 180, 240), False),  # the picture's own bottom
    ],
)
def test_only_inner_edges_of_a_crop_count(box: tuple[int, int, int, int], near: bool) -> None:
    assert near_crop_edge(box, (0, 50, 250, 250), (0, 0, 400, 250)) is near
