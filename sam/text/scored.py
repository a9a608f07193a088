"""How well candidates fit words, and which of them are left where several are of one object."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sam.masks.nms import survivors
from sam.masks.rle import CocoRle
from sam.similar import rivals as of_one_object
from sam.similar.cover import cover

Floats = npt.NDArray[np.float32]

ALWAYS_RIVALS = ("background", "something else", "a part of something")
"""What a candidate may be besides what is named, so that nothing is an answer."""

LEAST = 0.02
"""What is less similar is no match, however low a person puts the line."""

LINE = 0.5
"""From which similarity on matches are to be looked at: more than all rivals together."""

_AROUND = 0.15
"""What of a candidate's box, on each side, an answer of the decoder is compared in besides it."""


def shares(logits: Floats, words: int) -> Floats:
    """What each of the words has of a candidate beside all its rivals, ``(M, words)``, 0 to 1.

    Args:
        logits: ``(M, N)``, those of the words first, those of their rivals after them.
        words: how many are looked for.
    """
    powers = np.exp(logits - logits.max(1, keepdims=True))
    found: Floats = (powers / powers.sum(1, keepdims=True))[:, :words]
    return found


def agreement(chance: Floats, scale: float, masks: Sequence[CocoRle]) -> Floats:
    """How much an answer of the decoder agrees with each mask, where that is: ``(M,)``, 0 to 1.

    The intersection over union of both, in the mask's box and a little around it: other objects
    that the answer shows too do not count.

    Args:
        chance: ``(rows, columns)``, 0 to 1: the answer on the decoder's grid, without padding.
        scale: cells of that grid to a pixel of the picture.
        masks: candidates.
    """
    found = np.zeros(len(masks), np.float32)
    for at, mask in enumerate(masks):
        own = cover(mask, scale, (chance.shape[0], chance.shape[1]))
        if own is None:
            continue
        rows, columns = own.shares.shape
        more = int(np.ceil(max(rows, columns) * _AROUND))
        top, left = max(own.row - more, 0), max(own.column - more, 0)
        there = chance[top : own.row + rows + more, left : own.column + columns + more]
        wanted = np.zeros_like(there)
        y, x = own.row - top, own.column - left
        wanted[y : y + rows, x : x + columns] = own.shares
        union = np.maximum(wanted, there).sum()
        found[at] = np.minimum(wanted, there).sum() / union if union else 0.0
    return found


def chosen(masks: Sequence[CocoRle], similarity: Floats, least: float = LEAST) -> list[int]:
    """Places of those masks that may be what is looked for, the most similar first; of several
    that are of one object, or parts of it, the most similar alone.

    Args:
        masks: candidates.
        similarity: ``(M,)`` of each.
        least: below it is none.
    """
    likely = np.flatnonzero(similarity >= least)
    kept = survivors(of_one_object([masks[at] for at in likely.tolist()]), similarity[likely])
    found: list[int] = likely[kept].tolist()
    return found
