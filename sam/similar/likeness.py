"""How likely a candidate is of the exemplars' kind, and from where on it is suggested."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from sam.errors import FormatError
from sam.similar.compared import FEATURES
from sam.similar.described import Floats

MOST_EXEMPLARS = 4
"""What is learnt from; more say nothing new, and make a page wait."""

VERSION = 1


@dataclass(frozen=True)
class Likeness:
    """A logistic regression on :func:`~sam.similar.compared.compare`.

    Attributes:
        weights: ``(14,)``, of each feature.
        bias: added to them.
        lines: by the number of exemplars, from 1 to 4: the score from which on a candidate is
            suggested.
    """

    weights: Floats
    bias: float
    lines: tuple[float, ...]

    def scores(self, features: Floats) -> Floats:
        """``(N, 14)`` features -> ``(N,)``, 0 to 1: how likely each is right."""
        scores: Floats = 1 / (1 + np.exp(-np.clip(features @ self.weights + self.bias, -30, 30)))
        return scores

    def line(self, exemplars: int) -> float:
        """The line for so many exemplars, one at least."""
        return self.lines[min(exemplars, MOST_EXEMPLARS) - 1]

    def to_json(self) -> dict[str, Any]:
        """As JSON has it."""
        weights = dict(zip(FEATURES, self.weights.tolist(), strict=True))
        return {
            "version": VERSION,
            "weights": weights,
            "bias": self.bias,
            "lines": list(self.lines),
        }

    @classmethod
    def from_json(cls, state: Any) -> Likeness:
        """The reverse of :meth:`to_json`.

        Raises:
            FormatError: it is none, or of another version.
        """
        try:
            weights: Mapping[str, float] = state["weights"]
            found = cls(
                np.array([float(weights[name]) for name in FEATURES]),
                float(state["bias"]),
                tuple(float(each) for each in state["lines"]),
            )
            sound = state["version"] == VERSION and len(found.lines) == MOST_EXEMPLARS
        except (KeyError, TypeError, ValueError):
            sound = False
        if not sound or not np.isfinite([*found.weights, found.bias, *found.lines]).all():
            raise FormatError(
                f"A likeness has version {VERSION}, a weight for each of {', '.join(FEATURES)}, a "
                f"bias and {MOST_EXEMPLARS} lines; this is {repr(state)[:60]}."
            )
        return found


@cache
def published_likeness() -> Likeness:
    """The one that was learnt from the evaluation pictures; ``python -m benchmarks similar
    --write`` made it."""
    text = (resources.files("sam.similar") / "likeness.json").read_text(encoding="utf-8")
    return Likeness.from_json(json.loads(text))


_PENALTY = 30.0
"""Of the ridge, on features of unit variance."""
_WEIGHT = 20.0
"""Of all candidates of one question together, however many it has."""
_STEPS = 25


def fit(
    features: Sequence[Floats],
    right: Sequence[npt.NDArray[np.bool_]],
    around: Likeness | None = None,
) -> tuple[npt.NDArray[np.float64], float]:
    """Weights and bias of the regression, by Newton's method.

    Args:
        features: for each question (a picture and its exemplars) the ``(N, 14)`` of candidates.
        right: for each ``(N,)``, which of them were of the kind.
        around: what the penalty draws the weights to; None for none of them counting.
    """
    x, y = np.concatenate(features), np.concatenate(right).astype(np.float64)
    share = np.concatenate([np.full(len(each), _WEIGHT / max(len(each), 1)) for each in right])
    mean, deviation = x.mean(0), x.std(0) + 1e-9
    rows = np.column_stack([(x - mean) / deviation, np.ones(len(x))])
    ridge = _PENALTY * np.eye(rows.shape[1])
    ridge[-1, -1] = 1e-6  # of the bias, which nothing pulls anywhere
    centre = np.zeros(rows.shape[1])
    if around is not None:
        centre[:-1] = around.weights * deviation
        centre[-1] = around.bias + around.weights @ mean
        ridge[-1, -1] = 1  # all candidates of few pictures may be wrong
    found = centre.copy()
    for _ in range(_STEPS):
        guess = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        curvature = (rows * (share * guess * (1 - guess))[:, None]).T @ rows + ridge
        step = np.linalg.solve(curvature, rows.T @ (share * (guess - y)) + ridge @ (found - centre))
        found -= step
        if np.abs(step).max() < 1e-4:
            break
    weights = found[:-1] / deviation
    return weights, float(found[-1] - weights @ mean)
