"""How well somebody's objects agree with a known answer: one list of records beside another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dataengine.records import Json
from sam.evaluation.matching import pairs

LEAST_IOU = 0.5
"""Two masks of one label that have so much in common are of one object."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of objects. Two may be added: means are taken over all pictures together.

    Attributes:
        pictures: how many were compared.
        expected: objects of the known answers.
        found: objects that were made instead.
        matched: pairs of both, one to one.
        overlap: the sum of the pairs' IoU.
    """

    pictures: int = 0
    expected: int = 0
    found: int = 0
    matched: int = 0
    overlap: float = 0.0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            self.pictures + other.pictures,
            self.expected + other.expected,
            self.found + other.found,
            self.matched + other.matched,
            self.overlap + other.overlap,
        )

    @property
    def missed(self) -> int:
        """Objects of the known answers that have no partner."""
        return self.expected - self.matched

    @property
    def extra(self) -> int:
        """Objects that were made and have no partner."""
        return self.found - self.matched

    @property
    def iou(self) -> float | None:
        """The mean of the pairs' IoU; None without a pair."""
        return self.overlap / self.matched if self.matched else None

    @property
    def agreement(self) -> float | None:
        """Panoptic quality (Kirillov et al., 2019): the pairs' IoU, shared out among all objects of
        either side. None where neither has one.
        """
        both = self.expected + self.found
        return 2 * self.overlap / both if both else None


def agreements(
    known: Sequence[Json], made: Sequence[Json], labels: Collection[str]
) -> dict[str, Agreement]:
    """Compare one picture's objects with its known answer, each label by itself.

    Args:
        known, made: annotation records of one picture.
        labels: those of which the known answer has every object; others are left out.
    """
    found = {}
    for label in labels:
        ours = [each for each in made if each["label"] == label]
        theirs = [each for each in known if each["label"] == label]
        ious = [iou for _, _, iou in pairs(ours, theirs, LEAST_IOU)]
        found[label] = Agreement(1, len(theirs), len(ours), len(ious), sum(ious))
    return found
