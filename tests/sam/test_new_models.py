"""A new model begins as the published one does, in values and in the order of its parameters.

What is expected is read off the published code (``segment_anything`` 1.0, MobileSAM's
``tiny_vit_sam.py``); `make interop` compares new models with the former, value by value.
"""

from __future__ import annotations

import pytest
import torch
from torch import nn

from sam.build import build_sam_vit_t
from sam.modeling import ImageEncoderViT, MaskDecoder, PromptEncoder, Sam, TwoWayTransformer


@pytest.fixture(scope="module")
def vit_t() -> Sam:
    torch.manual_seed(0)
    return build_sam_vit_t()


def convolution(name: str) -> list[str]:
    return [f"{name}.c.weight", f"{name}.bn.weight", f"{name}.bn.bias"]


def weighted(*names: str) -> list[str]:
    return [f"{name}.{kind}" for name in names for kind in ("weight", "bias")]


def convolutions(name: str) -> list[str]:
    return [each for number in (1, 2, 3) for each in convolution(f"{name}.conv{number}")]


def attention_block(name: str) -> list[str]:
    return [
        f"{name}.attn.attention_biases",
        *weighted(f"{name}.attn.norm", f"{name}.attn.qkv", f"{name}.attn.proj"),
        *weighted(f"{name}.mlp.norm", f"{name}.mlp.fc1", f"{name}.mlp.fc2"),
        *convolution(f"{name}.local_conv"),
    ]


def tiny_vit() -> list[str]:
    """MobileSAM's image encoder, as its constructor makes one part after the other."""
    names = [*convolution("patch_embed.seq.0"), *convolution("patch_embed.seq.2")]
    for stage, depth in enumerate((2, 2, 6, 2)):
        block = convolutions if stage == 0 else attention_block
        for number in range(depth):
            names += block(f"layers.{stage}.blocks.{number}")
        if stage < 3:
            names += convolutions(f"layers.{stage}.downsample")
    neck = ["neck.0.weight", *weighted("neck.1"), "neck.2.weight", *weighted("neck.3")]
    return [*names, *weighted("norm_head", "head"), *neck]


def test_a_saved_optimiser_of_vit_t_fits(vit_t: Sam) -> None:
    """Its state knows parameters by their numbers: in another order it moves others."""
    names = [name for name, _ in vit_t.named_parameters()]
    encoder = [f"image_encoder.{name}" for name in tiny_vit()]
    assert len(encoder) == 221 and len(names) == 357
    assert names[: len(encoder)] == encoder
    halves = [name.partition(".")[0] for name in names[len(encoder) :]]
    assert halves == ["prompt_encoder"] * 16 + ["mask_decoder"] * 120


def test_linear_layers_of_tiny_vit_draw_with_two_hundredths(vit_t: Sam) -> None:
    """torch's own start would be 0.051 for the first stage's queries, keys and values."""
    linear = [each for each in vit_t.image_encoder.modules() if isinstance(each, nn.Linear)]
    assert len(linear) == 4 * 10 + 1
    for each in linear:
        assert each.weight.std().item() == pytest.approx(0.02, rel=0.03)
        assert abs(each.weight.mean().item()) < 1e-3
        assert not each.bias.any()


def test_the_rest_of_tiny_vit_starts_as_published(vit_t: Sam) -> None:
    encoder = vit_t.image_encoder
    for name, parameter in encoder.named_parameters():
        if name.endswith("attention_biases"):
            assert not parameter.any()
        elif ".bn." in name:
            # A block of convolutions begins as its shortcut.
            closing = name.startswith("layers.0.blocks") and ".conv3." in name
            expected = 1.0 if name.endswith("weight") and not closing else 0.0
            assert (parameter == expected).all(), name
        elif parameter.ndim == 1 and "norm" in name:
            assert (parameter == float(name.endswith("weight"))).all(), name
    first = (
        encoder.layers[0].blocks[0].conv1.c.weight
    )  # torch's own: uniform up to sqrt(1 / fan in)
    assert first.std().item() == pytest.approx((1 / (3 * 64)) ** 0.5, rel=0.05)


def test_a_new_vit_draws_as_torch_does_and_starts_without_positions() -> None:
    torch.manual_seed(0)
    encoder = ImageEncoderViT(depth=1, use_rel_pos=True, window_size=14)
    block = encoder.blocks[0]
    for linear in (block.attn.qkv, block.attn.proj, block.mlp.lin1, block.mlp.lin2):
        expected = (1 / (3 * linear.in_features)) ** 0.5
        assert linear.weight.std().item() == pytest.approx(expected, rel=0.02)
        assert linear.bias.any()
    for positions in (encoder.pos_embed, block.attn.rel_pos_h, block.attn.rel_pos_w):
        assert not positions.any()


def test_new_prompts_and_tokens_are_drawn_from_the_normal_distribution() -> None:
    torch.manual_seed(0)
    prompts = PromptEncoder(256, (64, 64), (1024, 1024), 16)
    decoder = MaskDecoder(
        transformer_dim=256,
        transformer=TwoWayTransformer(depth=2, embedding_dim=256, num_heads=8, mlp_dim=2048),
    )
    drawn = [
        prompts.pe_layer.positional_encoding_gaussian_matrix,
        *(each.weight for each in prompts.point_embeddings),
        prompts.not_a_point_embed.weight,
        prompts.no_mask_embed.weight,
        decoder.iou_token.weight,
        decoder.mask_tokens.weight,
    ]
    together = torch.cat([each.detach().flatten() for each in drawn])
    assert together.std().item() == pytest.approx(1, rel=0.05)
    assert abs(together.mean().item()) < 0.05
    assert prompts.pe_layer.positional_encoding_gaussian_matrix.shape == (2, 128)
