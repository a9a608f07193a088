"""Points on a prepared image -> predicted IoU, and what their masks will need."""

from __future__ import annotations

import torch
from torch import Tensor

from sam.config import PADDING_LABEL
from sam.folded.points.algebra import (
    LEARNT,
    OFFERED,
    Algebra,
    PointState,
    PointTensors,
    ask,
    gather,
    merge,
    split_heads,
)
from sam.prompts import FOREGROUND


class PointScores:
    """Decodes points as far as their scores. Arrays of ``(B, R, N)`` are worked on in place."""

    def __init__(self, algebra: Algebra) -> None:
        self._algebra = algebra

    @torch.no_grad()
    def __call__(self, points: Tensor, image: PointTensors) -> tuple[Tensor, PointState]:
        """Decode.

        Args:
            points: ``(B, 2)``, XY in the model frame, each a foreground point by itself.
            image: the prepared image.

        Returns:
            Predicted IoU of the offered tokens ``(B, 3)``, and what their masks need.
        """
        parts = self._algebra
        first, second, constant = parts.first, parts.second, parts.constant
        channels = len(constant)
        tokens = self._tokens(points)  # (B, T, C); they serve as their own positions

        # First layer.
        queries = first.norm1(first.self_attn(q=tokens, k=tokens, v=tokens))
        asked = parts.by_head(parts.reads0.q_proj(queries + tokens)) * parts.scale
        shape = asked.shape[1], asked.shape[2]  # h, T
        weights = ask(asked, image.keys0).softmax(-1)  # (B, R, N)
        read = merge(gather(weights, image.values0))
        queries = first.norm2(queries + parts.reads0.out_proj(read))
        queries = first.norm3(queries + first.mlp(queries))
        asked = parts.by_head(parts.looks0.k_proj(queries + tokens))
        looked0 = split_heads(ask(asked, image.queries0), shape).softmax(2).flatten(1, 2)
        values0 = parts.by_head(parts.looks0.v_proj(queries))  # (B, h, T, d)
        given = (values0 @ parts.from_first).flatten(1, 2)  # (B, R, ...)
        given0, key1, value1, query1, given0_later, key2_0, value2_0, up0 = torch.split(
            given, parts.first_widths, 2
        )
        length0 = _square(ask(values0 * 2, image.looks0), given0, looked0) + image.length0
        scale0 = torch.rsqrt(length0 / channels + first.norm4.eps)[:, None]  # (B, 1, N)

        # Second layer.
        placed = queries + tokens
        queries = second.norm1(queries + second.self_attn(q=placed, k=placed, v=queries))
        asked = parts.by_head(parts.reads1.q_proj(queries + tokens)) * parts.scale
        low = (asked @ parts.by_head(key1).transpose(2, 3)).flatten(1, 2)  # (B, R, R)
        scores = ask(asked, image.keys1).baddbmm_(low, looked0).mul_(scale0)
        weights = scores.add_(ask(asked, image.key_positions1)).softmax(-1).mul_(scale0)
        shares = split_heads(weights @ looked0.transpose(1, 2), shape)  # (B, h, T, R)
        read = gather(weights, image.values1) + shares @ parts.by_head(value1)
        read = parts.reads1.out_proj(merge(read) + parts.value_bias1)
        queries = second.norm2(queries + read)
        queries = second.norm3(queries + second.mlp(queries))
        asked = parts.by_head(parts.looks1.k_proj(queries + tokens))
        low = (asked @ parts.by_head(query1).transpose(2, 3)).flatten(1, 2)
        scores = ask(asked, image.queries1).baddbmm_(low, looked0).mul_(scale0)
        scores = scores.add_(ask(asked, image.query_positions1))
        looked1 = split_heads(scores, shape).softmax(2).flatten(1, 2)
        values1 = parts.by_head(parts.looks1.v_proj(queries))
        given = (values1 @ parts.from_second).flatten(1, 2)
        given1, key2_1, value2_1, up1 = torch.split(given, parts.second_widths, 2)

        # The square of the length of  scale0 * (cells1 + L0^T G0) + (constant + L1^T G1).
        of_image = _square(ask(values0 * 2, image.looks1_first), given0_later, looked0)
        of_image += image.length1
        crossing = ask(values1, image.looks1_second)
        crossing.baddbmm_(given1 @ given0_later.transpose(1, 2), looked0)
        between = crossing.mul_(looked1).sum(1).add_(image.shift1)
        between += ((given0_later @ constant)[:, None] @ looked0)[:, 0]
        along = (given1 @ constant)[:, :, None].expand_as(looked1)
        of_tokens = _square(2 * along, given1, looked1) + constant.square().sum()
        over0 = scale0[:, 0]
        length1 = over0 * (over0 * of_image + 2 * between) + of_tokens
        scale1 = torch.rsqrt(length1 / channels + second.norm4.eps)[:, None]

        state = PointState(
            looked=torch.cat([looked0.mul_(scale0 * scale1), looked1.mul_(scale1)], 1),
            scale_image=scale0 * scale1,
            scale_constant=scale1,
            given_keys2=torch.cat([key2_0, key2_1], 1),
            given_values2=torch.cat([value2_0, value2_1], 1),
            given_upscaled=torch.cat([up0, up1], 1),
            queries=queries[:, LEARNT - OFFERED : LEARNT],
        )
        token = parts.final_attention(queries[:, :1], tokens[:, :1], state, image)
        iou_predictions = parts.mask_decoder.iou_prediction_head(token[:, 0])
        return iou_predictions[:, -OFFERED:], state

    def _tokens(self, points: Tensor) -> Tensor:
        """``(B, 2) -> (B, T, C)``: the learnt tokens, the point, the padding point."""
        decoder = self._algebra.mask_decoder
        learnt = torch.cat([decoder.iou_token.weight, decoder.mask_tokens.weight])
        coords = torch.stack([points, torch.zeros_like(points)], 1)
        labels = torch.tensor([FOREGROUND, PADDING_LABEL], device=points.device)
        prompt = self._algebra.prompt_encoder.embed_points(coords, labels.expand(len(points), 2))
        return torch.cat([learnt.expand(len(points), -1, -1), prompt], 1)


def _square(inner: Tensor, given: Tensor, looked: Tensor) -> Tensor:
    """``2 <x, L^T G> + |L^T G|^2`` for every cell, ``(B, N)``.

    Args:
        inner: ``(B, R, N)``, twice the inner products of cells with ``given``; it is overwritten.
        given: ``(B, R, C)``.
        looked: ``(B, R, N)``.
    """
    gram = given @ given.transpose(1, 2)
    return torch.baddbmm(inner, gram, looked).mul_(looked).sum(1)
