"""How the annotator goes about one object.

A click in the middle of it; the best of the candidates, where another than the first is clearly
better; then clicks in the middle of the largest error, until the mask is good enough or six further
actions are spent; and the mask is kept with the object's class. The annotator sees the page's own
masks, and knows the true one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from sam.evaluation import deepest_pixel, iou, next_click

TARGET = 0.85
"""The IoU at which a mask is good enough."""

MOST_FURTHER = 6
"""Actions after the first click, before the mask is kept as it is."""

CLEARLY = 0.05
"""By how much the IoU of a candidate must be higher for a person to see it in thumbnails."""


class Hand(Protocol):
    """Something that annotates: a page. Every act is one action, and returns the milliseconds that
    were waited for its answer. Places are pixels of the picture."""

    def blocked(self) -> np.ndarray:
        """``(H, W) bool``: where a click would not prompt, because of what lies there."""
        ...

    def click(self, x: int, y: int, label: int) -> float:
        """Point at the object (1), or at what does not belong to it (0)."""
        ...

    def mask(self) -> np.ndarray:
        """``(H, W) bool``: what the page shows."""
        ...

    def candidates(self) -> Sequence[np.ndarray]:
        """What the page offers, first what it shows; a look, and no action."""
        ...

    def choose(self, rank: int) -> float:
        """Take another candidate, counted from 0."""
        ...

    def keep(self, label: str) -> Sequence[float]:
        """Make the mask an object of that class: the waits of as many actions as that takes."""
        ...

    def drop(self) -> float:
        """Give up a mask without a pixel, which is no object."""
        ...


@dataclass
class Outcome:
    """What became of an object.

    Attributes:
        iou: of the mask that was kept, 0 of none.
        waits: milliseconds, one for each action.
        prompts: how many of the actions were prompts.
        looks: how often the annotator judged what the page showed: a mask, or its candidates.
    """

    iou: float = 0.0
    waits: list[float] = field(default_factory=list)
    prompts: int = 0
    looks: int = 0

    @property
    def reached(self) -> bool:
        """Whether the mask is good enough."""
        return self.iou >= TARGET


def annotate(hand: Hand, truth: np.ndarray, label: str) -> Outcome:
    """Annotate one object.

    Args:
        hand: has the picture before it, and no mask on it.
        truth: ``(H, W) bool``, not empty.
        label: its class.
    """
    outcome = Outcome()
    free = truth & ~hand.blocked()
    if not free.any():
        return outcome  # nothing of it can be clicked

    def prompt(x: int, y: int, sign: int) -> np.ndarray:
        outcome.waits.append(hand.click(x, y, sign))
        outcome.prompts += 1
        outcome.looks += 1
        return hand.mask()

    mask = prompt(*deepest_pixel(free), 1)
    if iou(mask, truth) < TARGET:
        offered = hand.candidates()
        outcome.looks += 1
        scores = [iou(each, truth) for each in offered]
        best = int(np.argmax(scores))
        if scores[best] >= scores[0] + CLEARLY:
            outcome.waits.append(hand.choose(best))
            mask = offered[best]
    while iou(mask, truth) < TARGET and len(outcome.waits) <= MOST_FURTHER:
        blocked = hand.blocked()
        click = next_click(truth & ~blocked, mask & ~blocked)
        if click is None:
            break
        mask = prompt(*click)
    if mask.any():
        outcome.waits += hand.keep(label)
        outcome.iou = iou(mask, truth)
    else:
        outcome.waits.append(hand.drop())
    return outcome
