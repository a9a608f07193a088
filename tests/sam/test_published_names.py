"""The modules and names of the published package, over ours."""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

import sam
from sam.masks import rle
from sam.modeling import Sam
from sam.published import MODULES
from sam.utils import amg
from sam.utils.onnx import SamOnnxModel

NAMES = {
    "": "build_sam build_sam_vit_h build_sam_vit_l build_sam_vit_b sam_model_registry SamPredictor "
    "SamAutomaticMaskGenerator",
    "build_sam": "build_sam build_sam_vit_h sam_model_registry",
    "automatic_mask_generator": "SamAutomaticMaskGenerator",
    "modeling": "Sam ImageEncoderViT MaskDecoder PromptEncoder TwoWayTransformer",
    "modeling.common": "MLPBlock LayerNorm2d",
    "modeling.image_encoder": "ImageEncoderViT Block Attention PatchEmbed window_partition "
    "window_unpartition get_rel_pos add_decomposed_rel_pos",
    "modeling.mask_decoder": "MaskDecoder MLP",
    "modeling.prompt_encoder": "PromptEncoder PositionEmbeddingRandom",
    "modeling.sam": "Sam",
    "modeling.tiny_vit_sam": "TinyViT",
    "modeling.transformer": "TwoWayTransformer TwoWayAttentionBlock Attention",
    "predictor": "SamPredictor",
    "utils.amg": "MaskData is_box_near_crop_edge box_xyxy_to_xywh batch_iterator rle_to_mask "
    "mask_to_rle_pytorch area_from_rle calculate_stability_score build_point_grid "
    "build_all_layer_point_grids generate_crop_boxes uncrop_boxes_xyxy uncrop_points uncrop_masks "
    "remove_small_regions coco_encode_rle batched_mask_to_box",
    "utils.onnx": "SamOnnxModel",
    "utils.transforms": "ResizeLongestSide",
}


@pytest.mark.parametrize("module", NAMES)
def test_every_published_name_is_there(module: str) -> None:
    ours = importlib.import_module(MODULES[module])
    for name in NAMES[module].split():
        assert getattr(ours, name) is not None


@pytest.mark.parametrize(
    ("module", "name", "arguments"),
    [
        ("modeling.transformer", "TwoWayTransformer", "depth embedding_dim num_heads mlp_dim"),
        ("modeling.mask_decoder", "MaskDecoder", "transformer_dim transformer"),
        (
            "modeling.prompt_encoder",
            "PromptEncoder",
            "embed_dim image_embedding_size input_image_size mask_in_chans",
        ),
        (
            "modeling.image_encoder",
            "ImageEncoderViT",
            "img_size patch_size in_chans embed_dim depth",
        ),
    ],
)
def test_constructors_take_the_published_arguments(module: str, name: str, arguments: str) -> None:
    made = getattr(importlib.import_module(MODULES[module]), name)
    wanted = arguments.split()
    assert list(inspect.signature(made).parameters)[: len(wanted)] == wanted


def test_scripts_that_cannot_be_edited_get_ours(repo_root: Path) -> None:
    script = """
import sam
sam.install_as_segment_anything()
from sam.build_sam import build_sam_vit_b
from segment_anything import SamPredictor, sam_model_registry
from segment_anything.build_sam import build_sam_vit_l
import segment_anything.modeling.image_encoder as encoder
from mobile_sam.utils.onnx import SamOnnxModel
import mobile_sam
assert mobile_sam is sam and SamPredictor is sam.SamPredictor
assert encoder is sam.modeling.image_encoder
assert callable(sam.build_sam)
sam.install_as_segment_anything()
"""
    subprocess.run([sys.executable, "-c", script], cwd=repo_root, check=True)
    late = "import sys, types; sys.modules['mobile_sam'] = types.ModuleType('mobile_sam')\n"
    late += "import sam; sam.install_as_segment_anything()"
    answer = subprocess.run(
        [sys.executable, "-c", late], cwd=repo_root, capture_output=True, text=True
    )
    assert "mobile_sam has been imported from no file; expected install_as" in answer.stderr


def test_steps_of_the_generator_agree_with_ours() -> None:
    drawn = np.random.default_rng(0).random((3, 20, 30)) > 0.6
    drawn[2] = False
    masks = torch.from_numpy(drawn)
    boxes = amg.batched_mask_to_box(masks)
    assert boxes[2].tolist() == [0, 0, 0, 0]
    columns, rows = np.flatnonzero(drawn[0].any(0)), np.flatnonzero(drawn[0].any(1))
    assert boxes[0].tolist() == [columns[0], rows[0], columns[-1], rows[-1]]
    for mask, encoded in zip(drawn, amg.mask_to_rle_pytorch(masks), strict=True):
        assert np.array_equal(amg.rle_to_mask(encoded), mask)
        assert amg.area_from_rle(encoded) == mask.sum()
        assert amg.coco_encode_rle(encoded) == rle.encode(mask)
    near = amg.is_box_near_crop_edge(
        torch.tensor([[5, 5, 90, 50], [0, 0, 60, 60]]), [0, 0, 100, 100], [0, 0, 200, 100]
    )
    assert near.tolist() == [True, False]


def test_the_graph_for_onnx_gives_the_predictors_masks(tiny: Sam, image: np.ndarray) -> None:
    predictor = sam.SamPredictor(tiny)
    predictor.set_image(image)
    box = np.array([10.0, 20.0, 80.0, 70.0])
    expected, scores, low = predictor.predict(box=box, return_logits=True)
    coords = predictor.transform.apply_coords(box.reshape(1, 2, 2), (90, 120))
    masks, iou, logits = SamOnnxModel(tiny, return_single_mask=False)(
        predictor.features,
        torch.tensor(coords, dtype=torch.float),
        torch.tensor([[2.0, 3.0]]),
        torch.zeros(1, 1, 64, 64),
        torch.zeros(1),
        torch.tensor([90.0, 120.0]),
    )
    assert np.allclose(masks[0, 1:].numpy(), expected, atol=1e-4)
    assert np.allclose(iou[0, 1:].numpy(), scores, atol=1e-5)
    assert np.allclose(logits[0, 1:].numpy(), low, atol=1e-4)
