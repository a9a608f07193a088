"""Segment everything: ours beside the published algorithm, from one embedding."""

from __future__ import annotations

import argparse
import dataclasses
import json
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image
from skimage import data

from benchmarks import machine
from benchmarks.dataset import Sample, data_folder, read_samples
from benchmarks.footprint import peak_extra_megabytes
from benchmarks.native_click import NativeClick
from sam.automatic import (
    Event,
    EverythingSettings,
    Found,
    SamAutomaticMaskGenerator,
    collect,
    preset,
)
from sam.build import load_sam
from sam.evaluation import Matching, match, reference
from sam.modeling import Sam
from sam.weights import find_checkpoint

Photograph = npt.NDArray[np.uint8]
Records = list[dict[str, Any]]

SAME_IOU = 0.95
"""From this IoU on, two masks count as the same."""
SIMILAR_IOU = 0.75
"""From this IoU on, a mask of the preset fast stands for one of the default's."""
LARGE = (1800, 1200)
"""Width and height of the largest picture compared."""


@dataclass(frozen=True)
class Run:
    """One run of ours: seconds to the end and to the first mask, and the result."""

    seconds: float
    first_mask: float
    records: Records


@dataclass
class Sums:
    """What is gathered over pictures."""

    matching: Matching = field(default_factory=Matching)
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    clicks: list[float] = field(default_factory=list)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare this benchmark's options."""
    parser.add_argument(
        "--pictures",
        type=int,
        default=10,
        help="evaluation pictures compared with the reference, which takes minutes for each, "
        f"besides a photograph of {LARGE[0]}x{LARGE[1]} (default: 10)",
    )
    parser.add_argument(
        "--fast-pictures",
        type=int,
        default=1000,
        help="core pictures on which the preset fast is compared with the default (default: all)",
    )
    parser.add_argument(
        "--points-per-side", type=int, default=32, help="of both sides' grid (default: 32)"
    )
    parser.add_argument(
        "--quick", action="store_true", help="2 pictures and 8 points a side, to try it out"
    )
    parser.add_argument(
        "--data",
        type=Path,
        help="folder with index.csv (default: $SEGMENT_DATA, else ../shared/data)",
    )


