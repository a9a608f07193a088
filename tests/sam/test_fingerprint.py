"""Fingerprints change with what an embedding or its decoding depends on, and with nothing else."""

from __future__ import annotations

import copy
import re
from pathlib import Path

import pytest
import torch

from sam.build import load_sam
from sam.fingerprint import decoder_fingerprint, encoder_fingerprint
from sam.modeling import Sam


def both(model: Sam) -> tuple[str, str]:
    return encoder_fingerprint(model), decoder_fingerprint(model)


def changed(model: Sam, name: str) -> Sam:
    """A copy with one number of one tensor one step away."""
    other = copy.deepcopy(model)
    with torch.no_grad():
        flat = other.state_dict()[name].view(-1)
        flat[-1] = torch.nextafter(flat[-1], flat[-1] + 1)
    return other


def test_sixty_four_hexadecimal_digits_that_stay(either: Sam, tmp_path: Path) -> None:
    prints = both(either)
    assert all(re.fullmatch("[0-9a-f]{64}", digits) for digits in prints)
    assert prints[0] != prints[1]
    torch.save(either.state_dict(), tmp_path / "model.pt")
    assert both(load_sam(tmp_path / "model.pt")) == prints


@pytest.mark.parametrize(
    "name",
    [
        "mask_decoder.mask_tokens.weight",
        "mask_decoder.transformer.layers.1.norm4.bias",
        "prompt_encoder.point_embeddings.3.weight",
        "prompt_encoder.pe_layer.positional_encoding_gaussian_matrix",
    ],
)
def test_a_tuned_decoder_keeps_the_encoders(tiny: Sam, name: str) -> None:
    before, after = both(tiny), both(changed(tiny, name))
    assert after[0] == before[0]
    assert after[1] != before[1]


@pytest.mark.parametrize(
    "name",
    [
        "image_encoder.neck.3.bias",
        "image_encoder.layers.0.blocks.0.conv1.bn.running_mean",
        "image_encoder.layers.1.blocks.0.attn.attention_biases",
    ],
)
def test_a_tuned_encoder_keeps_the_decoders(tiny_t: Sam, name: str) -> None:
    before, after = both(tiny_t), both(changed(tiny_t, name))
    assert after[0] != before[0]
    assert after[1] == before[1]


@pytest.mark.parametrize("name", ["norm_head.weight", "norm_head.bias", "head.weight", "head.bias"])
def test_the_unused_classifier_does_not_count(tiny_t: Sam, name: str) -> None:
    assert both(changed(tiny_t, f"image_encoder.{name}")) == both(tiny_t)


def test_the_training_steps_counted_do_not_count(tiny_t: Sam) -> None:
    before = both(tiny_t)
    tiny_t.image_encoder.patch_embed.seq[0].bn.num_batches_tracked.fill_(99)
    assert both(tiny_t) == before


def test_precision_counts(tiny: Sam) -> None:
    assert encoder_fingerprint(tiny, "float16") != encoder_fingerprint(tiny, "float32")


def test_preprocessing_counts(tiny: Sam, monkeypatch: pytest.MonkeyPatch) -> None:
    before = both(tiny)
    monkeypatch.setattr("sam.fingerprint.PREPROCESSING_VERSION", 2)
    after = both(tiny)
    assert after[0] != before[0]
    assert after[1] == before[1]


def test_the_size_of_the_model_frame_counts(tiny_t: Sam) -> None:
    before = both(tiny_t)
    tiny_t.image_encoder.img_size = 512
    after = both(tiny_t)
    assert after[0] != before[0]
    assert after[1] == before[1]


def test_stored_embeddings_stay_valid(tiny_t: Sam) -> None:
    """Pinned, because embeddings stored under another rule would all be refused."""
    with torch.no_grad():
        for tensor in tiny_t.state_dict().values():
            tensor.fill_(1)
    assert both(tiny_t) == (
        "9413917c56656b55ac726648fef8cc430f3fe64b9bb7ed34d0a86cb83b4b4658",
        "d3d1ac10863bee121c3e60981e83bb2f71b5698d8a8a9b89ba1d7d274f9cd53a",
    )
