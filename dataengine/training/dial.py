"""How far to go from the published decoder: a dial from safe to specialist.

A tuned decoder gains in its project and forgets elsewhere. Weights on the straight line between
both keep most of the gain and most of what was known (WiSE-FT, Wortsman et al., 2022); where on it
is chosen on groups that end training early and on the replayed half of the general check, never on
what judges.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dataengine.training.judging import Row, means
from sam.evaluation import MEASURES

SHARES = (0.35, 0.65, 1.0)
"""Places of the dial that are tried."""

AS_GOOD = 0.03
"""A score that is less by so little is as good: the groups for early stopping are few objects."""

ALLOWED_FALL = 0.02
"""On the replayed half; the gate allows as much on the other."""


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


def safe_place(own: Mapping[float, float], fall: Callable[[float], float]) -> list[Place]:
    """Go back from the best place until one loses nothing much elsewhere.

    Args:
        own: by share, the mean score on the project's groups for early stopping; of places that are
            as good as the best the farthest is begun with.
        fall: gives a share's largest fall of a measure on the replayed half; it takes a while, so
            that it is called only as far as is needed.

    Returns:
        The places that were looked at; the last one is chosen, be it the nearest of all.
    """
    most = max(own.values())
    best = max(share for share, score in own.items() if score > most - AS_GOOD)
    looked: list[Place] = []
    for share in sorted((each for each in own if each <= best), reverse=True):
        looked.append(Place(share, own[share], fall(share)))
        if looked[-1].fall <= ALLOWED_FALL:
            break
    return looked


def largest_fall(before: Sequence[Row], after: Sequence[Row]) -> float:
    """By how much the measure falls that falls most; below 0 where all rise."""
    old, new = means(before), means(after)
    return max(old[name] - new[name] for name in MEASURES)
