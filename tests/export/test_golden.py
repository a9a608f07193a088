"""The golden case: every part of the decoder counts in it."""

from __future__ import annotations

import copy

import numpy as np
import pytest
import torch

from export.golden import golden_case, hashed
from sam.modeling import Sam
from tests.vectors.make import formula_embedding


def test_the_formula_is_that_of_the_vectors() -> None:
    """``tests/static`` holds the page's formula to the vectors too."""
    assert np.array_equal(hashed(256 * 64 * 64), formula_embedding())


@pytest.mark.parametrize(
    "weight",
    [
        "prompt_encoder.point_embeddings.0.weight",
        "prompt_encoder.point_embeddings.1.weight",
        "prompt_encoder.point_embeddings.2.weight",
        "prompt_encoder.point_embeddings.3.weight",
        "prompt_encoder.mask_downscaling.6.weight",
        "mask_decoder.transformer.layers.0.self_attn.q_proj.weight",
        "mask_decoder.output_hypernetworks_mlps.3.layers.2.weight",
    ],
)
def test_every_part_of_the_decoder_has_a_say(tiny_model: Sam, weight: str) -> None:
    changed = copy.deepcopy(tiny_model)
    with torch.no_grad():
        changed.get_parameter(weight).mul_(2)
    logits = [np.array(golden_case(model)["logits"]) for model in (tiny_model, changed)]
    assert np.abs(logits[0] - logits[1]).max() > 1e-3
