"""What is learnt from: of a label and a picture, each candidate beside others' objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pycocotools import mask as coco

from dataengine.prefill.candidates import Candidates
from sam.masks.rle import CocoRle
from sam.similar import SAME_IOU, Described, compare, gathered, plausible

Floats = npt.NDArray[np.float64]
Bits = npt.NDArray[np.bool_]

MOST_EXEMPLARS = 24
"""Objects of a label that candidates are compared with."""
MOST_OF_ONE = 4
"""Of them from one picture: what its objects have in common counts little elsewhere."""


@dataclass(frozen=True)
class Example:
    """A picture that people have worked on, searched.

    Attributes:
        name: of the picture, unlike any other's.
        candidates: everything's.
        kept: by label, the masks of its objects, none of them empty.
        rejected: by label, masks that people rejected.
        complete: labels of which whatever else is found is wrong.
        objects: by label, the kept ones described, ``MOST_OF_ONE`` at most.
    """

    name: str
    candidates: Candidates
    kept: Mapping[str, Sequence[CocoRle]]
    rejected: Mapping[str, Sequence[CocoRle]]
    complete: frozenset[str]
    objects: Mapping[str, Described]

    @classmethod
    def of(
        cls,
        name: str,
        candidates: Candidates,
        kept: Mapping[str, Sequence[CocoRle]],
        rejected: Mapping[str, Sequence[CocoRle]],
        complete: frozenset[str],
    ) -> Example:
        """An example whose objects are described here; empty masks are left out."""
        sound = {label: [each for each in own if coco.area(each)] for label, own in kept.items()}
        sound = {label: own for label, own in sound.items() if own}
        describe = candidates.describer.describe
        objects = {label: describe(_spread(own)) for label, own in sound.items()}
        return cls(name, candidates, sound, rejected, complete, objects)


@dataclass(frozen=True)
class Question:
    """Of a label and a picture.

    Attributes:
        label: the label.
        example: the picture.
        features: ``(N, 14)`` of its candidates beside objects of other pictures.
        possible: ``(N,)``, which are about of the size of these.
        right: ``(N,)``, which are an object of the label.
        known: ``(N,)``, of which that is known: right ones, rejected ones, and where the picture is
            complete all.
    """

    label: str
    example: Example
    features: Floats
    possible: Bits
    right: Bits
    known: Bits


def questions(examples: Sequence[Example], labels: Sequence[str]) -> list[Question]:
    """A question for each label and each picture of which something is known of it, where another
    picture has an object of it."""
    found = []
    for label in labels:
        for example in examples:
            others = [each for each in examples if each.name != example.name]
            exemplars = exemplars_of(others, label)
            right, known = _truth(example, label)
            if exemplars is None or not known.any():
                continue
            own = example.candidates
            features = compare(own.described, own.quality, exemplars)
            possible = plausible(own.described, exemplars)
            found.append(Question(label, example, features, possible, right, known))
    return found


def exemplars_of(examples: Sequence[Example], label: str) -> Described | None:
    """Kept objects of a label, the first pictures' first; None where there is none."""
    own = [each.objects[label] for each in examples if label in each.objects]
    return gathered(own, MOST_EXEMPLARS) if own else None


def _truth(example: Example, label: str) -> tuple[Bits, Bits]:
    masks = example.candidates.masks
    right = near(masks, example.kept.get(label, ()))
    known = near(masks, [*example.kept.get(label, ()), *example.rejected.get(label, ())])
    if label in example.complete:
        known = np.ones(len(masks), bool)
    return right, known


def near(masks: Sequence[CocoRle], others: Sequence[CocoRle]) -> Bits:
    """``(N,)``: which masks have an IoU of 0.5 or more with one of some others."""
    if not masks or not others:
        return np.zeros(len(masks), bool)
    overlaps = np.array(coco.iou(list(masks), list(others), [0] * len(others)))
    found: Bits = np.any(overlaps >= SAME_IOU, axis=1)
    return found


def _spread(masks: Sequence[CocoRle]) -> list[CocoRle]:
    """Some of them, at even distances in their order."""
    places = np.linspace(0, len(masks) - 1, min(len(masks), MOST_OF_ONE)).round().astype(int)
    return [masks[place] for place in places]
