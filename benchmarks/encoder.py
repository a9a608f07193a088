"""The image encoder on the CPU: ours beside onnxruntime and plain PyTorch, and what masks lose."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any

import torch

from benchmarks import machine
from benchmarks.agreement import spread_instances
from benchmarks.dataset import data_folder, read_samples
from benchmarks.encoders import (
    BFLOAT16,
    EAGER,
    FLOAT32,
    ONNXRUNTIME,
    OURS,
    default_model,
    measure,
    open_side,
    preprocessed,
    sides_here,
)
from benchmarks.options import add_instances, positive
from benchmarks.peak import Peak, measured
from benchmarks.precisions import PROMPTS, MaskAgreement, compare
from benchmarks.roofline import operations, product_gigaflops
from benchmarks.timings import Timing, speedup, speedup_of_minima
from sam import SamPredictor
from sam.config import CONFIGS
from sam.precision import AUTO, choose_precision

FACTORS = {FLOAT32: torch.float32, BFLOAT16: torch.bfloat16}
"""What our sides multiply, or most of it."""


def table(timings: Mapping[str, Timing], peaks: Mapping[str, Peak]) -> str:
    """One line a side: milliseconds, how they compare, and the peak memory of a process."""
    titles = f"{'x onnxruntime':>14}{'of minima':>11}{'peak MB':>10}"
    lines = [f"{'':<24}{'ms: median (minimum, spread)':<40}{titles}"]
    for side, timing in timings.items():
        ratio, least = (f"{_ratio(timings, side, by):.2f}" for by in (speedup, speedup_of_minima))
        lines.append(
            f"{side:<24}{timing!s:<40}{ratio:>14}{least:>11}{_megabytes(peaks[side].peak):>10}"
        )
    return "\n".join(lines)


def summary(
    timings: Mapping[str, Timing],
    precision: str,
    agreements: Mapping[str, MaskAgreement],
    peaks: Mapping[str, Peak],
    kinds: Mapping[str, Peak],
) -> dict[str, Any]:
    """The figures that are compared from one version to the next.

    Args:
        timings: by side.
        precision: the automatic choice here.
        agreements: bfloat16 with float32, by prompt; empty where it was not measured.
        peaks: by side.
        kinds: of models with random weights, by kind.

    Returns:
        ``time_vs_onnxruntime`` and ``mean_iou_vs_float32`` are of the automatic choice, the latter
        over one-click and box masks; it is 1 where the choice is float32 itself.
    """
    result: dict[str, Any] = {
        "time_vs_onnxruntime": _ratio(timings, OURS[precision]),
        "precision": precision,
        "mean_iou_vs_float32": 1.0 if precision == "float32" else _mean(agreements),
        "float32_time_vs_onnxruntime": _ratio(timings, FLOAT32),
        "least_disturbed_time_vs_onnxruntime": _ratio(timings, OURS[precision], speedup_of_minima),
        "eager_time_vs_onnxruntime": _ratio(timings, EAGER),
        "ours_ms": round(timings[OURS[precision]].median, 1),
        "onnxruntime_ms": round(timings[ONNXRUNTIME].median, 1),
        "peak_mb": _rounded(peaks[OURS[precision]].peak),
        "onnxruntime_peak_mb": _rounded(peaks[ONNXRUNTIME].peak),
    }
    for name, agreement in agreements.items():
        result[f"bfloat16_{name}"] = {
            "masks": agreement.masks,
            "mean_iou": round(agreement.mean_iou, 5),
            "min_iou": round(agreement.min_iou, 5),
            "poor": agreement.poor,
        }
    for kind, peak in kinds.items():
        result[f"{kind}_peak_mb"] = _rounded(peak.peak)
    return result


def _ratio(
    timings: Mapping[str, Timing],
    side: str,
    compared: Callable[[Timing, Timing], float] = speedup,
) -> float:
    """Time of a side, as a part of onnxruntime's."""
    return round(compared(timings[ONNXRUNTIME], timings[side]), 3)


def _mean(agreements: Mapping[str, MaskAgreement]) -> float | None:
    """Over one-click and box masks, of which there are as many."""
    first = [agreements[name].mean_iou for name in PROMPTS[:2] if name in agreements]
    return round(sum(first) / len(first), 5) if first else None


def _rounded(megabytes: float | None) -> int | None:
    return None if megabytes is None else round(megabytes)


def _megabytes(megabytes: float | None) -> str:
    return "unknown" if megabytes is None else f"{megabytes:.0f}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare this benchmark's options."""
    parser.add_argument("--rounds", type=positive, default=15, help="rounds to time (default: 15)")
    parser.add_argument(
        "--threads", type=positive, default=2, help="threads of every side (default: 2)"
    )
    parser.add_argument(
        "--peak",
        action="append",
        choices=tuple(CONFIGS),
        default=[],
        metavar="KIND",
        help="measure the memory of one encode of this kind too, with random weights: vit_h, "
        "vit_l, vit_b or vit_t; may be repeated",
    )
    add_instances(parser, default=40)


def run(options: argparse.Namespace) -> None:
    """Measure, print what was found, and as the last line one JSON object."""
    samples = read_samples(data_folder(options.data)) if options.all or options.instances else []
    instances = sum(sample.instances for sample in samples) if options.all else options.instances
    model = default_model()
    precision = choose_precision(AUTO, model.kind, model.device)
    sides = sides_here()
    print(f"{machine.describe()}; load {machine.load()}")
    print(
        f"PyTorch {torch.__version__}, onnxruntime {version('onnxruntime')}, "
        f"{options.threads} thread(s); --precision auto takes {precision} here"
    )
    batch = preprocessed(model)
    encoders = {side: open_side(side, options.threads) for side in sides}
    timings = measure(encoders, batch, options.rounds, time.perf_counter)
    rates = {side: product_gigaflops(FACTORS[side]) for side in sides if side in FACTORS}
    del encoders
    peaks = {side: measured(side, options.threads) for side in sides}
    print(f"one picture at 1024x1024, {options.rounds} rounds")
    print(table(timings, peaks))
    needed = operations(model.image_encoder, (batch,))
    for side, rate in rates.items():
        print(
            f"floor, {side}: {needed / 1e9:.0f} Gflop at {rate:.0f} Gflop/s, the rate of one large "
            f"product here, are {needed / rate / 1e6:.0f} ms"
        )
    kinds = {kind: measured(kind, options.threads) for kind in options.peak}
    for kind, peak in kinds.items():
        print(
            f"{kind}, random weights, float32: at most {_megabytes(peak.peak)} MB, of which "
            f"{_megabytes(peak.before)} MB before encoding; {peak.seconds:.1f} s"
        )
    agreements: dict[str, MaskAgreement] = {}
    if samples and BFLOAT16 in sides:
        exact, other = SamPredictor(model), SamPredictor(model, "bfloat16")
        agreements = compare(exact, other, spread_instances(samples, instances))
        print(f"masks of bfloat16 against float32, {instances} instances")
        for name, found in agreements.items():
            print(
                f"{name:<16}mean IoU {found.mean_iou:.5f}, worst {found.min_iou:.5f}, "
                f"{found.poor} of {found.masks} below 0.95"
            )
    print(f"Load at the end: {machine.load()}")
    print(json.dumps(summary(timings, precision, agreements, peaks, kinds)))
