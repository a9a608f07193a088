"""The mask decoder with gradients, in half of the work: the numbers of
:meth:`sam.modeling.MaskDecoder.predict_masks` up to rounding.

The decoder attends between few tokens (T) and many cells (N). Written as in the paper every
attention projects all cells; with ``q (X W)^T = (q W^T) X^T`` and ``A (X W) = (A X) W`` the same
projections are done for the tokens, as ``sam.folded`` does for prediction. A transposed convolution
of 2x2 pixels and stride 2 is a matrix product for each cell; pixels are put in place at the end, on
masks alone. Autograd differentiates this form as well as the other.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sam.modeling import MaskDecoder
from sam.modeling.common import LayerNorm2d
from sam.modeling.transformer import Attention, TwoWayAttentionBlock


def predict_masks(
    decoder: MaskDecoder, embedding: Tensor, position: Tensor, sparse: Tensor, dense: Tensor
) -> tuple[Tensor, Tensor]:
    """All four tokens' masks of B prompts of one picture.

    Args:
        decoder: as ``sam.build`` makes it.
        embedding: ``(1, C, S/16, S/16)``.
        position: ``(1, C, S/16, S/16)``, of the cells.
        sparse: ``(B, n, C)``, the prompts' tokens.
        dense: ``(B, C, S/16, S/16)``.

    Returns:
        Mask logits ``(B, 4, S/4, S/4)`` and predicted IoU ``(B, 4)``.
    """
    batch = len(sparse)
    learnt = torch.cat([decoder.iou_token.weight, decoder.mask_tokens.weight])
    tokens = torch.cat([learnt.expand(batch, -1, -1), sparse], dim=1)  # (B, T, C)
    cells = (embedding + dense).flatten(2).transpose(1, 2).contiguous()  # (B, N, C)
    places = position.flatten(2).transpose(1, 2)  # (1, N, C)

    transformer = decoder.transformer
    queries = tokens
    for layer in transformer.layers:
        assert isinstance(layer, TwoWayAttentionBlock)
        queries, cells = _layer(layer, queries, cells, tokens, places)
    final = transformer.final_attn_token_to_image
    read = _read(final, queries + tokens, cells + places, cells)
    queries = transformer.norm_final_attn(queries + read)

    side = embedding.shape[2], embedding.shape[3]
    mask_tokens = queries[:, 1 : 1 + decoder.num_mask_tokens].unbind(1)
    networks = zip(decoder.output_hypernetworks_mlps, mask_tokens, strict=True)
    filters = torch.stack([mlp(token) for mlp, token in networks], dim=2)  # (B, C/8, 4)
    masks = _in_place(_raised(decoder.output_upscaling, cells) @ filters, side)
    predicted: Tensor = decoder.iou_prediction_head(queries[:, 0])
    return masks, predicted


def _layer(
    layer: TwoWayAttentionBlock, queries: Tensor, cells: Tensor, tokens: Tensor, places: Tensor
) -> tuple[Tensor, Tensor]:
    """One block of the two-way transformer."""
    if layer.skip_first_layer_pe:
        queries = layer.self_attn(q=queries, k=queries, v=queries)
    else:
        placed = queries + tokens
        queries = queries + layer.self_attn(q=placed, k=placed, v=queries)
    queries = layer.norm1(queries)
    seen = cells + places
    read = _read(layer.cross_attn_token_to_image, queries + tokens, seen, cells)
    queries = layer.norm2(queries + read)
    queries = layer.norm3(queries + layer.mlp(queries))
    given = _given(layer.cross_attn_image_to_token, seen, queries + tokens, queries)
    return queries, layer.norm4(cells + given)


def _read(attention: Attention, asking: Tensor, keys: Tensor, values: Tensor) -> Tensor:
    """Tokens ``(B, T, C)`` read cells ``(B, N, C)``: ``(B, T, C)``.

    A key's bias adds the same to a whole row of the softmax and drops out; a value's is read whole,
    as weights sum up to one.
    """
    heads, batch, count = attention.num_heads, len(asking), asking.shape[1]
    asked = _heads(attention.q_proj(asking), heads)  # (B, h, T, d)
    asked = asked * asked.shape[3] ** -0.5
    asked = (asked @ _by_head(attention.k_proj.weight, heads)).flatten(1, 2)  # (B, h*T, C)
    weights = (asked @ keys.transpose(1, 2)).softmax(-1)  # (B, h*T, N)
    read = (weights @ values).view(batch, heads, count, -1)
    read = read @ _by_head(attention.v_proj.weight, heads).transpose(1, 2)  # (B, h, T, d)
    merged = read.transpose(1, 2).flatten(2) + attention.v_proj.bias
    out: Tensor = attention.out_proj(merged)
    return out


def _given(attention: Attention, asking: Tensor, keys: Tensor, values: Tensor) -> Tensor:
    """Cells ``(B, N, C)`` read tokens ``(B, T, C)``: ``(B, N, C)``."""
    heads, batch, count = attention.num_heads, len(keys), keys.shape[1]
    looked = _heads(attention.k_proj(keys), heads)  # (B, h, T, d)
    looked = looked * looked.shape[3] ** -0.5
    bias = looked @ attention.q_proj.bias.view(heads, -1, 1)  # (B, h, T, 1)
    looked = (looked @ _by_head(attention.q_proj.weight, heads)).flatten(1, 2)  # (B, h*T, C)
    scores = (looked @ asking.transpose(1, 2)).view(batch, heads, count, -1) + bias
    weights = scores.softmax(2).flatten(1, 2)  # (B, h*T, N)
    gifts = _heads(attention.v_proj(values), heads)
    outward = attention.out_proj.weight.T.view(heads, -1, attention.embedding_dim)  # (h, d, C)
    gifts = (gifts @ outward).flatten(1, 2)  # (B, h*T, C)
    given: Tensor = weights.transpose(1, 2) @ gifts + attention.out_proj.bias
    return given


def _raised(upscaling: nn.Sequential, cells: Tensor) -> Tensor:
    """Cells ``(B, N, C)`` -> 16 pixels of each, ``(B, N*16, C/8)``, a cell's together."""
    first, norm, bend, second, bend_again = upscaling
    assert isinstance(norm, LayerNorm2d)
    raised = _four_pixels(first, cells)  # (B, N, 4, C/4)
    raised = F.layer_norm(raised, raised.shape[-1:], norm.weight, norm.bias, norm.eps)
    finest: Tensor = bend_again(_four_pixels(second, bend(raised)))  # (B, N, 4, 4, C/8)
    return finest.flatten(1, 3)


