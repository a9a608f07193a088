"""What a click's four masks look like, in a few numbers each.

Computed from the decoder's own low-resolution logits, so that a page can afford it at every move of
the pointer. Mirrored in ``static/js/ranking/features.js``, held together by
``tests/vectors/ranking.json``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sam.errors import PromptError
from sam.masks.boxes import box_of_bits

Floats = npt.NDArray[np.float64]
Bits = npt.NDArray[np.bool_]

TOKENS = 4
"""Mask tokens that a decode answers with."""

FEATURES = (
    *(f"token {token}" for token in range(TOKENS)),
    "predicted IoU",
    "stability",
    "area",
    *(f"IoU with token {token}" for token in range(TOKENS)),
    "clicked region",
    "compactness",
    "border",
    "uncertainty",
    "logit at the click",
    "steepness",
)
"""Names of the columns, in their order; what each is stands at :func:`features`."""

_OFFSET = 1.0  # of the threshold, for the stability score
_CELL = 4  # pixels of the model frame to one logit, along each axis


def features(
    logits: npt.NDArray[Any],
    predicted_iou: npt.ArrayLike,
    point: tuple[float, float],
    input_size: tuple[int, int],
    threshold: float = 0.0,
) -> Floats:
    """The features of the four masks that a lone foreground point gives.

    ======================  =====================================================================
    token 0 .. 3            1 for the mask's own token, else 0
    predicted IoU           the model's own estimate
    stability               the stability score, the threshold moved by 1
    area                    log10 of the share of the picture that is inside
    IoU with token 0 .. 3   with each of the four masks
    clicked region          the share of the mask that belongs to the region with the point
    compactness             4 pi area / perimeter², sides of cells counted as pi / 4; 1 at most
    border                  the share of the picture's border that is inside
    uncertainty             mean entropy, in bits, of the logits along the inner boundary
    logit at the click      tenths, from -2 to 2
    steepness               mean absolute logit along the inner boundary, fifths, 2 at most
    ======================  =====================================================================

    Args:
        logits: ``(4, S/4, S/4)`` float, of the four mask tokens.
        predicted_iou: ``(4,)``.
        point: XY in the model frame.
        input_size: (h, w) of the picture in the model frame; beyond it is padding.
        threshold: logits above it are inside.

    Returns:
        ``(4, 17)`` float64, a row for each token and a column for each of ``FEATURES``.

    Raises:
        PromptError: another shape, or a number that is not finite.
    """
    predicted = np.asarray(predicted_iou, np.float64)
    shape = np.shape(logits)
    if len(shape) != 3 or shape[0] != TOKENS or predicted.shape != (TOKENS,):
        raise PromptError(
            f"The logits have shape {shape} and the predicted IoU {predicted.shape}; expected "
            f"({TOKENS}, S/4, S/4) and ({TOKENS},)."
        )
    rows, columns = (
        min(-(-side // _CELL), most) for side, most in zip(input_size, shape[1:], strict=True)
    )
    over = np.asarray(logits)[:, :rows, :columns].astype(np.float64) - threshold
    if not (np.isfinite(over).all() and np.isfinite(predicted).all()):
        raise PromptError(
            "There is a number among logits and predicted IoU that is not finite; expected finite "
            "numbers."
        )
    x, y = (
        min(max(int(at // _CELL), 0), most - 1)
        for at, most in zip(point, (columns, rows), strict=True)
    )
    inside = over > 0
    overlaps = _overlaps(inside)
    return np.array(
        [
            [
                *(float(other == token) for other in range(TOKENS)),
                predicted[token],
                _stability(over[token]),
                np.log10(max(int(inside[token].sum()), 1) / (rows * columns)),
                *overlaps[token],
                *_shape(over[token], inside[token], (x, y)),
            ]
            for token in range(TOKENS)
        ]
    )


def _overlaps(inside: Bits) -> Floats:
    """IoU of each mask with each, ``(4, 4)``; 1 where both are empty."""
    flat = inside.reshape(TOKENS, -1).astype(np.float32)
    shared = (flat @ flat.T).astype(np.float64)  # counts, exact in float32
    areas = np.diag(shared)
    union = areas[:, None] + areas[None] - shared
    return np.where(union > 0, shared / np.maximum(union, 1), 1.0)


def _stability(over: Floats) -> float:
    low = int((over > -_OFFSET).sum())
    return int((over > _OFFSET).sum()) / low if low else 0.0


def _shape(over: Floats, inside: Bits, point: tuple[int, int]) -> list[float]:
    """Clicked region, compactness, border, uncertainty, logit at the click, steepness."""
    (x, y), (rows, columns) = point, inside.shape
    area = int(inside.sum())
    at_click = float(np.clip(over[y, x], -20, 20)) / 10
    if area == 0:
        return [0.0, 0.0, 0.0, 1.0, at_click, 0.0]
    border = int(inside[[0, -1]].sum() + inside[:, [0, -1]].sum())
    perimeter = border + int(
        (inside[1:] ^ inside[:-1]).sum() + (inside[:, 1:] ^ inside[:, :-1]).sum()
    )
    boundary = over[_inner_boundary(inside)]
    # A mask of the whole picture has no boundary.
    uncertainty, steepness = 0.0, 2.0
    if boundary.size:
        uncertainty = float(_entropy(boundary).mean())
        steepness = min(float(boundary.mean()), 10) / 5
    return [
        int(region_at(inside, x, y).sum()) / area,
        min(1.0, 4 * np.pi * area / (perimeter * np.pi / 4) ** 2),
        border / (2 * (rows + columns)),
        uncertainty,
        at_click,
        steepness,
    ]


def _inner_boundary(inside: Bits) -> Bits:
    """Cells inside with one outside at a side; beyond the picture nothing counts."""
    out = np.pad(~inside, 1)
    touched = out[:-2, 1:-1] | out[2:, 1:-1] | out[1:-1, :-2] | out[1:-1, 2:]
    return inside & touched


def _entropy(logits: Floats) -> Floats:
    """Of the probability that a logit stands for, bits."""
    magnitude = np.minimum(np.abs(logits), 30)
    tail = np.exp(-magnitude)
    bits: Floats = (np.log1p(tail) + magnitude * tail / (1 + tail)) / np.log(2)
    return bits


def region_at(inside: Bits, x: int, y: int) -> Bits:
    """The pixels of a mask that hang together by their sides with one of them.

    Args:
        inside: ``(H, W) bool``.
        x, y: the pixel; where it is outside the mask, nothing hangs together with it.
    """
    region = np.zeros_like(inside)
    if not inside[y, x]:
        return region
    x0, y0, x1, y1 = box_of_bits(inside)
    window = inside[y0 : y1 + 1, x0 : x1 + 1]
    rows, columns = _runs(window), _runs(window.T).T
    found = np.zeros_like(window)
    found[y - y0, x - x0] = True
    before = 0
    # Whole runs of rows and of columns in turn: a handful of rounds for all but spirals.
    while before != (before := int(np.count_nonzero(found))):
        for runs in (rows, columns):
            met = np.zeros(int(runs.max()) + 1, bool)
            met[runs[found]] = True
            found = window & met[runs]
    region[y0 : y1 + 1, x0 : x1 + 1] = found
    return region


def _runs(inside: Bits) -> npt.NDArray[np.int32]:
    """The number of the run of a row that each pixel belongs to, or of the one before it."""
    begins = inside.copy()
    begins[:, 1:] &= ~inside[:, :-1]
    return np.cumsum(begins, dtype=np.int32).reshape(inside.shape)
