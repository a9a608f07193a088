"""What a project's labels look like, learnt from the pictures that people have worked on.

One regression for all labels, since its features are relative to the label's objects; it starts
from the published likeness and is drawn to it. Chances and lines are learnt from what it would have
suggested of each picture had it not seen it (:mod:`dataengine.prefill.calibration`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dataengine.prefill.calibration import Calibration, Scaling, Verdicts, calibrated
from dataengine.prefill.questions import Example, Floats, Question, exemplars_of, questions
from sam.masks.nms import survivors
from sam.similar import Described, Likeness, fit, published_likeness, rivals

LEAST_LOGIT = -4.0
"""What is less likely is neither suggested nor asked whether it would have been right."""


@dataclass(frozen=True)
class Learnt:
    """What suggestions are made with.

    Attributes:
        likeness: ranks candidates.
        exemplars: by label, what they are compared with.
        calibrations: by label, chances and the line.
    """

    likeness: Likeness
    exemplars: Mapping[str, Described]
    calibrations: Mapping[str, Calibration]


def learn(examples: Sequence[Example], labels: Sequence[str]) -> Learnt:
    """Learn from pictures that people have worked on.

    Args:
        labels: those that are wanted; one without an object in the examples is left out.
    """
    exemplars = {label: exemplars_of(examples, label) for label in labels}
    known = {label: found for label, found in exemplars.items() if found is not None}
    asked = questions(examples, list(known))
    verdicts: dict[str, list[Verdicts]] = {label: [] for label in known}
    for name in dict.fromkeys(each.example.name for each in asked):
        left = _likeness([each for each in asked if each.example.name != name])
        for each in asked:
            if each.example.name == name:
                verdicts[each.label].append(_verdicts(each, left))
    together = {label: _joined(own) for label, own in verdicts.items()}
    return Learnt(_likeness(asked), known, calibrated(together))


def from_exemplars(label: str, exemplars: Described) -> Learnt:
    """What is known of a label by one to four objects alone: the published likeness and line."""
    likeness = published_likeness()
    line = likeness.line(len(exemplars))
    return Learnt(likeness, {label: exemplars}, {label: Calibration(Scaling(), line, 0, 0)})


def logits_of(likeness: Likeness, features: Floats) -> Floats:
    """``(N, 14)`` features -> ``(N,)``."""
    found: Floats = features @ likeness.weights + likeness.bias
    return found


def _likeness(asked: Sequence[Question]) -> Likeness:
    published = published_likeness()
    some = [each for each in asked if (each.known & each.possible).any()]
    if not some:
        return published
    chosen = [each.known & each.possible for each in some]
    features = [each.features[rows] for each, rows in zip(some, chosen, strict=True)]
    right = [each.right[rows] for each, rows in zip(some, chosen, strict=True)]
    weights, bias = fit(features, right, published)
    return replace(published, weights=weights, bias=bias)


def _verdicts(question: Question, likeness: Likeness) -> Verdicts:
    """What would have been suggested of the picture, where it is known whether that was right."""
    logits = logits_of(likeness, question.features)
    likely = np.flatnonzero(question.possible & (logits >= LEAST_LOGIT))
    masks = [question.example.candidates.masks[index] for index in likely.tolist()]
    stay = likely[survivors(rivals(masks), logits[likely])]
    stay = stay[question.known[stay]]
    return Verdicts(logits[stay], question.right[stay])


def _joined(some: Sequence[Verdicts]) -> Verdicts:
    empty = np.zeros(0)
    return Verdicts(
        np.concatenate([empty, *(each.logits for each in some)]),
        np.concatenate([empty.astype(bool), *(each.right for each in some)]),
    )
