"""NoC@85 and NoC@90: how many clicks it takes until a mask is good enough.

The measure of interactive segmentation since Xu et al., "Deep Interactive Object Selection", 2016:
clicks are simulated one after the other, each in the middle of the largest error, until the IoU is
reached or the budget is spent. An object that is never reached counts as the whole budget, and
once more among the failures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sam.errors import SettingsError
from sam.evaluation.clicking import Clicking, Prompted
from sam.evaluation.clicks import deepest_pixel, next_click
from sam.evaluation.overlap import iou

TARGETS = (0.85, 0.90)
"""The IoUs of NoC@85 and NoC@90."""

MOST_CLICKS = 20
"""The field's budget."""


def ious_by_click(
    predictor: Prompted, truth: np.ndarray, target: float = max(TARGETS), most: int = MOST_CLICKS
) -> list[float]:
    """Click on one object until its mask is good enough.

    Args:
        predictor: a predictor whose image is set.
        truth: ``(H, W) bool``, not empty.
        target: the IoU after which nothing more is clicked.
        most: how many clicks at most.

    Returns:
        IoU with the truth after each click, 1 to ``most`` of them.

    Raises:
        SettingsError: a target that is no share, or a budget without a click.
    """
    if not 0 < target <= 1:
        raise SettingsError(
            f"The IoU to reach is {target!r}; expected a number above 0, at most 1."
        )
    if most < 1:
        raise SettingsError(f"The most clicks are {most!r}; expected at least 1.")
    clicking = Clicking(predictor, *deepest_pixel(truth))
    ious = [iou(clicking.mask, truth)]
    while ious[-1] < target and len(ious) < most:
        click = next_click(truth, clicking.mask)
        assert click is not None  # the IoU is below 1, so that there is an error
        clicking.add(*click)
        ious.append(iou(clicking.mask, truth))
    return ious


def clicks_until(ious: Sequence[float], target: float) -> int | None:
    """The number of the first click that reaches an IoU, counted from 1; None if none does."""
    return next((count for count, value in enumerate(ious, 1) if value >= target), None)


@dataclass(frozen=True)
class Noc:
    """Number of clicks over many objects.

    Attributes:
        objects: how many.
        mean: clicks, those that never got there with the whole budget.
        failures: how many never got there.
    """

    objects: int
    mean: float
    failures: int


def noc(
    series: Sequence[Sequence[float]], target: float = TARGETS[0], most: int = MOST_CLICKS
) -> Noc:
    """Sum up the series of many objects, each from :func:`ious_by_click` with at least this target.

    Raises:
        SettingsError: there is no object.
    """
    if not series:
        raise SettingsError("There are no objects to count clicks of; expected at least one.")
    counts = [clicks_until(ious[:most], target) for ious in series]
    failures = counts.count(None)
    total = sum(most if count is None else count for count in counts)
    return Noc(len(counts), total / len(counts), failures)
