"""The served decoder: weights that float16 holds, one fingerprint, the encoder untouched."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
import torch

from sam.build import load_sam
from sam.errors import CheckpointError
from sam.fingerprint import decoder_fingerprint, encoder_fingerprint
from sam.modeling import Sam
from sam.predictor import SamPredictor
from sam.rounding import halves, rounded, with_decoder

MATRIX = "prompt_encoder.pe_layer.positional_encoding_gaussian_matrix"


def test_parameters_are_rounded_and_the_matrix_of_positions_is_not(tiny: Sam) -> None:
    tensors = halves(tiny)
    decoder = {
        name: tensor
        for name, tensor in tiny.state_dict().items()
        if not name.startswith("image_encoder.")
    }
    assert tensors.keys() == decoder.keys()
    assert torch.equal(tensors.pop(MATRIX), decoder.pop(MATRIX))
    assert {tensor.dtype for tensor in tensors.values()} == {torch.float16}
    copied = rounded(tiny).state_dict()
    for name, tensor in decoder.items():
        assert copied[name].dtype == torch.float32
        assert torch.equal(copied[name], tensor.half().float())


def test_the_model_itself_stays_exact_and_shares_its_image_encoder(tiny: Sam) -> None:
    before = copy.deepcopy(tiny.state_dict())
    copied = rounded(tiny)
    assert copied.image_encoder is tiny.image_encoder
    assert not copied.training
    assert (copied.kind, copied.mask_threshold) == (tiny.kind, tiny.mask_threshold)
    with torch.no_grad():
        copied.mask_decoder.iou_token.weight.zero_()
    after = tiny.state_dict()
    assert all(torch.equal(tensor, after[name]) for name, tensor in before.items())


def test_rounding_twice_is_rounding_once(tiny: Sam) -> None:
    once = rounded(tiny)
    assert decoder_fingerprint(once) != decoder_fingerprint(tiny)
    assert decoder_fingerprint(rounded(once)) == decoder_fingerprint(once)
    assert encoder_fingerprint(once) == encoder_fingerprint(tiny)


def test_a_decoder_is_put_to_its_encoder_from_its_halves(either: Sam) -> None:
    tuned = copy.deepcopy(either)
    with torch.no_grad():
        tuned.mask_decoder.mask_tokens.weight.mul_(1.5)
    copied = with_decoder(either, halves(tuned))
    assert decoder_fingerprint(copied) == decoder_fingerprint(rounded(tuned))
    assert decoder_fingerprint(copied) != decoder_fingerprint(rounded(either))


@pytest.mark.parametrize("value", [7e4, float("inf"), float("nan")])
def test_a_weight_that_float16_cannot_hold_is_named(tiny: Sam, value: float) -> None:
    with torch.no_grad():
        tiny.mask_decoder.iou_token.weight[0, 0] = value
    with pytest.raises(CheckpointError, match=r"^mask_decoder\.iou_token\.weight has .* 65504"):
        rounded(tiny)


def test_the_tensors_of_another_decoder_are_refused(tiny: Sam) -> None:
    tensors = halves(tiny)
    lacking = {name: tensor for name, tensor in tensors.items() if name != MATRIX}
    with pytest.raises(CheckpointError, match=f"lacks 1 tensors .'{MATRIX}'.* 0 too many"):
        with_decoder(tiny, lacking)
    with pytest.raises(CheckpointError, match="1 too many .'x'.; expected the"):
        with_decoder(tiny, tensors | {"x": torch.zeros(1)})
    other = tensors | {MATRIX: torch.zeros(2, 3)}
    with pytest.raises(CheckpointError, match=rf"^{MATRIX} has shape \(2, 3\); expected \(2, "):
        with_decoder(tiny, other)


def test_halves_lie_row_by_row(mobile_sam: Path) -> None:
    """Some of the default checkpoint's weights do not."""
    model = load_sam(mobile_sam)
    assert not all(tensor.is_contiguous() for tensor in model.mask_decoder.parameters())
    assert all(tensor.is_contiguous() for tensor in halves(model).values())


def test_what_the_library_predicts_with_is_exact(mobile_sam: Path) -> None:
    """Rounding is for what is served; a checkpoint in a script is computed with as it is."""
    read = torch.load(mobile_sam, weights_only=True)
    model = SamPredictor(load_sam(mobile_sam)).model
    own = model.state_dict()
    assert all(torch.equal(own[name], read[name]) for name in halves(model))
