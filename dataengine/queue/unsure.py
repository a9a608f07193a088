"""Pictures that the model is least sure of first, and among these unlike ones.

Query by committee (Seung, Opper and Sompolinsky, 1992): where those who could be right disagree,
most is to be learnt. Three committees are asked, and what they say is compared by its rank among
all pictures, since their scales have nothing in common:

- the four masks that one click gives, each with the weight that predicted IoU or the project's
  memory gives it (``disagreement``);
- the published and the project's tuned decoder, where there is one: the mask that each puts first
  (``changed``);
- the pictures that were annotated: how far one is from the nearest of them (``unfamiliar``).

Which of the unsure ones come first is a choice by k-centre again, in small portions: neighbours
share their doubts, and one of them is enough (as in Zhdanov, "Diverse mini-batch active learning",
2019).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt

from dataengine.queue.diverse import Bits, Floats, Indices, distances

Signal = Literal["disagreement", "changed", "unfamiliar"]

SHARPNESS = 10.0
"""Of the votes: a mask whose score is 0.1 higher has e times the weight of another."""

PORTION = 8
"""So many pictures are chosen together, unlike each other and all before them..."""

POOL = 3
"""...out of so many times as many that are the least sure."""


def disagreement(scores: npt.ArrayLike, overlaps: npt.ArrayLike) -> float:
    """How much the masks that one click gives disagree, 0 to 1.

    One minus the IoU that two masks have on average which are drawn by their votes (Rao's quadratic
    entropy): 0 where the masks are one, or one of them is far ahead.

    Args:
        scores: ``(M,)``, higher for what rather comes first.
        overlaps: ``(M, M)``, IoU of each mask with each.
    """
    votes = np.exp(SHARPNESS * (np.asarray(scores, np.float64) - np.max(scores)))
    votes /= votes.sum()
    return float(np.clip(votes @ (1 - np.asarray(overlaps, np.float64)) @ votes, 0, 1))


def shares_below(values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """For each of ``(N,)`` numbers the share of the others that are lower, those as high counting
    half; 0.5 for what is not known (NaN)."""
    given = np.asarray(values, np.float64)
    known = np.isfinite(given)
    shares = np.full(len(given), 0.5)
    ordered = np.sort(given[known])
    if len(ordered) > 1:
        low, high = (np.searchsorted(ordered, given[known], side) for side in ("left", "right"))
        shares[known] = (low + high - 1) / 2 / (len(ordered) - 1)
    return shares


def unsureness(
    signals: Mapping[Signal, npt.ArrayLike],
) -> tuple[npt.NDArray[np.float64], list[Signal]]:
    """How unsure the model is of each picture, beside the others.

    Args:
        signals: ``(N,)`` each, higher where it is less sure, NaN where that is not known; at least
            one of them.

    Returns:
        ``(N,)`` from 0 to 1, the mean over the signals of the share of pictures that have less; and
        for each picture the signal in which it stands highest.
    """
    names = list(signals)
    shares = np.array([shares_below(signals[name]) for name in names])
    highest = [names[place] for place in np.argmax(shares, axis=0)]
    return shares.mean(axis=0), highest


def least_sure(unsure: npt.NDArray[np.float64], points: Floats, done: Bits, most: int) -> Indices:
    """Those that are not done: in portions of the least sure, by k-centre in each.

    Args:
        unsure: ``(N,)``.
        points: ``(N, D)``, of :func:`dataengine.queue.diverse.placed`.
        done: ``(N,)``, which are annotated already.
        most: so many are chosen like that; the others follow, the least sure first.

    Returns:
        Their indices, ``(M,)``.
    """
    waiting = np.flatnonzero(~done)
    waiting = waiting[np.argsort(-unsure[waiting], kind="stable")]
    centres = [points[done]]
    found: list[Indices] = []
    while len(waiting) and sum(map(len, found)) < most:
        pool, rest = waiting[: POOL * PORTION], waiting[POOL * PORTION :]
        far = distances(points[pool], np.concatenate(centres))
        taken = _portion(points[pool], far)
        found.append(pool[taken])
        centres.append(points[pool[taken]])
        waiting = np.concatenate([np.delete(pool, taken), rest])
    return np.concatenate([*found, waiting]).astype(np.int64)


def _portion(points: Floats, far: Floats) -> Indices:
    """A portion of a pool by k-centre, given how far each is from all that came before."""
    far = far.copy()
    taken: list[int] = []
    for _ in range(min(PORTION, len(points))):
        chosen = int(np.argmax(far))  # where all are infinitely far, the least sure
        taken.append(chosen)
        np.minimum(far, np.linalg.norm(points - points[chosen], axis=1), out=far)
        far[taken] = -1
    return np.array(taken, np.int64)
