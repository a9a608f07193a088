"""How well one list of masks agrees with another that is taken as the truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from pycocotools import mask as coco

Records = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Matching:
    """Counts of masks. Two may be added: percentages are taken over all pictures together.

    Attributes:
        expected: masks of the truth.
        found: masks of the other side.
        matched: pairs, one to one, whose IoU reaches what was asked for.
        score_difference: the largest between a pair's predicted IoU or stability score.
    """

    expected: int = 0
    found: int = 0
    matched: int = 0
    score_difference: float = 0.0

    def __add__(self, other: Matching) -> Matching:
        return Matching(
            self.expected + other.expected,
            self.found + other.found,
            self.matched + other.matched,
            max(self.score_difference, other.score_difference),
        )

    @property
    def recall(self) -> float:
        """Matched masks as a share of those expected."""
        return self.matched / self.expected if self.expected else 1.0

    @property
    def extra(self) -> float:
        """Masks found that match none, as a share of those expected."""
        return (self.found - self.matched) / max(self.expected, 1)


def match(found: Records, expected: Records, least_iou: float) -> Matching:
    """Pair masks one to one, best IoU first.

    Args:
        found, expected: records with COCO RLE of the same size.
        least_iou: what a pair must reach.
    """
    difference = 0.0
    matched = pairs(found, expected, least_iou)
    for a, b, _ in matched:
        for score in ("predicted_iou", "stability_score"):
            difference = max(difference, abs(found[a][score] - expected[b][score]))
    return Matching(len(expected), len(found), len(matched), difference)


def pairs(found: Records, expected: Records, least_iou: float) -> list[tuple[int, int, float]]:
    """Pair masks one to one, best IoU first.

    Args:
        found, expected: records with COCO RLE of the same size.
        least_iou: what a pair must reach, above 0.

    Returns:
        The places of both in their lists, and their IoU; a mask without a pixel is in no pair.
    """
    if not found or not expected:
        return []
    iou = np.array(
        coco.iou(
            [record["segmentation"] for record in found],
            [record["segmentation"] for record in expected],
            [False] * len(expected),
        )
    )
    iou = np.nan_to_num(iou, nan=-1.0)
    made = []
    for flat in np.argsort(-iou, axis=None, kind="stable"):
        a, b = np.unravel_index(flat, iou.shape)
        if iou[a, b] < least_iou:
            if iou.max() < least_iou:
                break
            continue
        made.append((int(a), int(b), float(iou[a, b])))
        iou[a, :] = iou[:, b] = -1
    return made
