"""How alike candidates and exemplars are, in a few numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sam.errors import PromptError
from sam.similar.described import SHAPES, Described, Floats

FEATURES = (
    "cosine",
    "area",
    "area, squared",
    "larger",
    "elongation",
    "ellipse",
    "compactness",
    "border",
    "colour",
    "contrast",
    "spread",
    "spread, in the picture",
    "predicted IoU",
    "stability",
)
"""Names of the columns, in their order; what each is stands at :func:`compare`."""

_PRIOR = {"area": 0.35, "elongation": 0.25, "ellipse": 0.05, "compactness": 0.2, "border": 0.5}
"""Standard deviation of each shape within a class, as far as nothing else is known."""

_PRIOR_WEIGHT = 2
"""How many exemplars that is worth."""

_MOST_LARGER = 1.6
"""Of the logarithm of areas: what is five times larger or smaller is another thing."""


def compare(candidates: Described, quality: npt.ArrayLike, exemplars: Described) -> Floats:
    """The features of each candidate beside some exemplars, which may be of another picture.

    ======================  ======================================================================
    cosine                  of whitened features, with the mean of the exemplars'
    area .. border          distance of each shape from the exemplars' mean, in deviations: a prior
                            that is worth two exemplars, and what these say themselves
    area, squared           the square of it
    larger                  the same where the candidate is larger, else 0
    colour, contrast        distance of the CIELAB mean, and of its deviation, from the nearest
    spread                  mean distance of the deviations of the embedding, from the nearest
    spread, in the picture  the same, in deviations over all candidates of the picture
    predicted IoU           the model's own estimate
    stability               the stability score
    ======================  ======================================================================

    Args:
        candidates: everything's, all of a picture; some features are relative to the others.
        quality: ``(N, 2)``: predicted IoU and stability score of each.
        exemplars: one or more kept objects.

    Returns:
        ``(N, 14)`` float64, a column for each of ``FEATURES``.

    Raises:
        PromptError: no exemplar, or another shape.
    """
    scores = np.asarray(quality, np.float64).reshape(-1, 2)
    if not len(exemplars) or len(scores) != len(candidates):
        raise PromptError(
            f"There are {len(exemplars)} exemplars, {len(candidates)} candidates and "
            f"{len(scores)} rows of quality; expected one exemplar at least, and a row for each "
            "candidate."
        )
    away, shape = _shapes(candidates.shape, exemplars.shape)
    spread = _spread(candidates, exemplars)
    area = away[:, 0]
    columns = {
        "cosine": _cosine(candidates, exemplars),
        "area, squared": np.minimum(area**2, 25),
        "larger": np.clip(area, 0, 6),
        **{name: shape[:, index] for index, name in enumerate(SHAPES)},
        "colour": np.minimum(_nearest(candidates.colour, exemplars.colour) / 20, 4),
        "contrast": np.minimum(_nearest(candidates.contrast, exemplars.contrast) / 10, 4),
        "spread": spread,
        "spread, in the picture": (spread - spread.mean()) / (spread.std() + 1e-6)
        if len(spread)
        else spread,
        "predicted IoU": scores[:, 0],
        "stability": scores[:, 1],
    }
    return np.stack([columns[name] for name in FEATURES], axis=1)


def plausible(candidates: Described, exemplars: Described) -> npt.NDArray[np.bool_]:
    """``(N,)``: which candidates are not five times larger or smaller than the exemplars' mean."""
    area = candidates.shape[:, 0] - exemplars.shape[:, 0].mean()
    found: npt.NDArray[np.bool_] = np.abs(area) < _MOST_LARGER
    return found


def _cosine(candidates: Described, exemplars: Described) -> Floats:
    """In the directions of the candidates' picture: what all of it has in common says little."""
    ground = candidates.ground
    own, theirs = (
        _normal((each.feature - ground.mean) @ ground.whitening) for each in (candidates, exemplars)
    )
    cosine: Floats = own @ _normal(theirs.mean(0))
    return cosine


def _shapes(own: Floats, theirs: Floats) -> tuple[Floats, Floats]:
    """Signed distances in deviations, and what is taken of them, ``(N, 5)`` each."""
    prior = np.array([_PRIOR[name] for name in SHAPES])
    mean = theirs.mean(0)
    squares = _PRIOR_WEIGHT * prior**2 + ((theirs - mean) ** 2).sum(0)
    away = (own - mean) / np.sqrt(squares / (_PRIOR_WEIGHT + len(theirs) - 1))
    return away, np.minimum(np.abs(away), 6)


def _spread(candidates: Described, exemplars: Described) -> Floats:
    found: Floats = np.min(
        [np.abs(candidates.spread - each).mean(1) for each in exemplars.spread], axis=0
    )
    return found


def _nearest(own: Floats, theirs: Floats) -> Floats:
    found: Floats = np.linalg.norm(own[:, None] - theirs[None], axis=2).min(1)
    return found


def _normal(rows: Any) -> Any:
    return rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)
