"""What the encoder benchmark makes of its measurements."""

from __future__ import annotations

import argparse
import json

import numpy as np
import pytest
import torch
from torch import Tensor

from benchmarks.encoder import add_arguments, summary, table
from benchmarks.encoders import (
    BFLOAT16,
    EAGER,
    FLOAT32,
    ONNXRUNTIME,
    WARM_UP_ROUNDS,
    measure,
    sides_here,
)
from benchmarks.options import positive, whole
from benchmarks.peak import Peak, resident
from benchmarks.precisions import MaskAgreement, compare_instance
from benchmarks.timings import Timing
from sam import SamPredictor
from sam.build import build_sam
from sam.config import TINY_T

MILLISECONDS = {ONNXRUNTIME: 500.0, EAGER: 1200.0, FLOAT32: 550.0, BFLOAT16: 400.0}
TIMINGS = {side: Timing(value, value - 10, 5.0) for side, value in MILLISECONDS.items()}
PEAKS = {side: Peak(100.0, 700.4, 0.5) for side in MILLISECONDS}
AGREEMENTS = {
    "one_click": MaskAgreement(40, 0.999, 0.98, 0),
    "box": MaskAgreement(40, 0.997, 0.9, 2),
    "second_click": MaskAgreement(39, 0.99, 0.8, 3),
}


def test_the_summary_is_of_the_automatic_choice() -> None:
    result = summary(TIMINGS, "bfloat16", AGREEMENTS, PEAKS, {"vit_h": Peak(2900.0, 3300.0, 60.0)})
    assert result["time_vs_onnxruntime"] == 0.8
    assert result["precision"] == "bfloat16"
    assert result["mean_iou_vs_float32"] == 0.998  # second clicks are told apart
    assert result["float32_time_vs_onnxruntime"] == 1.1
    assert result["least_disturbed_time_vs_onnxruntime"] == 0.796
    assert result["eager_time_vs_onnxruntime"] == 2.4
    assert result["bfloat16_box"] == {"masks": 40, "mean_iou": 0.997, "min_iou": 0.9, "poor": 2}
    assert (result["peak_mb"], result["vit_h_peak_mb"]) == (700, 3300)
    assert json.loads(json.dumps(result)) == result


def test_float32_agrees_with_itself() -> None:
    result = summary(TIMINGS, "float32", {}, PEAKS, {})
    assert result["time_vs_onnxruntime"] == 1.1
    assert result["mean_iou_vs_float32"] == 1.0


def test_what_was_not_compared_is_not_told() -> None:
    assert summary(TIMINGS, "bfloat16", {}, PEAKS, {})["mean_iou_vs_float32"] is None


def test_the_table_compares_with_onnxruntime() -> None:
    unknown = PEAKS | {EAGER: Peak(None, None, 1.0)}
    lines = table(TIMINGS, unknown).splitlines()
    assert len(lines) == 1 + len(TIMINGS)
    ours = next(line for line in lines if line.startswith(BFLOAT16))
    assert "400.0" in ours and ours.split()[-3:] == ["0.80", "0.80", "700"]
    assert next(line for line in lines if line.startswith(EAGER)).endswith("unknown")


def test_rounds_alternate_and_warming_up_does_not_count() -> None:
    """A clock that only encoding moves on: the first rounds are slow."""
    now, calls = 0.0, []

    def side(name: str, seconds: float) -> tuple[str, object]:
        def encode(batch: Tensor) -> None:
            nonlocal now
            now += 100 if calls.count(name) < WARM_UP_ROUNDS else seconds
            calls.append(name)

        return name, encode

    encoders = dict([side("a", 0.1), side("b", 0.2)])
    timings = measure(encoders, torch.zeros(1), 4, lambda: now)  # type: ignore[arg-type]
    assert timings["a"].median == pytest.approx(100)
    assert timings["b"].median == pytest.approx(200)
    assert "".join(calls[:8]) == "baabbaab"
    assert len(calls) == 2 * (WARM_UP_ROUNDS + 4)


@pytest.mark.parametrize("flag", [True, False])
def test_emulated_bfloat16_is_not_timed(flag: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": flag})
    assert (BFLOAT16 in sides_here()) is flag
    assert {ONNXRUNTIME, EAGER, FLOAT32} <= set(sides_here())


def test_resident_memory_is_read_from_the_systems_words() -> None:
    status = "Name:\tpython\nVmHWM:\t 2000000 kB\nVmRSS:\t 1000000 kB\n"
    assert resident(status, "VmHWM") == 2048.0
    assert resident(status, "VmRSS") == 1024.0
    assert resident(status, "VmSwap") is None


def test_agreement_counts_poor_masks() -> None:
    assert MaskAgreement.of([1.0, 0.96, 0.94, 0.9]) == MaskAgreement(4, pytest.approx(0.95), 0.9, 2)


@pytest.fixture
def predictors() -> tuple[SamPredictor, SamPredictor]:
    """Of two small networks with different weights, both with a picture of noise."""
    image = np.random.default_rng(0).integers(0, 256, (60, 80, 3), dtype=np.uint8)
    result = []
    for seed in (0, 1):
        torch.manual_seed(seed)
        predictor = SamPredictor(build_sam(TINY_T))
        predictor.set_image(image)
        result.append(predictor)
    return result[0], result[1]


def test_one_predictor_agrees_with_itself_and_not_with_another(
    predictors: tuple[SamPredictor, SamPredictor],
) -> None:
    truth = np.zeros((60, 80), bool)
    truth[10:40, 20:60] = True
    exact, other = predictors
    same = compare_instance(exact, exact, truth)
    assert same == {"one_click": 1.0, "box": 1.0, "second_click": 1.0}
    assert min(compare_instance(exact, other, truth).values()) < 0.95


def test_options() -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    options = parser.parse_args(["--peak", "vit_h", "--peak", "vit_b", "--threads", "1"])
    assert (options.peak, options.threads, options.instances) == (["vit_h", "vit_b"], 1, 40)
    for wrong in (["--peak", "vit_x"], ["--threads", "0"], ["--instances", "-1"]):
        with pytest.raises(SystemExit):
            parser.parse_args(wrong)
    assert (whole("0"), positive("1")) == (0, 1)
