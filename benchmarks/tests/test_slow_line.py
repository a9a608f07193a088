"""A line is named as people name it, and the first visit's mask is held to its share."""

from __future__ import annotations

import argparse
import json

import pytest

from benchmarks.slow_line import Reached, report, way_of
from benchmarks.verdict import Missed


@pytest.mark.parametrize(
    ("text", "bits_per_second", "round_trip"),
    [("20mbit,50ms", 20e6, 0.05), ("1.5Mbit, 300ms", 1.5e6, 0.3), ("800kbit,0ms", 8e5, 0.0)],
)
def test_a_line_has_a_rate_and_a_round_trip(
    text: str, bits_per_second: float, round_trip: float
) -> None:
    way = way_of(text)
    assert (way.bits_per_second, way.round_trip) == (bits_per_second, round_trip)


@pytest.mark.parametrize("text", ["", "20mbit", "fast,50ms", "20mbit,50", "0mbit,50ms", "20,50ms"])
def test_what_is_no_line_is_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=r"was given; expected .*20mbit,50ms"):
        way_of(text)


def test_medians_are_compared_and_the_first_mask_is_held_to_its_share(
    capsys: pytest.CaptureFixture[str],
) -> None:
    quick, slow = Reached(1.0, 1.5, 5.0), Reached(2.0, 3.0, 10.0)
    odd = Reached(100.0, 100.0, 100.0)
    visits = {"this tree": [(quick, quick), (quick, quick), (odd, odd)], "old": [(slow, slow)] * 3}
    report(visits, "old")
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["first_mask_s"] == 5.0
    assert (last["first_mask_ratio"], last["second_mask_ratio"]) == (0.5, 0.5)
    with pytest.raises(Missed, match="first visit's mask"):
        report({"this tree": [(slow, quick)], "old": [(slow, slow)]}, "old")
