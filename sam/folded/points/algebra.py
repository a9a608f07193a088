"""Products of weights with weights, and the steps that scores and masks share."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn

from sam.folded.parts import Parts
from sam.modeling import Sam

LEARNT = 5
"""Tokens that every prompt has: one for the IoU, four for masks."""
OFFERED = 3
"""Mask tokens that offer alternatives, the last ones."""


class PointTensors(NamedTuple):
    """What an image contributes to every point.

    Keys, queries and ``looks`` are columns ``(h, d, N)``, values rows ``(h, N, d)``. 0 and 1 name
    the layer, 2 the final attention.
    """

    keys0: Tensor
    values0: Tensor
    queries0: Tensor
    looks0: Tensor
    """Inner products of the first layer's cells with what its tokens can give."""
    length0: Tensor
    """``(N,)``: the square of each cell's length."""
    keys1: Tensor
    values1: Tensor
    queries1: Tensor
    key_positions1: Tensor
    query_positions1: Tensor
    looks1_first: Tensor
    """Inner products of the second layer's cells with what the first layer's tokens can give."""
    looks1_second: Tensor
    """... with what the second layer's tokens can give."""
    length1: Tensor
    """``(N,)``."""
    shift1: Tensor
    """``(N,)``: inner products of the second layer's cells with its constant part."""
    keys2: Tensor
    values2: Tensor
    key_positions2: Tensor
    upscaled: Tensor
    """``(N, 4*C/4)``: the image's part in the first layer of upscaling."""


class PointState(NamedTuple):
    """What is kept of each point after its score, for its masks."""

    looked: Tensor
    """``(B, 2R, N)``: the weights of both layers, over their deviations."""
    scale_image: Tensor
    """``(B, 1, N)``: one over both deviations."""
    scale_constant: Tensor
    """``(B, 1, N)``: one over the second layer's deviation."""
    given_keys2: Tensor
    """``(B, 2R, h*d)``."""
    given_values2: Tensor
    """``(B, 2R, h*d)``."""
    given_upscaled: Tensor
    """``(B, 2R, 4*C/4)``."""
    queries: Tensor
    """``(B, OFFERED, C)``: the offered mask tokens before the final attention."""

    def of(self, index: int) -> PointState:
        """The state of one point, ``B = 1``."""
        return PointState(*(tensor[index : index + 1] for tensor in self))


