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
_DEVIATIONS = (0.5, 1.5)
"""Of slope and shift of all labels from 1 and 0, as far as nothing is known."""
_OWN_DEVIATIONS = (0.25, 0.75)
"""Of a label's from those of all."""
LEAST_SLOPE = 0.3
"""A higher logit is likelier right: where verdicts say otherwise, what is kept is incomplete."""

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
        together = scaled(Verdicts(logits, right), together, _DEVIATIONS)
    found = {}
    for label, own in verdicts.items():
        scaling = scaled(own, together, _OWN_DEVIATIONS)
        chances = scaling.chances(own.logits)
        line = line_of(chances, own.right)
        above = chances >= line
        found[label] = Calibration(scaling, line, int(above.sum()), int((above & own.right).sum()))
    return found


def scaled(verdicts: Verdicts, around: Scaling, deviations: tuple[float, float]) -> Scaling:
    """The scaling that the verdicts make likeliest, a normal distribution being its prior.

    Args:
        around: the prior's mean; without verdicts it is the answer.
        deviations: the prior's, of slope and shift. The slope is ``LEAST_SLOPE`` at least, and the
            shift then the likeliest one beside it.
    """
    if not len(verdicts):
        return around
    centre = np.array([around.slope, around.shift])
    found = _likeliest(verdicts, centre, np.array(deviations))
    if found[0] < LEAST_SLOPE:
        held = np.array([LEAST_SLOPE, around.shift])
        found = _likeliest(verdicts, held, np.array([1e-6, deviations[1]]))
        found[0] = LEAST_SLOPE
    return Scaling(float(found[0]), float(found[1]))


def _likeliest(verdicts: Verdicts, centre: Floats, deviations: Floats) -> Floats:
    """Slope and shift by Newton's method; a step that overshoots is halved."""
    rows = np.column_stack([verdicts.logits, np.ones(len(verdicts))])
    signs = np.where(verdicts.right, 1.0, -1.0)
    weights = 1 / deviations**2

    def cost(at: Floats) -> float:
        losses = np.logaddexp(0, -signs * (rows @ at))
        return float(losses.sum() + (weights * (at - centre) ** 2).sum() / 2)

    found = centre.copy()
    for _ in range(_STEPS):
        guess = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        curvature = (rows * (guess * (1 - guess))[:, None]).T @ rows + np.diag(weights)
        slope = rows.T @ (guess - verdicts.right) + weights * (found - centre)
        step, here = np.linalg.solve(curvature, slope), cost(found)
        while cost(found - step) > here and np.abs(step).max() > 1e-9:
            step /= 2
        found = found - step
        if np.abs(step).max() < 1e-6:
            break
    return found


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
