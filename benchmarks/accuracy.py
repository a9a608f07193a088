"""Accuracy of one click, the best of three candidates, three clicks and a box."""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from benchmarks.clicks import box_of, deepest_pixel, iou, next_click
from benchmarks.dataset import Sample, data_folder, read_samples
from benchmarks.options import add_data
from sam import SamPredictor
from sam.build import load_sam
from sam.precision import AUTO, PRECISIONS, choose_precision
from sam.weights import find_checkpoint

MEASURES = ("one_click", "best_of_3", "three_clicks", "box")


def score_instance(predictor: SamPredictor, truth: np.ndarray) -> dict[str, float]:
    """Score one instance of the picture that the predictor holds.

    One click: three candidates, that of the highest predicted IoU. Three clicks: two corrections
    follow, each with all points so far, the previous 256x256 logits and a single mask. Box: the
    tight box, a single mask.

    Args:
        predictor: a predictor whose image is set.
        truth: ``(H, W) bool``.

    Returns:
        IoU with the truth, by measure.
    """
    points = [deepest_pixel(truth)]
    labels = [1]
    masks, predicted, logits = predictor.predict(
        point_coords=np.array(points), point_labels=np.array(labels), multimask_output=True
    )
    chosen = int(np.argmax(predicted))
    mask, previous = masks[chosen], logits[chosen : chosen + 1]
    scores = {"one_click": iou(mask, truth), "best_of_3": max(iou(m, truth) for m in masks)}
    for _ in range(2):
        click = next_click(truth, mask)
        if click is None:
            break
        points.append(click[:2])
        labels.append(click[2])
        masks, _, previous = predictor.predict(
            point_coords=np.array(points),
            point_labels=np.array(labels),
            mask_input=previous,
            multimask_output=False,
        )
        mask = masks[0]
    scores["three_clicks"] = iou(mask, truth)
    masks, _, _ = predictor.predict(box=box_of(truth), multimask_output=False)
    scores["box"] = iou(masks[0], truth)
    return scores


def score(predictor: SamPredictor, samples: Iterable[Sample]) -> dict[str, dict[str, float]]:
    """Mean IoU over the instances of each group.

    Returns:
        By group, the number of ``instances`` and the mean of each of ``MEASURES``.
    """
    collected: dict[str, list[dict[str, float]]] = defaultdict(list)
    for sample in samples:
        predictor.set_image(sample.read_image())
        for truth in sample.read_instances():
            collected[sample.group].append(score_instance(predictor, truth))
    return {
        group: {"instances": len(rows)}
        | {m: round(float(np.mean([row[m] for row in rows])), 4) for m in MEASURES}
        for group, rows in collected.items()
    }


def table(result: dict[str, dict[str, float]]) -> str:
    """The result as a Markdown table."""
    lines = [
        "| domain/role | instances | 1 click | best of 3 | 3 clicks | box |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for group, row in result.items():
        lines.append(
            f"| {group} | {row['instances']} | "
            + " | ".join(f"{row[m]:.3f}" for m in MEASURES)
            + " |"
        )
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare this benchmark's options."""
    add_data(parser)
    parser.add_argument(
        "--checkpoint", type=Path, help="checkpoint file (default: the one in weights/)"
    )
    parser.add_argument(
        "--model", help="kind of the checkpoint (default: recognised from its keys)"
    )
    parser.add_argument("--device", default="cpu", help="torch device (default: cpu)")
    parser.add_argument(
        "--precision",
        choices=(AUTO, *PRECISIONS),
        default="float32",
        help="what the image encoder computes in (default: float32)",
    )
    parser.add_argument(
        "--group", action="append", help="score only this domain/role; may be repeated"
    )


def run(options: argparse.Namespace) -> None:
    """Score, print the table, and as the last line one JSON object."""
    samples = read_samples(data_folder(options.data))
    if options.group:
        samples = [sample for sample in samples if sample.group in options.group]
    checkpoint = options.checkpoint or find_checkpoint(options.model)
    model = load_sam(checkpoint, kind=options.model, device=options.device)
    instances = sum(sample.instances for sample in samples)
    precision = choose_precision(options.precision, model.kind, model.device)
    print(
        f"{len(samples)} pictures, {instances} instances, {model.kind} from {checkpoint}, "
        f"encoded in {precision}"
    )
    started = time.perf_counter()
    result = score(SamPredictor(model, precision), samples)
    print(table(result))
    print(f"{time.perf_counter() - started:.0f} s")
    print(json.dumps(result))
