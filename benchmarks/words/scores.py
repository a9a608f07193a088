"""What was found beside what is there: precision, recall, and whether presence was known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pycocotools import mask as coco

from sam.masks.rle import CocoRle

SAME_IOU = 0.5
"""From this IoU on a mask is that of an object."""


@dataclass
class Tally:
    """Counts over pictures and words.

    Attributes:
        right, wrong: masks found that are an object's of the word, and that are not.
        missed: objects that were not found.
        present: pairs of picture and word, by whether it is there and whether something was found.
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0
    present: dict[tuple[bool, bool], int] = field(
        default_factory=lambda: {(a, b): 0 for a in (True, False) for b in (True, False)}
    )

    def count(self, found: Sequence[CocoRle], truths: Sequence[CocoRle]) -> None:
        """Count one word in one picture: masks found, the most similar first, and objects."""
        self.present[bool(truths), bool(found)] += 1
        left = list(truths)
        for mask in found:
            ious = coco.iou([mask], left, [0] * len(left))[0] if left else []
            best = max(range(len(left)), key=lambda at: ious[at], default=None)
            if best is not None and ious[best] >= SAME_IOU:
                self.right += 1
                del left[best]
            else:
                self.wrong += 1
        self.missed += len(left)

    @property
    def precision(self) -> float:
        """Of what was found, what is right; 1 where nothing was."""
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Of what is there, what was found."""
        there = self.right + self.missed
        return self.right / there if there else 1.0

    @property
    def presence_mcc(self) -> float:
        """Matthews' correlation of "it is there" and "something was found": 1 always right, 0 as
        good as chance."""
        tp, fn = self.present[True, True], self.present[True, False]
        fp, tn = self.present[False, True], self.present[False, False]
        scale = ((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)) ** 0.5
        return (tp * tn - fp * fn) / scale if scale else 0.0

    def as_json(self) -> dict[str, float]:
        """The three figures."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "presence_mcc": round(self.presence_mcc, 4),
        }
