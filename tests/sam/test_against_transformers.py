"""vit_b, vit_l and vit_h against an independent implementation with the same random weights."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import torch
from torch import Tensor

from sam.build import build_sam
from sam.config import (
    CONFIGS,
    VIT_B,
    MaskDecoderConfig,
    PromptEncoderConfig,
    SamConfig,
    ViTConfig,
)
from sam.modeling import Sam

if TYPE_CHECKING:
    # Of the processes that test, the one that runs this file imports it: it takes seconds.
    from transformers import SamConfig as TheirConfig
    from transformers import SamModel

KINDS = ("vit_b", "vit_l", "vit_h")

# Official name -> theirs, one after the other.
RENAMING = [
    (r"^image_encoder\.blocks", "vision_encoder.layers"),
    (r"^image_encoder\.neck\.0", "vision_encoder.neck.conv1"),
    (r"^image_encoder\.neck\.1", "vision_encoder.neck.layer_norm1"),
    (r"^image_encoder\.neck\.2", "vision_encoder.neck.conv2"),
    (r"^image_encoder\.neck\.3", "vision_encoder.neck.layer_norm2"),
    (r"^image_encoder\.patch_embed\.proj", "vision_encoder.patch_embed.projection"),
    (r"^image_encoder", "vision_encoder"),
    (r"\.norm_final_attn", ".layer_norm_final_attn"),
    (r"\.norm(\d)\.", r".layer_norm\1."),
    (r"pe_layer\.positional_encoding_gaussian_matrix", "shared_embedding.positional_embedding"),
    (r"point_embeddings", "point_embed"),
    (r"mask_downscaling\.0", "mask_embed.conv1"),
    (r"mask_downscaling\.1", "mask_embed.layer_norm1"),
    (r"mask_downscaling\.3", "mask_embed.conv2"),
    (r"mask_downscaling\.4", "mask_embed.layer_norm2"),
    (r"mask_downscaling\.6", "mask_embed.conv3"),
    (r"output_upscaling\.0", "upscale_conv1"),
    (r"output_upscaling\.1", "upscale_layer_norm"),
    (r"output_upscaling\.3", "upscale_conv2"),
    (r"(mlps\.\d|iou_prediction_head)\.layers\.0", r"\1.proj_in"),
    (r"(mlps\.\d|iou_prediction_head)\.layers\.2", r"\1.proj_out"),
    (r"(mlps\.\d|iou_prediction_head)\.layers\.1", r"\1.layers.0"),
]


def renamed(state_dict: dict[str, Tensor]) -> dict[str, Tensor]:
    result = {}
    for name, tensor in state_dict.items():
        for pattern, replacement in RENAMING:
            name = re.sub(pattern, replacement, name)
        result[name] = tensor
    shared = result["prompt_encoder.shared_embedding.positional_embedding"]
    return result | {"shared_image_embedding.positional_embedding": shared}


def their_config(config: SamConfig) -> TheirConfig:
    from transformers import SamConfig as TheirConfig

    encoder, decoder = config.image_encoder, config.mask_decoder
    assert isinstance(encoder, ViTConfig)
    return TheirConfig(
        vision_config={
            "hidden_size": encoder.embed_dim,
            "output_channels": encoder.out_chans,
            "num_hidden_layers": encoder.depth,
            "num_attention_heads": encoder.num_heads,
            "image_size": encoder.image_size,
            "mlp_dim": int(encoder.embed_dim * encoder.mlp_ratio),
            "window_size": encoder.window_size,
            "global_attn_indexes": list(encoder.global_attn_indexes),
            "num_pos_feats": encoder.out_chans // 2,
        },
        prompt_encoder_config={
            "hidden_size": config.embed_dim,
            "image_size": config.image_size,
            "image_embedding_size": config.embedding_size,
            "mask_input_channels": config.prompt_encoder.mask_in_chans,
        },
        mask_decoder_config={
            "hidden_size": decoder.embed_dim,
            "num_hidden_layers": decoder.depth,
            "num_attention_heads": decoder.num_heads,
            "mlp_dim": decoder.mlp_dim,
            "iou_head_hidden_dim": decoder.iou_head_hidden_dim,
            "layer_norm_eps": 1e-5,  # the published weights were trained with torch's default
        },
    )


def theirs(model: Sam, config: SamConfig) -> SamModel:
    from transformers import SamModel

    with torch.device("meta"):
        reference = SamModel(their_config(config))
    reference.load_state_dict(renamed(model.state_dict()), strict=True, assign=True)
    return reference.eval()


def narrow(kind: str) -> SamConfig:
    """The kind's head width and block arrangement, two heads and two blocks, 256 pixels.

    The 16x16 map does not divide into 14x14 windows, so that padding takes part.
    """
    encoder = CONFIGS[kind].image_encoder
    assert isinstance(encoder, ViTConfig)
    head = encoder.embed_dim // encoder.num_heads
    return SamConfig(
        f"narrow {kind}",
        replace(
            encoder,
            embed_dim=2 * head,
            depth=2,
            num_heads=2,
            global_attn_indexes=(1,),
            image_size=256,
            out_chans=64,
        ),
        PromptEncoderConfig(embed_dim=64),
        MaskDecoderConfig(embed_dim=64, mlp_dim=128, iou_head_hidden_dim=48),
    )


def assert_close(ours: Tensor, expected: Tensor) -> None:
    """At most 1e-4 of the largest value apart; in float64, where rounding hides nothing, 1e-9."""
    tolerance = 1e-9 if ours.dtype == torch.float64 else 1e-4
    assert ours.shape == expected.shape
    assert (ours - expected).abs().max().item() <= tolerance * expected.abs().max().item()


@pytest.fixture(scope="module", params=KINDS)
def pair(request: pytest.FixtureRequest, randomise: Callable[..., Sam]) -> tuple[Sam, SamModel]:
    config = narrow(request.param)
    model = randomise(build_sam(config)).double()
    return model, theirs(model, config).double()


@pytest.mark.parametrize("kind", KINDS)
def test_every_weight_of_the_published_sizes_has_their_shape(kind: str) -> None:
    from transformers import SamModel

    with torch.device("meta"):
        ours, reference = build_sam(CONFIGS[kind]), SamModel(their_config(CONFIGS[kind]))
    shapes = {name: tensor.shape for name, tensor in renamed(ours.state_dict()).items()}
    assert shapes == {name: tensor.shape for name, tensor in reference.state_dict().items()}


def test_image_encoder(pair: tuple[Sam, SamModel]) -> None:
    ours, reference = pair
    batch = torch.randn(2, 3, 256, 256, generator=torch.Generator().manual_seed(1)).double()
    with torch.no_grad():
        assert_close(ours.encode(batch), reference.vision_encoder(batch).last_hidden_state)


POINTS = torch.tensor([[[10.0, 20.0], [200.5, 33.0]], [[90.0, 0.0], [255.0, 128.0]]])
LABELS = torch.tensor([[1, 0], [1, 1]])
BOXES = torch.tensor([[5.0, 6.0, 100.0, 220.0], [30.0, 40.0, 250.0, 60.0]])


@pytest.mark.parametrize("multimask_output", [True, False])
@pytest.mark.parametrize(
    ("with_points", "with_boxes", "with_mask"),
    [(1, 0, 0), (0, 1, 0), (1, 1, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1)],
)
def test_prompts_and_decoder(
    pair: tuple[Sam, SamModel],
    with_points: int,
    with_boxes: int,
    with_mask: int,
    multimask_output: bool,
) -> None:
    ours, reference = pair
    generator = torch.Generator().manual_seed(2)
    embedding = torch.randn(1, 64, 16, 16, generator=generator).double()
    mask = torch.randn(1, 1, 64, 64, generator=generator).double() if with_mask else None
    prompts = 1 if with_mask else 2  # theirs takes one mask per image, ours one per prompt
    points = (POINTS[:prompts].double(), LABELS[:prompts]) if with_points else None
    boxes = BOXES[:prompts].double() if with_boxes else None
    with torch.no_grad():
        masks, iou = ours.decode(embedding, points, boxes, mask, multimask_output)
        expected = reference(
            image_embeddings=embedding,
            input_points=None if points is None else points[0][None],
            input_labels=None if points is None else points[1][None],
            input_boxes=None if boxes is None else boxes[None],
            input_masks=mask,
            multimask_output=multimask_output,
        )
    assert_close(masks, expected.pred_masks[0])
    assert_close(iou, expected.iou_scores[0])


def test_vit_b_has_the_layers_of_their_default() -> None:
    from transformers import SamConfig as TheirConfig

    assert their_config(VIT_B).vision_config.to_dict() == TheirConfig().vision_config.to_dict()


def test_full_size_vit_b_of_two_layers(randomise: Callable[..., Sam]) -> None:
    """Full width and frame, a layer of each sort; twelve would show nothing more."""
    encoder = VIT_B.image_encoder
    assert isinstance(encoder, ViTConfig)
    shallow = replace(VIT_B, image_encoder=replace(encoder, depth=2, global_attn_indexes=(1,)))
    ours = randomise(build_sam(shallow))
    reference = theirs(ours, shallow)
    batch = torch.randn(1, 3, 1024, 1024, generator=torch.Generator().manual_seed(3))
    with torch.no_grad():
        embedding = ours.encode(batch)
        assert_close(embedding, reference.vision_encoder(batch).last_hidden_state)
        masks, iou = ours.decode(embedding, (POINTS, LABELS), None, None, True)
        expected = reference(
            image_embeddings=embedding, input_points=POINTS[None], input_labels=LABELS[None]
        )
    assert_close(masks, expected.pred_masks[0])
    assert_close(iou, expected.iou_scores[0])
