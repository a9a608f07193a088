"""From candidates and exemplars to suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pycocotools import mask as coco

from sam.masks.nms import survivors
from sam.masks.rle import CocoRle
from sam.similar.compared import compare, plausible
from sam.similar.described import Described, Floats
from sam.similar.likeness import Likeness, published_likeness

SAME_IOU = 0.5
"""From this IoU on two masks are of one object."""
_INSIDE = 0.8
"""Of two suggestions one of which lies inside the other to this share, the better one stays."""
_INSIDE_EXEMPLAR = 0.7
"""What lies inside an exemplar to this share is a part of it."""

LEAST_SCORE = 0.02
"""What is less likely is no suggestion, however low a person puts the line."""

Bits = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Suggested:
    """A candidate that may be of the exemplars' kind.

    Attributes:
        index: of the candidate.
        score: 0 to 1, how likely it is right.
    """

    index: int
    score: float


@dataclass(frozen=True)
class Suggestions:
    """What is suggested of a picture, the likeliest first, and no two of one object.

    Attributes:
        found: above the line and below it.
        line: the score from which on a suggestion should be looked at.
    """

    found: tuple[Suggested, ...]
    line: float

    @property
    def above(self) -> tuple[Suggested, ...]:
        """Those above the line: none is an answer."""
        return tuple(each for each in self.found if each.score >= self.line)


def suggest(
    masks: Sequence[CocoRle],
    candidates: Described,
    quality: npt.ArrayLike,
    exemplars: Described,
    exemplar_masks: Sequence[CocoRle] = (),
    others: Sequence[CocoRle] = (),
    likeness: Likeness | None = None,
) -> Suggestions:
    """Rank everything's candidates of a picture by how like the exemplars they are.

    Args:
        masks: the candidates.
        candidates: the same, described.
        quality: ``(N, 2)``, predicted IoU and stability score of each.
        exemplars: kept objects, described, of this picture or of others; four are enough.
        exemplar_masks: those of them that are in this picture: neither they nor their parts are
            suggested.
        others: masks of this picture that are not to be suggested: what was kept or rejected.
        likeness: None for the published one.

    Raises:
        PromptError: no exemplar.
    """
    learnt = likeness or published_likeness()
    scores = learnt.scores(compare(candidates, quality, exemplars))
    likely = np.flatnonzero(plausible(candidates, exemplars) & (scores >= LEAST_SCORE))
    known = taken([masks[index] for index in likely.tolist()], exemplar_masks, others)
    chosen: list[int] = likely[~known].tolist()
    kept = survivors(rivals([masks[index] for index in chosen]), scores[chosen])
    found = (Suggested(chosen[each], float(scores[chosen[each]])) for each in kept)
    return Suggestions(tuple(found), learnt.line(len(exemplars)))


def taken(
    masks: Sequence[CocoRle], exemplars: Sequence[CocoRle], others: Sequence[CocoRle] = ()
) -> Bits:
    """``(N,)``: which masks are an exemplar's or a part of one, or another known mask's."""
    found = np.zeros(len(masks), bool)
    for known in (exemplars, others):
        if masks and known:
            found |= (_iou(masks, known) >= SAME_IOU).any(1)
    if masks and exemplars:
        found |= (_inside(masks, exemplars) > _INSIDE_EXEMPLAR).any(1)
    return found


def rivals(masks: Sequence[CocoRle]) -> Bits:
    """``(N, N)``, symmetric: which two masks are of one object, or one a part of the other."""
    if not masks:
        return np.zeros((0, 0), bool)
    inside = _inside(masks, masks) > _INSIDE
    found: Bits = (_iou(masks, masks) > SAME_IOU) | inside | inside.T
    return found


def _iou(masks: Sequence[CocoRle], others: Sequence[CocoRle]) -> Floats:
    return np.array(coco.iou(list(masks), list(others), [0] * len(others)), np.float64)


def _inside(masks: Sequence[CocoRle], others: Sequence[CocoRle]) -> Floats:
    """``(N, M)``: the share of each mask that lies inside each other one."""
    return np.array(coco.iou(list(masks), list(others), [1] * len(others)), np.float64)
