"""Which points of a grid are worth decoding: those whose place looks like no other chosen nearby.

Most points of a dense grid give masks that a neighbour has given already, or none, as it did. The
embedding tells beforehand: where it hardly changes from one point to the next, so do the masks.
A coarse grid is chosen first, and then, where the embedding is farthest from that of every chosen
point around, the next ones, until all others are explained.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from sam.automatic.decoder import Floats
from sam.transforms import Size

COARSE = 4
"""Every so many points across and down are chosen first."""
REACH = 3
"""So many points across and down a chosen point can explain others."""
NOVEL = 0.5
"""Distance of unit vectors from which on a place is not explained."""
ROUNDS = 4
"""In each, the most novel of neighbouring points are chosen; in the last all that are novel."""


def worth_decoding(embedding: Floats, input_size: Size, side: int) -> npt.NDArray[np.intp]:
    """Choose from a grid of ``side * side`` points.

    Args:
        embedding: ``(1, C, S/16, S/16)``.
        input_size: (h, w) of the picture in the model frame, whose side is S.
        side: points across and down, in the middle of their shares of the picture.

    Returns:
        Indices of the chosen points, counted row by row, those chosen first in front.
    """
    looks = _looks(embedding, input_size, side)
    chosen = np.zeros((side, side), bool)
    chosen[COARSE // 2 :: COARSE, COARSE // 2 :: COARSE] = True
    if not chosen.any():
        chosen[:] = True
    order = [np.flatnonzero(chosen)]
    for left in reversed(range(ROUNDS)):
        novelty = _novelty(looks, chosen)
        new = novelty > NOVEL
        if left:  # a neighbour may explain what is less novel
            new &= novelty >= ndimage.maximum_filter(novelty, 3)
        chosen |= new
        order.append(np.flatnonzero(new))
    return np.concatenate(order)


def _looks(embedding: Floats, input_size: Size, side: int) -> npt.NDArray[np.float64]:
    """The embedding at each point, as unit vectors ``(side, side, C)``."""
    cells = embedding.shape[-1]
    centres = (np.arange(side) + 0.5) / side
    # A cell is 16 model pixels wide, and what it says holds for its middle.
    ys, xs = (centres * length / 16 - 0.5 for length in input_size)
    places = np.meshgrid(ys, xs, indexing="ij")
    looks = np.stack(
        [
            ndimage.map_coordinates(channel, places, order=1, mode="nearest")
            for channel in embedding[0].reshape(-1, cells, cells)
        ],
        axis=-1,
    ).astype(np.float64)
    unit: npt.NDArray[np.float64] = looks / np.maximum(
        np.linalg.norm(looks, axis=-1, keepdims=True), 1e-12
    )
    return unit


def _novelty(looks: npt.NDArray[np.float64], chosen: npt.NDArray[np.bool_]) -> Floats:
    """How far each point's look is from that of the nearest in kind chosen around it.

    Chosen points have -1, points without a chosen one in reach infinity.
    """
    side = len(chosen)
    novelty = np.full((side, side), np.inf)
    padded = np.pad(looks, ((REACH, REACH), (REACH, REACH), (0, 0)))
    known = np.pad(chosen, REACH)
    for dy in range(2 * REACH + 1):
        for dx in range(2 * REACH + 1):
            shifted = padded[dy : dy + side, dx : dx + side]
            likeness = np.einsum("yxc,yxc->yx", looks, shifted)
            distance = np.sqrt(np.maximum(2 - 2 * likeness, 0))
            distance[~known[dy : dy + side, dx : dx + side]] = np.inf
            np.minimum(novelty, distance, out=novelty)
    novelty[chosen] = -1
    return novelty
