"""The golden case: the exported graphs pass it, and every part of the decoder counts."""

from __future__ import annotations

import copy
from pathlib import Path

import numpy as np
import pytest
import torch

from export.chain import DecoderChain, PlainGraph
from export.decoders import folder_of, in_force, manifest_in
from export.golden import BOX, MASK_RANGE, POINTS, SIZE, STEP, golden_case, hashed
from sam.modeling import Sam
from sam.prompts import Prompt, decoder_feeds
from tests.vectors.make import formula_embedding


def test_the_formula_is_that_of_the_vectors() -> None:
    """``tests/static`` holds the page's formula to the vectors too."""
    assert np.array_equal(hashed(256 * 64 * 64), formula_embedding())


@pytest.mark.parametrize("way", [DecoderChain, PlainGraph])
def test_the_exported_graphs_pass(tiny_export: Path, way: type[DecoderChain | PlainGraph]) -> None:
    manifest = manifest_in(in_force(tiny_export))
    home = folder_of(tiny_export, manifest["decoder_fingerprint"])
    graphs = {name: home / graph["file"] for name, graph in manifest["graphs"].items()}
    decoder = way(graphs)
    decoder.set_embedding(hashed(32 * 16 * 16).reshape(1, 32, 16, 16))
    prompt = Prompt([point[:2] for point in POINTS], [point[2] for point in POINTS], BOX)
    feeds = decoder_feeds(prompt, SIZE, manifest["image_size"])
    mask_input = MASK_RANGE * hashed(64 * 64).reshape(1, 1, 64, 64)
    logits, iou = decoder.decode(feeds["point_coords"], feeds["point_labels"], mask_input)
    golden = manifest["golden"]
    np.testing.assert_allclose(iou[0], golden["iou_predictions"], atol=1e-3)
    sampled = logits[0, :, ::STEP, ::STEP].reshape(4, -1)
    np.testing.assert_allclose(sampled, golden["logits"], atol=1e-3)


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