def run(options: argparse.Namespace) -> None:
    """Measure, print what was found, and as the last line one JSON object."""
    if options.quick:
        options.pictures, options.fast_pictures, options.points_per_side = 2, 2, 8
    settings = EverythingSettings(points_per_side=options.points_per_side)
    samples = read_samples(data_folder(options.data))
    model = load_sam(find_checkpoint("vit_t"), kind="vit_t")
    print(f"{machine.describe()}; load {machine.load()}; {torch.get_num_threads()} threads")
    large = large_photograph()
    peaks = [
        peak_extra_megabytes(dataclasses.replace(settings, points_per_side=side), large)
        for side in (max(2, options.points_per_side // 2), options.points_per_side)
    ]
    print(f"Peak extra memory, a quarter of the points and all: {peaks[0]:.0f}, {peaks[1]:.0f} MB")
    click = NativeClick(threads=torch.get_num_threads())
    sums = Sums()
    compare(model, "large", large, settings, click, sums)
    for sample in chosen(samples, options.pictures):
        compare(model, sample.name, sample.read_image(), settings, click, sums)
    candidates = timed(model, large, settings.candidates(), embedding_of(model, large))
    print(
        f"Candidates for a page, large photograph: {candidates.seconds:.1f} s, "
        f"{len(candidates.records)} masks"
    )
    core = [sample for sample in samples if sample.group.endswith("/core")]
    fast = compare_fast(model, core[: options.fast_pictures], settings)
    print(f"Load at the end: {machine.load()}")
    print(json.dumps(summary(sums, settings, max(peaks), candidates, fast)))


def chosen(samples: Sequence[Sample], count: int) -> list[Sample]:
    """So many pictures, spread over the whole set."""
    return [samples[index * len(samples) // count] for index in range(min(count, len(samples)))]


def large_photograph() -> Photograph:
    """A photograph that comes with scikit-image, enlarged."""
    picture = Image.fromarray(data.coffee())  # type: ignore[no-untyped-call]
    return np.asarray(picture.resize(LARGE, Image.Resampling.LANCZOS))


def embedding_of(model: Sam, image: Photograph) -> torch.Tensor:
    """The float32 embedding that both sides start from."""
    embed = SamAutomaticMaskGenerator(model).embedder(image)
    return torch.from_numpy(embed((0, 0, image.shape[1], image.shape[0])))


def timed(
    model: Sam, image: Photograph, settings: EverythingSettings, embedding: torch.Tensor
) -> Run:
    """Run ours from an embedding, as a server does."""
    generator = SamAutomaticMaskGenerator.from_settings(model, settings)
    embed = generator.embedder(image, embedding)
    start, first = time.perf_counter(), None

    def noting_the_first() -> Iterator[Event]:
        nonlocal first
        for event in generator.stream((image.shape[0], image.shape[1]), embed):
            if first is None and isinstance(event, Found):
                first = time.perf_counter() - start
            yield event

    records = collect(noting_the_first())
    seconds = time.perf_counter() - start
    return Run(seconds, first or seconds, [record.as_dict() for record in records])


def compare(
    model: Sam,
    name: str,
    image: Photograph,
    settings: EverythingSettings,
    click: NativeClick,
    sums: Sums,
) -> None:
    """One picture on both sides, with a few clicks before, between and after."""
    embedding = embedding_of(model, image)
    size = (image.shape[0], image.shape[1])
    clicks = click.milliseconds(embedding.numpy(), size)
    ours = timed(model, image, settings, embedding)
    clicks += click.milliseconds(embedding.numpy(), size)
    start = time.perf_counter()
    expected = reference.generate(model, image, settings, embedding)
    theirs = time.perf_counter() - start
    clicks += click.milliseconds(embedding.numpy(), size)
    matching = match(ours.records, expected, SAME_IOU)
    sums.matching += matching
    sums.ours.append(ours.seconds)
    sums.theirs.append(theirs)
    sums.clicks.append(statistics.median(clicks))
    if ours.records:
        sums.first.append(ours.first_mask / ours.seconds)
    print(
        f"{name} {size[1]}x{size[0]}: ours {ours.seconds:.1f} s (first mask after "
        f"{ours.first_mask:.2f} s), reference {theirs:.1f} s, a click in native onnxruntime "
        f"{statistics.median(clicks):.1f} ms; of {matching.expected} masks {matching.matched} "
        f"matched, {matching.found - matching.matched} extra, "
        f"scores within {matching.score_difference:.1g}",
        flush=True,
    )


@dataclass(frozen=True)
class Fast:
    """The preset fast beside the default: how many times faster, and what it finds of it."""

    speedup: float
    matching: Matching


def compare_fast(model: Sam, samples: Sequence[Sample], settings: EverythingSettings) -> Fast:
    """Both presets, one after the other on each picture."""
    quick = dataclasses.replace(preset("fast"), points_per_side=settings.points_per_side)
    seconds, matching = [0.0, 0.0], Matching()
    for sample in samples:
        image = sample.read_image()
        embedding = embedding_of(model, image)
        default = timed(model, image, settings, embedding)
        fast = timed(model, image, quick, embedding)
        seconds[0] += default.seconds
        seconds[1] += fast.seconds
        matching += match(fast.records, default.records, SIMILAR_IOU)
    result = Fast(seconds[0] / max(seconds[1], 1e-9), matching)
    print(
        f"Preset fast on {len(samples)} core pictures: {result.speedup:.2f} times faster than the "
        f"default, finds {matching.recall:.3f} of its masks at IoU {SIMILAR_IOU}"
    )
    return result


def summary(
    sums: Sums, settings: EverythingSettings, peak: float, candidates: Run, fast: Fast
) -> dict[str, Any]:
    """The figures that are compared from one version to the next."""
    points = len(settings.grid(0))
    ratios = [
        seconds / (points * click / 1000)
        for seconds, click in zip(sums.ours, sums.clicks, strict=True)
    ]
    return {
        "speedup": round(sum(sums.theirs) / sum(sums.ours), 2),
        "seconds": round(statistics.median(sums.ours), 2),
        "matched": round(sums.matching.recall, 4),
        "extra": round(sums.matching.extra, 4),
        "score_difference": float(f"{sums.matching.score_difference:.2g}"),
        "peak_extra_mb": round(peak),
        "first_mask_fraction": round(max(sums.first, default=1.0), 4),
        "ratio_to_clicks": round(statistics.median(ratios), 3),
        "worst_ratio_to_clicks": round(max(ratios), 3),
        "masks_compared": sums.matching.expected,
        "candidates_seconds": round(candidates.seconds, 2),
        "fast_speedup": round(fast.speedup, 2),
        "fast_recall": round(fast.matching.recall, 4),
    }
