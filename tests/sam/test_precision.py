"""Which precision the image encoder computes in, and who decides."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from sam import SamPredictor
from sam.errors import PrecisionError, SamError
from sam.inference import Encoder
from sam.modeling import Sam
from sam.precision import AUTO, PRECISIONS, choose_precision, cpu_has_bfloat16

CPU, CUDA, MPS = (torch.device(name) for name in ("cpu", "cuda", "mps"))


def has(monkeypatch: pytest.MonkeyPatch, *flags: str) -> None:
    """A processor with these capabilities and no others."""
    found = {"avx2": True, "avx512_bf16": False} | dict.fromkeys(flags, True)
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: found)


@pytest.mark.parametrize(
    ("flags", "expected"),
    [((), False), (("avx512_f",), False), (("avx512_bf16",), True), (("amx_bf16",), True)],
)
def test_what_the_processor_says(
    flags: tuple[str, ...], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    has(monkeypatch, *flags)
    assert cpu_has_bfloat16() is expected
    chosen = choose_precision(AUTO, "vit_t", CPU)
    assert chosen == ("bfloat16" if expected else "float32")


@pytest.mark.parametrize("kind", ["vit_b", "vit_l", "vit_h", "custom"])
def test_kinds_whose_masks_were_not_compared_stay_exact(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    has(monkeypatch, "avx512_bf16")
    assert choose_precision(AUTO, kind, CPU) == "float32"


@pytest.mark.parametrize("device", [CUDA, MPS], ids=str)
def test_devices_that_were_not_timed_stay_exact(
    device: torch.device, monkeypatch: pytest.MonkeyPatch
) -> None:
    has(monkeypatch, "avx512_bf16")
    assert choose_precision(AUTO, "vit_t", device) == "float32"


@pytest.mark.parametrize("device", [CPU, CUDA, MPS], ids=str)
@pytest.mark.parametrize("precision", PRECISIONS)
def test_a_precision_that_was_asked_for_is_taken(
    precision: str, device: torch.device, monkeypatch: pytest.MonkeyPatch
) -> None:
    has(monkeypatch)
    assert choose_precision(precision, "vit_h", device) == precision


@pytest.mark.parametrize("name", ["float16", "bf16", "", "FLOAT32"])
def test_a_precision_that_does_not_exist(name: str, tiny: Sam) -> None:
    for question in (
        lambda: choose_precision(name, "vit_t", CPU),
        lambda: SamPredictor(tiny, precision=name),
        lambda: Encoder(tiny, name),
    ):
        with pytest.raises(PrecisionError) as caught:
            question()
        assert str(caught.value) == (
            f"There is no precision {name!r}; expected float32 or bfloat16."
        )
        assert isinstance(caught.value, SamError)
        assert isinstance(caught.value, ValueError)


def test_only_who_chooses_may_say_auto(tiny: Sam) -> None:
    with pytest.raises(PrecisionError, match="no precision 'auto'"):
        SamPredictor(tiny, precision=AUTO)


def test_the_library_is_exact_unless_told_otherwise(either: Sam, image: np.ndarray) -> None:
    predictor, rounding = SamPredictor(either), SamPredictor(either, precision="bfloat16")
    assert (predictor.precision, rounding.precision) == ("float32", "bfloat16")
    for one in (predictor, rounding):
        one.set_image(image)
    exact, rounded = (one.get_image_embedding() for one in (predictor, rounding))
    assert rounded.dtype == torch.float32
    assert not torch.equal(exact, rounded)
    assert torch.allclose(exact, rounded, atol=0.05 * exact.abs().max().item())
