"""The exported decoder of MobileSAM's real weights against the library."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from skimage import data

from export.__main__ import main
from export.chain import DecoderChain, PlainGraph
from export.decoders import in_force, manifest_in
from export.manifest import is_up_to_date
from sam.build import load_sam
from sam.predictor import SamPredictor
from sam.prompts import Prompt, candidates, decoder_feeds
from sam.rounding import rounded

CAT = data.chelsea()  # (300, 451, 3)
PROMPTS = {
    "one click": Prompt([[225, 120]], [1]),
    "clicks on both sides": Prompt([[225, 120], [20, 280]], [1, 0]),
    "a box": Prompt(box=[110, 20, 380, 290]),
    "a box and a click": Prompt([[225, 120]], [1], [110, 20, 380, 290]),
}


@pytest.fixture(scope="module")
def real_export(
    mobile_sam: Path, repo_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The folder of the real weights' decoder: make's, where it is what this code would write."""
    out = repo_root / "static" / "models"
    if not is_up_to_date(mobile_sam, out, "vit_t", "float32"):
        out = tmp_path_factory.mktemp("real")
        assert main(["--checkpoint", str(mobile_sam), "--out", str(out), "--model", "vit_t"]) == 0
    home = in_force(out)
    assert home is not None
    return home


@pytest.fixture(scope="module")
def predictor(mobile_sam: Path) -> SamPredictor:
    """Real weights, rounded as they are served, with a cat in front of them."""
    predictor = SamPredictor(rounded(load_sam(mobile_sam)))
    predictor.set_image(CAT)
    return predictor


@pytest.fixture(scope="module", params=[DecoderChain, PlainGraph])
def chain(
    request: pytest.FixtureRequest, real_export: Path, predictor: SamPredictor
) -> DecoderChain | PlainGraph:
    """The exported graphs, with the cat prepared."""
    graphs = manifest_in(real_export)["graphs"]
    files = {name: real_export / graph["file"] for name, graph in graphs.items()}
    chain: DecoderChain | PlainGraph = request.param(files)
    chain.set_embedding(predictor.get_image_embedding().numpy())
    return chain


@pytest.mark.parametrize("name", PROMPTS)
def test_the_best_mask_is_the_predictors(
    predictor: SamPredictor, chain: DecoderChain | PlainGraph, name: str
) -> None:
    prompt = PROMPTS[name]
    size = CAT.shape[:2]
    feeds = decoder_feeds(prompt, size, 1024)
    low_res_masks, iou_predictions = chain.decode(feeds["point_coords"], feeds["point_labels"])
    best = candidates(prompt, iou_predictions[0])[0]
    logits = predictor.model.postprocess_masks(
        torch.tensor(low_res_masks[:, best : best + 1]), predictor.input_size, size
    )
    mask = (logits > predictor.model.mask_threshold)[0, 0].numpy()

    points = prompt.points if len(prompt.points) else None
    labels = prompt.labels if len(prompt.points) else None
    masks, ious, _ = predictor.predict(
        points, labels, prompt.box, multimask_output=name == "one click"
    )
    expected = masks[ious.argmax()]
    assert 0.01 < expected.mean() < 0.99
    assert (mask & expected).sum() >= 0.999 * (mask | expected).sum()
    assert iou_predictions[0, best] == pytest.approx(ious.max(), abs=1e-4)


def test_rounding_leaves_the_masks_of_the_exact_weights(
    mobile_sam: Path, predictor: SamPredictor
) -> None:
    exact = SamPredictor(load_sam(mobile_sam))
    embedding = predictor.get_image_embedding()
    exact.set_embedding(embedding, CAT.shape[:2])
    for name, prompt in PROMPTS.items():
        points = prompt.points if len(prompt.points) else None
        labels = prompt.labels if len(prompt.points) else None
        rounded_mask, exact_mask = (
            each.predict(points, labels, prompt.box, multimask_output=False)[0][0]
            for each in (predictor, exact)
        )
        shared, either = (rounded_mask & exact_mask).sum(), (rounded_mask | exact_mask).sum()
        assert shared >= 0.999 * either, name


def test_half_the_bytes_are_stored(real_export: Path) -> None:
    graphs = manifest_in(real_export)["graphs"]
    assert sum(graphs[name]["bytes"] for name in ("prepare", "mask", "decode")) < 9.3e6
    assert graphs["plain"]["bytes"] < 8.3e6


def test_an_earlier_mask_counts_for_one_prompt_only(chain: DecoderChain | PlainGraph) -> None:
    feeds = decoder_feeds(PROMPTS["one click"], CAT.shape[:2], 1024)

    def run(mask: np.ndarray | None) -> np.ndarray:
        logits, _ = chain.decode(feeds["point_coords"], feeds["point_labels"], mask)
        return logits

    plain = run(None)
    assert np.abs(run(np.zeros((1, 1, 256, 256), np.float32)) - plain).max() > 1
    np.testing.assert_array_equal(run(None), plain)


def test_the_real_decoder_has_the_sizes_that_the_page_was_written_for(real_export: Path) -> None:
    manifest = manifest_in(real_export)
    assert (manifest["kind"], manifest["image_size"]) == ("vit_t", 1024)
    assert manifest["embedding"] == {"shape": [1, 256, 64, 64]}
    graphs = manifest["graphs"]
    tensors = {each["name"]: each["shape"] for each in graphs["prepare"]["outputs"]}
    assert tensors["raised"] == [4096, 256]
    assert tensors["keys0"] == tensors["queries1"] == [8, 16, 4096]
    assert tensors["values0"] == [8, 4096, 16]
    prompt = [each["shape"] for each in graphs["decode"]["inputs"][-2:]]
    assert prompt == [[1, "num_points", 2], [1, "num_points"]]
    answers = graphs["decode"]["outputs"]
    assert [each["shape"] for each in answers] == [[1, 4, 256, 256], [1, 4]]
