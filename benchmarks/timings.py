"""Repeated measurements of the same work, and how two kinds of work compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Timing:
    """What repeated measurements say, in milliseconds.

    Attributes:
        median: the middle one.
        minimum: the least disturbed one.
        spread: between the first and the third quartile.
    """

    median: float
    minimum: float
    spread: float

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> Timing:
        """Sum up at least one measurement."""
        first, middle, third = np.percentile(milliseconds, [25, 50, 75])
        return cls(float(middle), float(min(milliseconds)), float(third - first))

    def __str__(self) -> str:
        return f"{self.median:.1f} (min {self.minimum:.1f}, spread {self.spread:.1f})"


def speedup(ours: Timing, theirs: Timing) -> float:
    """How many times faster ours is, by the medians."""
    return theirs.median / ours.median


def speedup_of_minima(ours: Timing, theirs: Timing) -> float:
    """How many times faster ours is where nothing else disturbed either."""
    return theirs.minimum / ours.minimum
