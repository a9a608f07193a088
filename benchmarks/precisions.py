"""How well masks agree when the image encoder computes in bfloat16 instead of float32."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.dataset import Sample
from sam import SamPredictor
from sam.evaluation import box_of, deepest_pixel, iou, next_click

PROMPTS = ("one_click", "box", "second_click")
POOR = 0.95
"""A mask that agrees less than this looks like another mask."""


@dataclass(frozen=True)
class MaskAgreement:
    """Of one kind of prompt: over how many masks, and the IoU of the two precisions' masks.

    Attributes:
        masks: how many pairs were compared.
        mean_iou, min_iou: between them.
        poor: how many pairs are below ``POOR``.
    """

    masks: int
    mean_iou: float
    min_iou: float
    poor: int

    @classmethod
    def of(cls, ious: Sequence[float]) -> MaskAgreement:
        """Sum up at least one pair's IoU."""
        return cls(len(ious), float(np.mean(ious)), min(ious), sum(iou < POOR for iou in ious))


def compare_instance(
    exact: SamPredictor, other: SamPredictor, truth: np.ndarray
) -> dict[str, float]:
    """Ask two predictors that hold the same picture about one instance.

    One click: of the three masks the one that the exact predictor would choose, the same token of
    both. Box: the tight one, a single mask. Second click: the correction of the exact predictor's
    mask, each predictor refining its own logits of the first click.

    Args:
        exact: computes in float32.
        other: computes in something else.
        truth: ``(H, W) bool``, tells where to click.

    Returns:
        IoU between the two masks by prompt. There is no second click where the first left nothing
        to correct.
    """
    points, labels = [deepest_pixel(truth)], [1]
    answers = [
        predictor.predict(point_coords=np.array(points), point_labels=np.array(labels))
        for predictor in (exact, other)
    ]
    token = int(np.argmax(answers[0][1]))
    result = {"one_click": iou(*(masks[token] for masks, _, _ in answers))}
    boxed = [
        predictor.predict(box=box_of(truth), multimask_output=False)[0][0]
        for predictor in (exact, other)
    ]
    result["box"] = iou(*boxed)
    correction = next_click(truth, answers[0][0][token])
    if correction is not None:
        points.append(correction[:2])
        labels.append(correction[2])
        refined = [
            predictor.predict(
                point_coords=np.array(points),
                point_labels=np.array(labels),
                mask_input=logits[token : token + 1],
                multimask_output=False,
            )[0][0]
            for predictor, (_, _, logits) in zip((exact, other), answers, strict=True)
        ]
        result["second_click"] = iou(*refined)
    return result


def compare(
    exact: SamPredictor, other: SamPredictor, samples: Iterable[tuple[Sample, Sequence[int]]]
) -> dict[str, MaskAgreement]:
    """Compare the masks of two precisions.

    Args:
        exact: computes in float32.
        other: the same model in something else.
        samples: pictures with the positions of the instances to click.

    Returns:
        By prompt, one of ``PROMPTS``; those that never came up are absent.
    """
    found: dict[str, list[float]] = {name: [] for name in PROMPTS}
    for sample, positions in samples:
        image = sample.read_image()
        exact.set_image(image)
        other.set_image(image)
        for position, truth in enumerate(sample.read_instances()):
            if position in positions:
                for name, value in compare_instance(exact, other, truth).items():
                    found[name].append(value)
    return {name: MaskAgreement.of(ious) for name, ious in found.items() if ious}