def _in_place(masks: Tensor, side: tuple[int, int]) -> Tensor:
    """``(B, N*16, 4)``, pixels of a cell together -> ``(B, 4, S/4, S/4)``."""
    pixels = masks.view(len(masks), *side, 2, 2, 2, 2, -1)
    placed = pixels.permute(0, 7, 1, 3, 5, 2, 4, 6)
    return placed.reshape(len(masks), -1, 4 * side[0], 4 * side[1])


def _heads(x: Tensor, heads: int) -> Tensor:
    """``(B, T, h*d) -> (B, h, T, d)``."""
    return x.view(*x.shape[:2], heads, -1).transpose(1, 2)


def _by_head(weight: Tensor, heads: int) -> Tensor:
    """``(h*d, C) -> (h, d, C)``."""
    return weight.view(heads, -1, weight.shape[1])


def _four_pixels(convolution: nn.Module, x: Tensor) -> Tensor:
    """A transposed 2x2 convolution of stride 2 at each place, ``(..., C) -> (..., 4, D)``."""
    assert isinstance(convolution, nn.ConvTranspose2d) and convolution.bias is not None
    matrix = convolution.weight.permute(0, 2, 3, 1).flatten(1)  # (C, 4*D), a pixel's together
    return (x @ matrix).view(*x.shape[:-1], 4, -1) + convolution.bias
