"""Whether a tuned decoder may be offered: figures with intervals, and a sentence for each that
fails. Pure functions over scores.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from dataengine.training.judging import Row
from sam.evaluation import MEASURES

GATED = ("one_click", "three_clicks", "box")
"""The measures that must not fall, and one of which must rise."""

MOST_FALL, MOST_FALL_BOUND, GENERAL_FALL = 0.01, 0.03, 0.02
RESAMPLES, LOWER = 4000, 2.5
"""Of the bootstrap: how often it draws, and the percentile that is the lower bound."""

NAMES = {
    "one_click": "one click",
    "best_of_3": "the best of three candidates",
    "three_clicks": "three clicks",
    "box": "a box",
}

Kind = Literal["safe", "specialist", "refused"]


@dataclass(frozen=True, slots=True)
class Change:
    """A measure before and after, over the same objects.

    Attributes:
        before, after: means over objects.
        lower, upper: the interval of the difference, from a paired bootstrap by group; of 95 %.
    """

    before: float
    after: float
    lower: float
    upper: float

    @property
    def difference(self) -> float:
        """After less before."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of a decoder.

    Attributes:
        kind: *safe* may be offered to everybody; a *specialist* gains here and falls elsewhere,
            and may be offered for this project alone; what is *refused* is not offered.
        own: by measure, on the project's groups that judge.
        general: by measure, on the general check.
        reasons: a sentence for everything that keeps it from being safe.
    """

    kind: Kind
    own: dict[str, Change]
    general: dict[str, Change]
    reasons: list[str] = field(default_factory=list)

    @property
    def offered(self) -> bool:
        """Whether anybody may switch it on."""
        return self.kind != "refused"


def compare(before: Sequence[Row], after: Sequence[Row], seed: int = 0) -> dict[str, Change]:
    """Each measure before and after, with an interval of the difference.

    Groups are drawn with replacement, with all their objects, as objects of one group resemble each
    other (a paired cluster bootstrap).

    Args:
        before, after: the same objects in the same order.
        seed: of the draws.
    """
    groups = [row.group for row in before]
    return {
        measure: paired_change(
            [row.scores[measure] for row in before],
            [row.scores[measure] for row in after],
            groups,
            seed,
        )
        for measure in MEASURES
    }


def paired_change(
    before: Sequence[float], after: Sequence[float], groups: Sequence[str], seed: int = 0
) -> Change:
    """A figure of objects before and after, with the interval of its mean difference.

    Args:
        before, after: of the same objects in the same order.
        groups: of each object; drawn with replacement, with all their objects.
        seed: of the draws.
    """
    members: dict[str, list[int]] = defaultdict(list)
    for index, group in enumerate(groups):
        members[group].append(index)
    drawn = np.random.default_rng(seed).integers(len(members), size=(RESAMPLES, len(members)))
    old, new = np.array(before, dtype=float), np.array(after, dtype=float)
    sums = np.array([(new - old)[indices].sum() for indices in members.values()])
    counts = np.array([len(indices) for indices in members.values()])
    differences = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    lower, upper = np.percentile(differences, [LOWER, 100 - LOWER])
    return Change(old.mean().item(), new.mean().item(), float(lower), float(upper))


def verdict(own: dict[str, Change], general: dict[str, Change]) -> Verdict:
    """Judge a decoder by both.

    Args:
        own: from :func:`compare`, on groups of the project that it has not learnt from.
        general: the same on the general check.
    """
    reasons = [sentence for name in GATED for sentence in _falls(name, own[name])]
    if not any(own[name].lower > 0 for name in GATED):
        best = max(GATED, key=lambda name: own[name].lower)
        change = own[best]
        reasons.append(
            f"Nothing rises for sure: at best {NAMES[best]} by {change.difference:+.3f} "
            f"(95 % interval {change.lower:+.3f} to {change.upper:+.3f}); "
            "expected one whose lower bound is above 0."
        )
    if reasons:
        return Verdict("refused", own, general, reasons)
    elsewhere = [
        f"On general pictures {NAMES[name]} falls by {-change.difference:.3f}, from "
        f"{change.before:.3f} to {change.after:.3f}; at most {GENERAL_FALL:.2f} is allowed."
        for name, change in general.items()
        if change.difference < -GENERAL_FALL
    ]
    return Verdict("specialist" if elsewhere else "safe", own, general, elsewhere)


def _falls(name: str, change: Change) -> list[str]:
    if change.difference <= -MOST_FALL:
        return [
            f"{NAMES[name].capitalize()} falls by {-change.difference:.3f}, from "
            f"{change.before:.3f} to {change.after:.3f}; less than {MOST_FALL:.2f} is allowed."
        ]
    if change.lower <= -MOST_FALL_BOUND:
        return [
            f"{NAMES[name].capitalize()} may fall by {-change.lower:.3f} (the lower bound of its "
            f"change); less than {MOST_FALL_BOUND:.2f} is allowed."
        ]
    return []
