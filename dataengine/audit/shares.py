"""Shares of masks that hardly had to be corrected, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

THRESHOLDS = (0.90, 0.75)
"""Of the paper; its shares are 0.94 and 0.97."""

PAPER = (0.94, 0.97)

RESAMPLES = 2000
"""Of the bootstrap."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What people made of the drawn masks of one picture.

    Attributes:
        ious: of each mask that is still there, with itself as it was found.
        removed: masks that are not there any more.
        added: objects that were not drawn: people found them missing.
    """

    ious: tuple[float, ...]
    removed: int
    added: int


@dataclass(frozen=True, slots=True)
class Share:
    """Of masks, how many exceed an IoU.

    Attributes:
        above: the IoU.
        share: 0 to 1.
        low, high: of its 95 % interval; NaN where one picture alone says nothing of others.
    """

    above: float
    share: float
    low: float
    high: float

    def __str__(self) -> str:
        within = "" if np.isnan(self.low) else f" ({100 * self.low:.1f} to {100 * self.high:.1f})"
        return f"{100 * self.share:.1f} %{within} above IoU {self.above:.2f}"


def shares(pictures: Sequence[Corrected], with_removed: bool = False) -> list[Share]:
    """The shares of pairs above each threshold.

    The interval is a bootstrap over pictures, and not over masks: those of one picture are alike.

    Args:
        pictures: those that people have been through; together they have to have a pair.
        with_removed: whether a mask that was removed counts as a pair without overlap.
    """
    return [_share(pictures, above, with_removed) for above in THRESHOLDS]


def _share(pictures: Sequence[Corrected], above: float, with_removed: bool) -> Share:
    exceeding = np.array([sum(iou > above for iou in each.ious) for each in pictures], float)
    pairs = np.array([len(each.ious) + each.removed * with_removed for each in pictures], float)
    share = float(exceeding.sum() / pairs.sum())
    if len(pictures) < 2:
        return Share(above, share, np.nan, np.nan)
    drawn = np.random.default_rng(0).integers(0, len(pictures), (RESAMPLES, len(pictures)))
    sums = pairs[drawn].sum(axis=1)
    found = exceeding[drawn].sum(axis=1)[sums > 0] / sums[sums > 0]
    low, high = np.quantile(found, (0.025, 0.975))
    return Share(above, share, float(low), float(high))