class Algebra(Parts):
    """Products of a model's weights with each other, as both layers' sums need them."""

    from_first: Tensor
    """``(h, d, ...)``: values of the first layer's tokens -> all that is needed of ``G0``."""
    from_second: Tensor
    """``(h, d, ...)``: likewise of ``G1``."""
    constant: Tensor
    """``(C,)``: the part of ``y1`` that depends on nothing."""

    @torch.no_grad()
    def __init__(self, model: Sam) -> None:
        super().__init__(model)
        gain0, bias0 = self.first.norm4.weight, self.first.norm4.bias
        gain1, bias1 = self.second.norm4.weight, self.second.norm4.bias
        widen = self.mask_decoder.output_upscaling[0]
        assert isinstance(widen, nn.ConvTranspose2d) and widen.bias is not None
        self.key1, self.value1, self.query1 = self.second_layer_weights()  # (C, h*d)
        self.key2 = gain1[:, None] * self.reads2.k_proj.weight.T
        self.value2 = gain1[:, None] * self.reads2.v_proj.weight.T
        self.up = gain1[:, None] * as_matrix(widen.weight)  # (C, 4*C/4)
        self.gives0 = centred(self.looks0.out_proj.weight.T)  # (h*d, C)
        self.gives0_later = centred(self.gives0 * gain0)
        self.gives1 = centred(self.looks1.out_proj.weight.T)
        later = (self.key2, self.value2, self.up)
        first = [self.gives0, *(self.gives0 @ w for w in (self.key1, self.value1, self.query1))]
        first += [self.gives0_later, *(self.gives0_later @ weight for weight in later)]
        second = [self.gives1, *(self.gives1 @ weight for weight in later)]
        self.first_widths = [part.shape[1] for part in first]
        self.second_widths = [part.shape[1] for part in second]
        self.from_first = torch.cat(first, 1).view(self.heads, -1, sum(self.first_widths))
        self.from_second = torch.cat(second, 1).view(self.heads, -1, sum(self.second_widths))
        self.constant = centred(bias0 + self.looks1.out_proj.bias)
        self.constant_key2 = (self.constant @ self.key2).view(self.heads, -1, 1)
        self.constant_value2 = (self.constant @ self.value2).view(self.heads, 1, -1)
        self.constant_up = self.constant @ self.up
        self.value_bias1 = bias0 @ self.reads1.v_proj.weight.T + self.reads1.v_proj.bias
        self.value_bias2 = bias1 @ self.reads2.v_proj.weight.T + self.reads2.v_proj.bias
        self.up_bias = bias1 @ as_matrix(widen.weight) + widen.bias.repeat(4)

    def by_head(self, x: Tensor) -> Tensor:
        """``(B, T, h*d) -> (B, h, T, d)``."""
        return x.view(*x.shape[:2], self.heads, -1).transpose(1, 2)

    def final_attention(
        self, queries: Tensor, tokens: Tensor, state: PointState, image: PointTensors
    ) -> Tensor:
        """The final attention of some tokens to ``x2``, and its normalisation: ``(B, K, C)``.

        Args:
            queries, tokens: ``(B, K, C)``, the tokens as they are and as they were at first.
        """
        asked = self.by_head(self.reads2.q_proj(queries + tokens)) * self.scale  # (B, h, K, d)
        shape = asked.shape[1], asked.shape[2]
        low = (asked @ self.by_head(state.given_keys2).transpose(2, 3)).flatten(1, 2)
        scores = low @ state.looked  # (B, h*K, N)
        scores.addcmul_(ask(asked, image.keys2), state.scale_image)
        scores.addcmul_((asked @ self.constant_key2).flatten(1, 2), state.scale_constant)
        weights = scores.add_(ask(asked, image.key_positions2)).softmax(-1)
        shares = split_heads(weights @ state.looked.transpose(1, 2), shape)
        constant = split_heads(weights @ state.scale_constant.transpose(1, 2), shape)
        read = gather(weights.mul_(state.scale_image), image.values2)
        read = read + shares @ self.by_head(state.given_values2) + constant * self.constant_value2
        read = self.reads2.out_proj(merge(read) + self.value_bias2)
        out: Tensor = self.mask_decoder.transformer.norm_final_attn(queries + read)
        return out


def ask(asked: Tensor, columns: Tensor) -> Tensor:
    """Scores of tokens ``(B, h, T, d)`` with an image's ``(h, d, N)``: ``(B, h*T, N)``.

    All points' tokens in one product by head: torch would copy ``columns`` for each point.
    """
    batch, heads, count, width = asked.shape
    together = asked.transpose(0, 1).reshape(heads, batch * count, width)
    scores = torch.bmm(together, columns).view(heads, batch, count, -1)
    return scores.transpose(0, 1).flatten(1, 2)


def gather(weights: Tensor, rows: Tensor) -> Tensor:
    """Sums of an image's ``(h, N, d)`` under weights ``(B, h*T, N)``: ``(B, h, T, d)``."""
    heads = rows.shape[0]
    batch, count, _ = weights.shape
    together = split_heads(weights, (heads, count // heads)).transpose(0, 1).flatten(1, 2)
    return torch.bmm(together, rows).view(heads, batch, count // heads, -1).transpose(0, 1)


def split_heads(x: Tensor, shape: tuple[int, int]) -> Tensor:
    """``(B, h*T, X) -> (B, h, T, X)``."""
    return x.view(x.shape[0], *shape, x.shape[2])


def merge(heads: Tensor) -> Tensor:
    """``(B, h, T, d) -> (B, T, h*d)``."""
    return heads.transpose(1, 2).flatten(2)


def centred(x: Tensor) -> Tensor:
    """Without the mean over the last axis."""
    return x - x.mean(-1, keepdim=True)


def as_matrix(weight: Tensor) -> Tensor:
    """A 2x2 transposed convolution ``(in, out, 2, 2) -> (in, 2*2*out)``."""
    return weight.permute(0, 2, 3, 1).flatten(1)
