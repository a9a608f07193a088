"""The masks that are laid on the picture, and what the last line says of what was measured."""

from __future__ import annotations

import json

import numpy as np
import pytest
from pycocotools import mask as coco

from benchmarks.blobs import FREE, blobs, events, middle
from benchmarks.workbench import ACTS, Side, demands, free_places, summary, table

SIZE = (300, 200)


def sides(before: float, after: float) -> tuple[Side, Side]:
    """Two commits that take so many milliseconds for each act."""
    made = []
    for wait in (before, after):
        side = Side(heap=wait)
        for act in ACTS:
            side.waits[act] = [wait] * 20
        made.append(side)
    return made[0], made[1]


def test_blobs_are_many_alike_each_time_and_leave_a_part_of_the_picture_free() -> None:
    found = blobs(40, SIZE)
    assert found == blobs(40, SIZE) and found != blobs(40, SIZE, seed=1)
    assert len({each["segmentation"]["counts"] for each in found}) == 40
    for record in found:
        bits = coco.decode(record["segmentation"]).astype(bool)
        ys, xs = np.nonzero(bits)
        left, top, width, height = record["bbox"]
        assert bits.shape == SIZE[::-1]
        assert record["area"] == bits.sum() > 0
        assert (left, top) == (xs.min(), ys.min())
        assert (left + width, top + height) == (xs.max(), ys.max())
        u, v = middle(record, SIZE)
        assert bits[int(v * SIZE[1]), int(u * SIZE[0])], "the mouse goes to a pixel inside"
        assert xs.max() < SIZE[0] * (1 - FREE)
    for u, v in free_places(5):
        assert 1 - FREE < u < 1 and 0 < v < 1


def test_the_servers_answer_has_each_blob_as_an_event_and_ends_with_a_summary() -> None:
    found = blobs(3, SIZE)
    lines = [json.loads(line) for line in events(found).decode().splitlines()]
    assert [line["event"] for line in lines] == ["progress", "mask", "mask", "mask", "summary"]
    assert [line["id"] for line in lines[1:4]] == lines[-1]["ids"] == [0, 1, 2]
    assert lines[1]["segmentation"] == found[0]["segmentation"]


def test_the_last_line_has_ratios_of_the_slow_waits_and_what_must_hold_of_them() -> None:
    before, after = sides(300, 90)
    before.waits["keep"][-3:] = [600] * 3  # the slowest twentieth counts, not the middle
    after.tasks["hide"] = [80.04]
    found = summary(before, after, 1000)
    assert found == {
        "objects": 1000,
        **{f"{act}_ratio": 0.3 for act in ACTS},
        "keep_ratio": 0.15,
        "longest_task_ms": 80.0,
        "heap_mb": 90,
    }
    assert all(demands(found, before.heap, "89a14a3").values())
    assert "0.15" in table(before, after, "89a14a3")


@pytest.mark.parametrize(
    ("act", "slower"), [("zoom", "zoom takes at most"), ("take", "take takes at most")]
)
def test_one_slow_act_is_named(act: str, slower: str) -> None:
    before, after = sides(300, 90)
    after.waits[act] = [150.0] * 5
    missed = [
        each for each, holds in demands(summary(before, after, 9), 300, "old").items() if not holds
    ]
    assert len(missed) == 1 and missed[0].startswith(slower)


def test_a_long_task_and_a_larger_heap_are_named() -> None:
    before, after = sides(300, 90)
    after.tasks["take"], after.heap = [101.0], 301
    missed = [
        each for each, holds in demands(summary(before, after, 9), 300, "old").items() if not holds
    ]
    assert missed == ["no task takes over 100 ms", "the page holds at most old's 300.0 MB"]


def test_what_was_left_out_has_no_ratio() -> None:
    before, after = sides(300, 90)
    before.waits["brush"] = after.waits["brush"] = []
    found = summary(before, after, 1000)
    assert found["brush_ratio"] is None and found["zoom_ratio"] == 0.3
    assert "brush" not in table(before, after, "old")
