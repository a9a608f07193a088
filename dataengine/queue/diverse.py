"""Pictures that are unlike each other first: k-centre greedy on their descriptors.

Each picture is the one farthest from all before it (Gonzalez, "Clustering to minimize the maximum
intercluster distance", 1985); for choosing what to annotate this is the core-set approach of Sener
and Savarese ("Active learning for convolutional neural networks: a core-set approach", ICLR 2018).
After any number of pictures no other is farther from them than twice the least that is possible.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bits = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.int64]

MOST_CENTRES = 2000
"""So many pictures are chosen one by one; the others follow by their distance from these. Of
100,000 pictures each takes some 20 ms, and 2000 are annotated long after the next order."""


_FAR = 1e30
"""Farther than any two points are."""


def placed(descriptors: npt.ArrayLike) -> Floats:
    """Descriptors as points whose distances compare: centred on what all have in common, each
    number scaled by how much it varies, and of length one, so that no odd picture (an empty one, a
    black one) is farther away than all others are from each other.

    Args:
        descriptors: ``(N, D)``.

    Returns:
        ``(N, D) float32``; a picture that is just as the mean is 0.
    """
    points = np.array(descriptors, np.float32)
    points -= points.mean(axis=0)
    points /= np.maximum(points.std(axis=0), 1e-6)
    points /= np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-6)
    return points


def most_typical(descriptors: npt.ArrayLike) -> int:
    """The picture that is nearest to the mean of all, of ``(N, D)`` descriptors."""
    points = np.array(descriptors, np.float32)
    points -= points.mean(axis=0)
    points /= np.maximum(points.std(axis=0), 1e-6)
    return int(np.argmin((points**2).sum(axis=1)))


def distances(points: Floats, centres: Floats) -> Floats:
    """The distance of each of ``(N, D)`` points from the nearest of ``(M, D)`` centres, ``(N,)``;
    infinite where there are none."""
    nearest = np.full(len(points), np.inf, np.float32)
    own = (points**2).sum(axis=1)
    for begin in range(0, len(centres), 256):
        some = centres[begin : begin + 256]
        squares = own[:, None] + (some**2).sum(axis=1) - 2 * points @ some.T
        np.minimum(nearest, squares.min(axis=1), out=nearest)
    return np.sqrt(np.maximum(nearest, 0))


def k_centre(
    points: Floats, done: Bits, first: int, most: int = MOST_CENTRES
) -> tuple[Indices, Floats]:
    """Those that are not done, each the farthest from what is done and from all before it.

    Args:
        points: ``(N, D)``, of :func:`placed`.
        done: ``(N,)``, which are centres already.
        first: the one to begin with where nothing is done; unused elsewhere.
        most: so many are chosen one by one, the others follow by distance.

    Returns:
        Their indices ``(M,)``, and ``(M,)`` how far each was from what comes before it: infinite
        for the first where nothing was done. Of equally far ones the earlier index comes first.
    """
    left = np.flatnonzero(~done)
    waiting = points[left]
    nearest = distances(waiting, points[done])
    if not done.any() and len(left):
        nearest[:] = _FAR
        nearest[np.searchsorted(left, first)] = 2 * _FAR
    order, far = [], []
    own = (waiting**2).sum(axis=1)
    for _ in range(min(most, len(left))):
        chosen = int(np.argmax(nearest))
        order.append(chosen)
        far.append(float(nearest[chosen]))
        squares = own + own[chosen] - 2 * (waiting @ waiting[chosen])
        np.minimum(nearest, np.sqrt(np.maximum(squares, 0)), out=nearest)
        nearest[order] = -1  # chosen once
    rest = np.argsort(-nearest, kind="stable")[: len(left) - len(order)]
    found = np.array([*order, *rest], np.int64)
    reached = np.array([*far, *nearest[rest]], np.float32)
    return left[found], np.where(reached >= _FAR, np.inf, reached)
