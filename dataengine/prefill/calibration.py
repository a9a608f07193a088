"""From a regression's logits to chances that hold, and to the line of a label.

Both are learnt from *verdicts*: what a regression that has not seen a picture would have suggested
of it, and whether people kept it. Platt's scaling (Platt 1999, "Probabilistic outputs for support
vector machines") has two numbers; with few verdicts they stay near those of all labels together,
and these near doing nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dataengine.queue.worth import BREAK_EVEN

Floats = npt.NDArray[np.float64]
Bits = npt.NDArray[np.bool_]

_STEPS = 30
_DEVIATION = 1.0
"""Of the two numbers of all labels from 1 and 0, as far as nothing is known."""
_OWN_DEVIATION = 0.5
"""Of a label's from those of all."""

DOUBT = 10
"""So many verdicts are worth as much as the rule that a line at the break-even is right."""
LOWEST_LINE, HIGHEST_LINE = 0.2, 0.9


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What would have been suggested of pictures that were left out, by one label.

    Attributes:
        logits: ``(N,) float64``, each of a regression that has not learnt from its picture.
        right: ``(N,) bool``, whether it was kept.
    """

    logits: Floats
    right: Bits

    def __len__(self) -> int:
        return len(self.logits)


@dataclass(frozen=True, slots=True)
class Scaling:
    """A chance is the logistic function of ``slope * logit + shift``."""

    slope: float = 1.0
    shift: float = 0.0

    def chances(self, logits: Floats) -> Floats:
        """``(N,)`` logits -> ``(N,)``, 0 to 1."""
        scaled = np.clip(self.slope * logits + self.shift, -30, 30)
        found: Floats = 1 / (1 + np.exp(-scaled))
        return found


@dataclass(frozen=True, slots=True)
class Calibration:
    """What is known of a label.

    Attributes:
        scaling: from logits to chances.
        line: the chance from which on a suggestion should be looked at.
        shown, right: of the verdicts above that line how many there are, and how many were right.
    """

    scaling: Scaling
    line: float
    shown: int
    right: int


def calibrated(verdicts: Mapping[str, Verdicts]) -> dict[str, Calibration]:
    """By label, from logits to chances and the line, learnt from the verdicts of each."""
    known = [each for each in verdicts.values() if len(each)]
    together = Scaling()
    if known:
        logits = np.concatenate([each.logits for each in known])
        right = np.concatenate([each.right for each in known])
        together = scaled(Verdicts(logits, right), together, _DEVIATION)
    found = {}
    for label, own in verdicts.items():
        scaling = scaled(own, together, _OWN_DEVIATION)
        chances = scaling.chances(own.logits)
        line = line_of(chances, own.right)
        above = chances >= line
        found[label] = Calibration(scaling, line, int(above.sum()), int((above & own.right).sum()))
    return found


def scaled(verdicts: Verdicts, around: Scaling, deviation: float) -> Scaling:
    """The scaling that the verdicts make likeliest, a normal distribution being its prior.

    Args:
        around: the prior's mean; without verdicts it is the answer.
        deviation: the prior's, of both numbers. The slope cannot fall below a tenth: a higher logit
            is never less likely right.
    """
    if not len(verdicts):
        return around
    rows = np.column_stack([verdicts.logits, np.ones(len(verdicts))])
    centre = np.array([around.slope, around.shift])
    signs = np.where(verdicts.right, 1.0, -1.0)

    def cost(at: Floats) -> float:
        losses = np.logaddexp(0, -signs * (rows @ at))
        return float(losses.sum() + ((at - centre) ** 2).sum() / (2 * deviation**2))

    found = centre
    for _ in range(_STEPS):  # Newton's method; a step that overshoots is halved
        guess = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        curvature = (rows * (guess * (1 - guess))[:, None]).T @ rows + np.eye(2) / deviation**2
        slope = rows.T @ (guess - verdicts.right) + (found - centre) / deviation**2
        step, here = np.linalg.solve(curvature, slope), cost(found)
        while cost(found - step) > here and np.abs(step).max() > 1e-9:
            step /= 2
        found = found - step
        if np.abs(step).max() < 1e-6:
            break
    return Scaling(max(float(found[0]), 0.1), float(found[1]))


def line_of(chances: Floats, right: Bits) -> float:
    """The line of a label: the chance above which right suggestions outweigh wrong ones most.

    A right one counts 1 and a wrong one 1, as ``BREAK_EVEN`` has it. Where chances hold, the best
    line is ``BREAK_EVEN`` itself; how far they do not is learnt, with ``DOUBT`` verdicts' worth of
    weight on that. Of several lines that are as good the one nearest to it is taken; between two
    chances any line is as good, and where the break-even is not there the middle is taken.

    Args:
        chances: ``(N,)``, of the verdicts.
        right: ``(N,)``.
    """
    if not len(chances):
        return BREAK_EVEN
    order = np.argsort(-chances)
    ordered = chances[order]
    gains = np.where(right[order], 1 - BREAK_EVEN, -BREAK_EVEN)
    totals = np.concatenate([[0.0], np.cumsum(gains)])  # with the first 0, 1, 2, .. above the line
    # Equal chances are above the line together or not at all.
    possible = np.concatenate([[True], ordered[:-1] > ordered[1:], [True]])
    best = totals[possible].max()
    edges = np.concatenate([[1.0], ordered, [0.0]])
    lines = [
        _between(float(edges[count + 1]), float(edges[count]))
        for count in np.flatnonzero(possible & (totals >= best - 1e-9))
    ]
    learnt = min(lines, key=lambda each: abs(each - BREAK_EVEN))
    weight = len(chances) / (len(chances) + DOUBT)
    line = weight * learnt + (1 - weight) * BREAK_EVEN
    return float(np.clip(line, LOWEST_LINE, HIGHEST_LINE))


def _between(below: float, above: float) -> float:
    return BREAK_EVEN if below < BREAK_EVEN <= above else (below + above) / 2
