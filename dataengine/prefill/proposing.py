"""From a picture's candidates to what is suggested of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from dataengine.prefill.candidates import Candidates
from dataengine.prefill.learning import LEAST_LOGIT, Learnt, logits_of
from dataengine.prefill.questions import near
from dataengine.store.suggestions import NewSuggestion
from sam.masks.nms import survivors
from sam.masks.rle import CocoRle
from sam.similar import compare, plausible, rivals

MOST = 200
"""Suggestions of one picture."""
LEAST_CHANCE = 0.05
"""What is less likely is no suggestion, however low a person puts the line."""


def proposed(
    candidates: Candidates,
    learnt: Learnt,
    rejected: Mapping[str, Sequence[CocoRle]] | None = None,
    off: Collection[str] = (),
) -> list[NewSuggestion]:
    """What is suggested of a picture, the likeliest first, and no two of one object.

    Each candidate has the label of which it is likeliest to be. Chances of two labels can be
    compared, since both are calibrated.

    Args:
        rejected: by label, masks that people rejected in this picture: they are not suggested
            again under that label.
        off: labels that are not to be suggested.
    """
    labels = [each for each in learnt.exemplars if each not in off]
    if not labels or not candidates.records:
        return []
    chances = np.stack([_chances(candidates, learnt, label, rejected or {}) for label in labels])
    best = chances.argmax(0)
    chance = chances.max(0)
    likely = np.flatnonzero(chance >= LEAST_CHANCE)
    masks = [candidates.masks[index] for index in likely.tolist()]
    stay = likely[survivors(rivals(masks), chance[likely])][:MOST]
    return [
        NewSuggestion(
            label=labels[int(best[index])],
            score=round(float(chance[index]), 6),
            line=round(learnt.calibrations[labels[int(best[index])]].line, 6),
            mask=candidates.records[index].as_dict("coco_rle"),
        )
        for index in stay.tolist()
    ]


def _chances(
    candidates: Candidates,
    learnt: Learnt,
    label: str,
    rejected: Mapping[str, Sequence[CocoRle]],
) -> np.ndarray:
    """``(N,)``: how likely each candidate is an object of the label; 0 for what cannot be."""
    exemplars = learnt.exemplars[label]
    features = compare(candidates.described, candidates.quality, exemplars)
    logits = logits_of(learnt.likeness, features)
    possible = plausible(candidates.described, exemplars) & (logits >= LEAST_LOGIT)
    possible &= ~near(candidates.masks, rejected.get(label, ()))
    return np.where(possible, learnt.calibrations[label].scaling.chances(logits), 0.0)
