"""How far to go from the published decoder: a dial from safe to specialist.

A tuned decoder gains in its project and forgets elsewhere. Weights on the straight line between
both keep most of the gain and most of what was known (WiSE-FT, Wortsman et al., 2022); where on it
is chosen on groups that end training early and on the replayed half of the general check, never on
what judges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dataengine.training.judging import Row, means
from sam.evaluation import MEASURES

SHARES = (0.2, 0.35, 0.5, 0.65, 0.8, 1.0)
"""Places of the dial that are tried."""

ALLOWED_FALL = 0.01
"""On the replayed half, which flatters: half of what the gate allows."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the dial.

    Attributes:
        share: 0 is the published decoder, 1 the tuned one.
        own: mean score on the project's groups for early stopping.
        fall: the largest fall of a measure on the replayed half; below 0 where all rise.
    """

    share: float
    own: float
    fall: float


def place(share: float, own: Sequence[Row], before: Sequence[Row], after: Sequence[Row]) -> Place:
    """Sum up a place's scores; ``before`` and ``after`` are of the replayed half."""
    score = sum(means(own).values()) / len(MEASURES)
    old, new = means(before), means(after)
    return Place(share, score, max(old[name] - new[name] for name in MEASURES))


def safe_place(places: Sequence[Place]) -> Place:
    """The farthest place that loses nothing much elsewhere; the nearest where all lose.

    Only places up to the one with the best score of its own are of use: of two that are equal the
    farther one.
    """
    best = max(places, key=lambda each: (round(each.own, 2), each.share))
    fitting = [each for each in places if each.fall <= ALLOWED_FALL and each.share <= best.share]
    return max(fitting or places[:1], key=lambda each: each.share)
