"""Repeated measurements are summed up and compared as the tables say."""

from __future__ import annotations

import pytest

from benchmarks.timings import Timing, speedup, speedup_of_minima


def test_one_slow_run_moves_neither_the_median_nor_the_minimum() -> None:
    timing = Timing.of([12.0, 10.0, 11.0, 13.0, 400.0])
    assert (timing.median, timing.minimum, timing.spread) == (12.0, 10.0, 2.0)
    assert str(timing) == "12.0 (min 10.0, spread 2.0)"


def test_one_measurement_is_enough() -> None:
    assert Timing.of([7.5]) == Timing(7.5, 7.5, 0.0)


def test_twice_as_fast_is_two() -> None:
    ours, theirs = Timing(50.0, 40.0, 1.0), Timing(100.0, 60.0, 1.0)
    assert speedup(ours, theirs) == pytest.approx(2.0)
    assert speedup_of_minima(ours, theirs) == pytest.approx(1.5)
