"""Accuracy of one click, the best of three candidates, three clicks and a box; NoC too.

Of the weights as they are, and beside them of the decoder as it is served, rounded to float16.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from benchmarks.dataset import Sample, data_folder, read_samples
from benchmarks.options import add_data
from sam import SamPredictor
from sam.build import load_sam
from sam.evaluation import MEASURES, TARGETS, ious_by_click, noc, score_instance
from sam.precision import AUTO, PRECISIONS, choose_precision
from sam.rounding import rounded
from sam.weights import find_checkpoint


def score(
    predictor: SamPredictor, samples: Iterable[Sample], beside: SamPredictor | None = None
) -> list[dict[str, dict[str, float]]]:
    """Mean IoU over the instances of each group.

    Args:
        predictor: encodes the pictures, and answers.
        samples: the pictures with their instances.
        beside: answers too, on the same embeddings.

    Returns:
        For each of the two, by group: the number of ``instances`` and the mean of each of
        ``MEASURES``.
    """
    predictors = [predictor] if beside is None else [predictor, beside]
    collected: list[dict[str, list[dict[str, float]]]] = [defaultdict(list) for _ in predictors]
    for sample in samples:
        image = sample.read_image()
        predictor.set_image(image)
        if beside is not None:
            beside.set_embedding(predictor.get_image_embedding(), image.shape[:2])
        for truth in sample.read_instances():
            for each, rows in zip(predictors, collected, strict=True):
                rows[sample.group].append(score_instance(each, truth))
    return [
        {
            group: {"instances": len(rows)}
            | {m: round(float(np.mean([row[m] for row in rows])), 4) for m in MEASURES}
            for group, rows in groups.items()
        }
        for groups in collected
    ]


def largest_loss(
    exact: dict[str, dict[str, float]], served: dict[str, dict[str, float]]
) -> tuple[float, str]:
    """The most that any figure of the table falls by, and which: "natural/core, box"."""
    falls = [
        (round(exact[group][measure] - served[group][measure], 4), f"{group}, {measure}")
        for group in exact
        for measure in MEASURES
    ]
    return max(falls)


def count_clicks(predictor: SamPredictor, samples: Iterable[Sample]) -> dict[str, dict[str, float]]:
    """Clicks until an IoU is reached, over the instances of each group.

    Returns:
        By group, for each of the ``TARGETS`` the mean number of clicks (``noc85``) and how many
        instances never got there (``failed85``).
    """
    collected: dict[str, list[list[float]]] = defaultdict(list)
    for sample in samples:
        predictor.set_image(sample.read_image())
        for truth in sample.read_instances():
            collected[sample.group].append(ious_by_click(predictor, truth))
    result: dict[str, dict[str, float]] = {}
    for group, series in collected.items():
        row = result.setdefault(group, {})
        for target in TARGETS:
            counted = noc(series, target)
            row[f"noc{target * 100:.0f}"] = round(counted.mean, 3)
            row[f"failed{target * 100:.0f}"] = counted.failures
    return result


def clicks_table(result: dict[str, dict[str, float]]) -> str:
    """The clicks as a Markdown table."""
    columns = [f"{target * 100:.0f}" for target in TARGETS]
    lines = [
        "| domain/role | " + " | ".join(f"NoC@{c} | never {c}" for c in columns) + " |",
        "| --- |" + " --- |" * 2 * len(columns),
    ]
    for group, row in result.items():
        figures = " | ".join(f"{row[f'noc{c}']:.2f} | {row[f'failed{c}']}" for c in columns)
        lines.append(f"| {group} | {figures} |")
    return "\n".join(lines)


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
        "--noc",
        action="store_true",
        help="count clicks until IoU 0.85 and 0.90 too, 20 at most, which takes longer",
    )
    parser.add_argument(
        "--served",
        action="store_true",
        help="score the decoder as it is served too, its weights rounded to float16",
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
    predictor = SamPredictor(model, precision)
    beside = SamPredictor(rounded(model), precision) if options.served else None
    result, *served = score(predictor, samples, beside)
    print(table(result))
    for each in served:
        print(f"\nas served, its weights rounded to float16\n{table(each)}")
        loss, where = largest_loss(result, each)
        print(f"largest loss {loss:.4f} ({where})\n")
    if options.noc:
        counted = count_clicks(predictor, samples)
        print(clicks_table(counted))
        result = {group: row | counted[group] for group, row in result.items()}
    print(f"{time.perf_counter() - started:.0f} s")
    print(json.dumps({"exact": result, "served": served[0]} if served else result))
