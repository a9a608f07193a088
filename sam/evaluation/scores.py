"""Accuracy of one click, the best of three candidates, three clicks and a box."""

from __future__ import annotations

import numpy as np

from sam.evaluation.clicking import Clicking, Prompted
from sam.evaluation.clicks import box_of, deepest_pixel, next_click
from sam.evaluation.overlap import iou

MEASURES = ("one_click", "best_of_3", "three_clicks", "box")


def score_instance(predictor: Prompted, truth: np.ndarray) -> dict[str, float]:
    """Score one instance of the picture that the predictor holds.

    One click: three candidates, that of the highest predicted IoU. Three clicks: two corrections
    follow, each with all points so far, the previous 256x256 logits and a single mask. Box: the
    tight box, a single mask.

    Args:
        predictor: a predictor whose image is set.
        truth: ``(H, W) bool``, not empty.

    Returns:
        IoU with the truth, by measure.
    """
    clicking = Clicking(predictor, *deepest_pixel(truth))
    scores = {
        "one_click": iou(clicking.mask, truth),
        "best_of_3": max(iou(candidate, truth) for candidate in clicking.candidates),
    }
    for _ in range(2):
        click = next_click(truth, clicking.mask)
        if click is None:
            break
        clicking.add(*click)
    scores["three_clicks"] = iou(clicking.mask, truth)
    masks, _, _ = predictor.predict(box=box_of(truth), multimask_output=False)
    scores["box"] = iou(masks[0], truth)
    return scores
