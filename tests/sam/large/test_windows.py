"""The grid of windows: what it covers, which window is taken, and where there is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sam.errors import SettingsError
from sam.large import Window, needs_windows, next_larger, window_at, window_for, windows_of
from sam.large.windows import (
    is_on_grid,
    level_for_view,
    levels,
    whole,
    windows_for_view,
)

SIDE = 1024
SIZES = st.tuples(st.integers(1, 12_000), st.integers(1, 12_000))


@given(SIZES)
def test_windows_cover_the_picture_and_are_never_enlarged(size: tuple[int, int]) -> None:
    for level in range(levels(size, SIDE) + 1):
        windows = list(windows_of(size, SIDE, level))
        assert len(set(windows)) == len(windows)
        for window in windows:
            assert whole(size).holds(window.box)
            # The model sees SIDE pixels of it: as many as there are, or fewer.
            assert max(window.size) >= min(SIDE, max(size))
        for axis in (0, 1):
            spans = sorted({(w[axis], w[axis] + w[2 + axis]) for w in windows})
            assert spans[0][0] == 0
            assert spans[-1][1] == size[1 - axis]
            for (_, end), (start, _) in zip(spans, spans[1:], strict=False):
                assert start <= end


@given(SIZES, st.data())
def test_a_small_object_lies_whole_in_the_window_in_its_middle(
    size: tuple[int, int], data: st.DataObject
) -> None:
    x0 = data.draw(st.integers(0, size[1] - 1))
    y0 = data.draw(st.integers(0, size[0] - 1))
    box = (x0, y0, min(x0 + 200, size[1]), min(y0 + 150, size[0]))
    window = window_for(box, size, SIDE)
    assert window.holds(box)
    if needs_windows(size, SIDE):
        assert window in set(windows_of(size, SIDE)), "others have it too"
    else:
        assert window == whole(size)


@pytest.mark.parametrize("size", [(1280, 1280), (480, 1280), (100, 90), (1, 1)])
def test_pictures_with_little_to_win_have_no_windows(size: tuple[int, int]) -> None:
    assert not needs_windows(size, SIDE)
    assert list(windows_of(size, SIDE)) == [whole(size)]
    assert window_at(size, SIDE, 0, 0) == whole(size)
    assert next_larger(whole(size), size, SIDE) is None


def test_a_large_object_gets_a_larger_window() -> None:
    size = (8000, 10_000)
    assert max(window_for((100, 100, 300, 300), size, SIDE).size) == 1024
    assert max(window_for((1200, 1200, 2600, 1900), size, SIDE).size) == 2048
    assert window_for((0, 0, 9000, 7000), size, SIDE) == whole(size)


def test_who_sees_much_is_answered_with_much() -> None:
    size, click = (8000, 10_000), (5000, 4000, 5000, 4000)
    sides = [
        max(window_for(click, size, SIDE, (0, 0, seen, seen * 0.6)).size)
        for seen in (800, 1600, 3000, 5000, 10_000)
    ]
    assert sides == [1024, 1024, 2048, 4096, 10_000]


def test_larger_windows_hold_the_smaller_ones_middle_up_to_the_whole() -> None:
    size = (8000, 10_000)
    window: Window | None = window_at(size, SIDE, 3000, 2500)
    seen = []
    while window is not None:
        seen.append(max(window.size))
        assert window.holds((3000, 2500, 3000, 2500))
        window = next_larger(window, size, SIDE)
    assert seen == [1024, 2048, 4096, 10_000]


@given(SIZES, st.data())
def test_the_windows_of_a_view_show_each_place_with_its_surroundings(
    size: tuple[int, int], data: st.DataObject
) -> None:
    x0 = data.draw(st.integers(0, size[1] - 1))
    y0 = data.draw(st.integers(0, size[0] - 1))
    view = (
        x0,
        y0,
        data.draw(st.integers(x0 + 1, size[1])),
        data.draw(st.integers(y0 + 1, size[0])),
    )
    found = windows_for_view(view, size, SIDE)
    grid = set(windows_of(size, SIDE, level_for_view(view, size, SIDE)))
    assert set(found) <= grid
    assert len(found) == len(set(found)) <= 16
    inner = max(found[0].size) / 8
    places = [(x, y) for x in (view[0], view[2], (view[0] + view[2]) / 2) for y in (y0, view[3])]
    for x, y in places:
        around = (
            max(0, x - inner),
            max(0, y - inner),
            min(size[1], x + inner),
            min(size[0], y + inner),
        )
        assert any(window.holds(around) for window in found)


@given(SIZES, st.integers(0, 3))
def test_a_window_of_the_grid_is_known_as_one(size: tuple[int, int], level: int) -> None:
    for window in list(windows_of(size, SIDE, level))[:40]:
        assert is_on_grid(window, size, SIDE)
        beside = window._replace(x=window.x + 1)
        assert not is_on_grid(beside, size, SIDE)


def test_windows_overlap_by_half() -> None:
    row = [window.x for window in windows_of((1000, 2600), SIDE)]
    assert row == [0, 512, 1024, 1536, 1576]


def test_a_level_below_native_scale_is_refused() -> None:
    with pytest.raises(SettingsError, match="The level is -1"):
        list(windows_of((4000, 4000), SIDE, -1))
