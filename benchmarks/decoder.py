"""The click in Chromium: our decoder beside Meta's ONNX export of the same weights."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image
from playwright.sync_api import Browser
from skimage import data

from benchmarks import machine
from benchmarks.agreement import Agreement, NotingPredictor, compare, spread_instances
from benchmarks.browser.chromium import BrowserError, launch
from benchmarks.browser.decoders import (
    SIDES,
    Floats,
    Side,
    model_info,
    open_decoders,
)
from benchmarks.browser.site import Site, serve
from benchmarks.dataset import data_folder, read_samples
from benchmarks.options import add_instances, positive
from benchmarks.roofline import gigaflops
from benchmarks.timings import speedup
from benchmarks.works import (
    PLAIN,
    PREPARING,
    REFINING,
    SIZE,
    Timings,
    measure,
    operations_needed,
    table,
)
from sam.build import load_sam
from sam.fingerprint import decoder_fingerprint
from sam.modeling import Sam
from sam.rounding import rounded
from sam.weights import find_checkpoint

ROOT = Path(__file__).resolve().parent.parent
THREADS = (1, 2)
MEMORY_CLICKS = 5


def shipped_model() -> Sam:
    """The default model, which Meta's export at hand was made of too.

    Raises:
        BrowserError: the page's decoder was exported from other weights.
    """
    model = load_sam(find_checkpoint("vit_t"), kind="vit_t")
    if model_info(ROOT)["decoder_fingerprint"] != decoder_fingerprint(rounded(model)):
        raise BrowserError(
            "static/models holds another decoder than the default one, which Meta's export is "
            "compared with: run `make setup` without MODEL and CHECKPOINT."
        )
    return model


def photograph() -> npt.NDArray[np.uint8]:
    """The photograph that is clicked, ``(534, 800, 3) uint8``: it comes with scikit-image."""
    height, width = SIZE
    picture = Image.fromarray(data.coffee())  # type: ignore[no-untyped-call]
    return np.asarray(picture.resize((width, height), Image.Resampling.LANCZOS))


def peak_memory(browser: Browser, site: Site, embedding: Floats, side: Side) -> float | None:
    """Megabytes that a page with one side alone has held at most, over a few clicks."""
    with open_decoders(browser, site, ROOT, threads=1, sides=(side,)) as decoders:
        decoders.set_picture(side, embedding, SIZE)
        for _ in range(MEMORY_CLICKS):
            decoders.click(side, PLAIN.prompt)
        return decoders.peak_megabytes()


def summary(
    timings: Mapping[int, Timings], agreement: tuple[Agreement, Agreement] | None
) -> dict[str, Any]:
    """The figures that are compared from one version to the next; milliseconds are medians."""
    exact, same = agreement or (None, None)
    single = timings[1]
    ours, baseline = (single[side, PLAIN.name] for side in SIDES)
    return {
        "speedup_1_thread": round(speedup(ours, baseline), 2),
        "speedup_2_threads": round(speedup(*(timings[2][side, PLAIN.name] for side in SIDES)), 2),
        "ours_ms_1_thread": round(ours.median, 1),
        "baseline_ms_1_thread": round(baseline.median, 1),
        "prepare_ms_1_thread": round(single["ours", PREPARING].median, 1),
        "refine_ratio": round(single["ours", REFINING.name].median / ours.median, 2),
        "mean_iou_vs_exact": exact and round(exact.mean_iou, 5),
        "min_iou_vs_exact": exact and round(exact.min_iou, 5),
        "max_logit_difference_vs_exact": exact and float(f"{exact.logits:.2g}"),
        "min_iou_vs_same": same and round(same.min_iou, 5),
        "max_logit_difference": same and float(f"{same.logits:.2g}"),
        "prompts_compared": exact.prompts if exact else 0,
    }


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare this benchmark's options."""
    parser.add_argument("--rounds", type=positive, default=30, help="rounds to time (default: 30)")
    add_instances(parser, default=40)


def run(options: argparse.Namespace) -> None:
    """Measure, print what was found, and as the last line one JSON object."""
    samples = read_samples(data_folder(options.data)) if options.all or options.instances else []
    instances = sum(sample.instances for sample in samples) if options.all else options.instances
    predictor = NotingPredictor(shipped_model())
    predictor.set_image(photograph())
    embedding = predictor.get_image_embedding().numpy()
    timings, rates, agreement = {}, {}, None
    print(f"{machine.describe()}; load {machine.load()}")
    with serve(ROOT) as site, launch() as browser:
        for threads in THREADS:
            with open_decoders(browser, site, ROOT, threads) as decoders:
                if threads == THREADS[0]:
                    print(f"Chromium {browser.version}, onnxruntime-web {decoders.version}, WASM")
                timings[threads] = measure(decoders, embedding, options.rounds)
                rates[threads] = gigaflops(decoders)
        print(f"{options.rounds} rounds, in ms: median (minimum, spread of the middle half)")
        print(table(timings, rates, operations_needed(predictor.model)))
        print(
            "floor: our multiplications at the rate of one large product in this runtime, "
            + ", ".join(f"{rate:.0f} Gflop/s with {count}" for count, rate in rates.items())
            + " thread(s)"
        )
        for side in SIDES:
            peak = peak_memory(browser, site, embedding, side)
            told = "unknown" if peak is None else f"{peak:.0f} MB"
            print(f"Peak memory of a page with this decoder alone, {side}: {told}")
        if samples:
            with open_decoders(browser, site, ROOT, threads=1, sides=("ours",)) as decoders:
                agreement = compare(decoders, predictor, spread_instances(samples, instances))
            for weights, found in zip(("exact", "same rounded"), agreement, strict=True):
                print(
                    f"Against PyTorch on the {weights} weights, {found.prompts} prompts on "
                    f"{instances} instances: mean IoU {found.mean_iou:.5f}, worst "
                    f"{found.min_iou:.5f}, logits within {found.logits:.2g}"
                )
    print(f"Load at the end: {machine.load()}")
    print(json.dumps(summary(timings, agreement)))
