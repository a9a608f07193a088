"""Suppression of overlaps: of two boxes that overlap much, the better one stays."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Bits = npt.NDArray[np.bool_]
Order = npt.NDArray[np.intp]


def overlaps(boxes: npt.ArrayLike, others: npt.ArrayLike, threshold: float) -> Bits:
    """Whether the IoU of two boxes is above a threshold.

    In float32 and without a pixel added to widths, as torchvision computes it; boxes without area
    overlap nothing.

    Args:
        boxes: ``(N, 4)`` XYXY.
        others: ``(M, 4)`` XYXY.

    Returns:
        ``(N, M)``.
    """
    a = np.asarray(boxes, np.float32).reshape(-1, 1, 4)
    b = np.asarray(others, np.float32).reshape(1, -1, 4)
    shared = np.minimum(a[..., 2:], b[..., 2:]) - np.maximum(a[..., :2], b[..., :2])
    intersection = shared.clip(0).prod(-1)
    area_a, area_b = ((box[..., 2:] - box[..., :2]).prod(-1) for box in (a, b))
    with np.errstate(divide="ignore", invalid="ignore"):
        iou = intersection / (area_a + area_b - intersection)
    above: Bits = iou.astype(np.float64) > threshold
    return above


def by_score(scores: npt.ArrayLike) -> Order:
    """Indices by falling score; equal scores stay in their order."""
    return np.argsort(-np.asarray(scores, np.float64), kind="stable")


def survivors(overlap: Bits, scores: npt.ArrayLike) -> Order:
    """Greedy suppression: by falling score, each that no survivor overlaps survives.

    Args:
        overlap: ``(N, N)``, symmetric.
        scores: ``(N,)``.

    Returns:
        Indices of the survivors by falling score, as torchvision's ``batched_nms`` orders them.
    """
    suppressed = np.zeros(len(overlap), bool)
    kept = []
    for index in by_score(scores):
        if not suppressed[index]:
            kept.append(index)
            suppressed |= overlap[index]
    return np.array(kept, np.intp)


def nms(boxes: npt.ArrayLike, scores: npt.ArrayLike, threshold: float) -> Order:
    """Suppress boxes ``(N, 4)`` XYXY with scores ``(N,)``; see :func:`survivors`."""
    return survivors(overlaps(boxes, boxes, threshold), scores)
