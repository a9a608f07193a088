"""A prompt on a prepared image -> the masks of all four tokens."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sam.folded.parts import Parts
from sam.modeling import Sam
from sam.modeling.common import LayerNorm2d
from sam.modeling.transformer import Attention


class FoldedDecoder(Parts):
    """Prompt encoder and mask decoder for one prompt on a prepared image."""

    second_layer: Tensor
    second_layer_sum: Tensor
    value_bias: Tensor

    @torch.no_grad()
    def __init__(self, model: Sam) -> None:
        super().__init__(model)
        weights = torch.stack(self.second_layer_weights())  # (3, C, h*d)
        self.register_buffer("second_layer", weights)
        self.register_buffer("second_layer_sum", weights.sum(1))
        reads = self.reads1
        value_bias = reads.v_proj.weight @ self.first.norm4.bias + reads.v_proj.bias
        self.register_buffer("value_bias", value_bias)

    def forward(
        self,
        cells: Tensor,
        keys0: Tensor,
        values0: Tensor,
        queries0: Tensor,
        keys1: Tensor,
        values1: Tensor,
        queries1: Tensor,
        key_positions1: Tensor,
        query_positions1: Tensor,
        key_positions2: Tensor,
        point_coords: Tensor,
        point_labels: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Decode.

        Args:
            cells: this and the next nine: :class:`ImageTensors`.
            point_coords: ``(1, P, 2)``, XY in the model frame: points, then the padding point or a
                box's two corners.
            point_labels: ``(1, P)``.

        Returns:
            ``low_res_masks (1, 4, S/4, S/4)`` logits and ``iou_predictions (1, 4)``.
        """
        first, second, decoder = self.first, self.second, self.mask_decoder
        learnt = torch.cat([decoder.iou_token.weight, decoder.mask_tokens.weight])
        prompt = self.prompt_encoder.embed_points(point_coords, point_labels)[0]
        tokens = torch.cat([learnt, prompt])  # (T, C); they serve as their own positions

        # First layer.
        queries = first.norm1(self._among_tokens(first.self_attn, tokens, tokens))
        weights = (self._queries(self.reads0, queries + tokens) @ keys0).softmax(-1)  # (h, T, N)
        queries = first.norm2(queries + self._project(self.reads0, weights @ values0))
        queries = first.norm3(queries + first.mlp(queries))
        looked = self._softmax_over_tokens(self._keys(self.looks0, queries + tokens) @ queries0)
        given = self._given(self.looks0, queries)
        changed, mean, inverse_deviation = torch.native_layer_norm(
            cells + looked.T @ given,
            [cells.shape[1]],
            first.norm4.weight,
            first.norm4.bias,
            first.norm4.eps,
        )
        norm = _LowRankNorm(looked, mean.view(1, 1, -1), inverse_deviation.view(1, 1, -1))

        # Second layer: the cells are read and look through what is prepared and what has low rank.
        given_keys, given_values, given_queries = given @ self.second_layer  # (h*T, h*d) each
        sums = self.second_layer_sum
        placed = queries + tokens
        queries = second.norm1(queries + self._among_tokens(second.self_attn, placed, queries))
        asked = self._queries(self.reads1, queries + tokens)
        scores = norm.project(asked, keys1, self.rows(given_keys), self._heads_of(sums[0]))
        weights = (scores + asked @ key_positions1).softmax(-1)
        read = norm.gather(weights, values1, self.rows(given_values), self._heads_of(sums[1]))
        read = read + self._heads_of(self.value_bias)
        queries = second.norm2(queries + self.reads1.out_proj(_merge(read)))
        queries = second.norm3(queries + second.mlp(queries))
        asked = self._keys(self.looks1, queries + tokens)
        scores = norm.project(asked, queries1, self.rows(given_queries), self._heads_of(sums[2]))
        looked = self._softmax_over_tokens(scores + asked @ query_positions1)
        changed = second.norm4(
            changed + looked.T @ self._given(self.looks1, queries) + self.looks1.out_proj.bias
        )

        # Only the learnt tokens are looked at from here on.
        count = len(learnt)
        queries = queries[:count]
        asked = self._queries(self.reads2, queries + tokens[:count])  # (h, 5, d)
        channels = changed.shape[1]
        keys2 = self.reads2.k_proj.weight.view(self.heads, -1, channels)
        values2 = self.reads2.v_proj.weight.view(self.heads, -1, channels)
        folded = (asked @ keys2).flatten(0, 1)  # (h*5, C)
        scores = (folded @ changed.T).view(self.heads, count, -1)
        weights = (scores + asked @ key_positions2).softmax(-1)  # (h, 5, N)
        read = (weights.flatten(0, 1) @ changed).view(self.heads, count, channels)
        read = read @ values2.transpose(1, 2)
        read = _merge(read) + self.reads2.v_proj.bias
        queries = decoder.transformer.norm_final_attn(queries + self.reads2.out_proj(read))
        heads = zip(decoder.output_hypernetworks_mlps, queries[1:].split(1), strict=True)
        filters = torch.cat([mlp(token) for mlp, token in heads])  # (4, C/8)
        return self._upscale(changed, filters)[None], decoder.iou_prediction_head(queries[:1])

    def _among_tokens(self, attention: Attention, placed: Tensor, tokens: Tensor) -> Tensor:
        """Self-attention, ``(T, C)``: keys and queries with positions, values without."""
        attended: Tensor = attention(q=placed[None], k=placed[None], v=tokens[None])
        return attended[0]

    def _queries(self, attention: Attention, tokens: Tensor) -> Tensor:
        """``(T, C) -> (h, T, d)``, scaled."""
        return self.rows(attention.q_proj(tokens)) * self.scale

    def _keys(self, attention: Attention, tokens: Tensor) -> Tensor:
        """``(T, C) -> (h, T, d)``."""
        return self.rows(attention.k_proj(tokens))

    def _project(self, attention: Attention, heads: Tensor) -> Tensor:
        """``(h, T, d) -> (T, C)``."""
        out: Tensor = attention.out_proj(_merge(heads))
        return out

    def _given(self, attention: Attention, tokens: Tensor) -> Tensor:
        """What each token gives to a cell that looks at it alone, by head: ``(h*T, C)``."""
        values = self.rows(attention.v_proj(tokens))  # (h, T, d)
        project = self.rows(attention.out_proj.weight)  # (h, C, d)
        return torch.flatten(values @ project.transpose(1, 2), 0, 1)

    def _heads_of(self, vector: Tensor) -> Tensor:
        """``(h*d,) -> (h, 1, d)``."""
        return vector.view(self.heads, 1, -1)

    def _softmax_over_tokens(self, scores: Tensor) -> Tensor:
        """``(h, T, N) -> (h*T, N)``, summing to one over the tokens of each head.

        Written out, because a softmax over any axis but the last costs two transpositions.
        """
        weights = (scores - scores.amax(1, keepdim=True)).exp()
        return (weights / weights.sum(1, keepdim=True)).flatten(0, 1)

    def _upscale(self, cells: Tensor, filters: Tensor) -> Tensor:
        """Cells ``(N, C)`` and one filter per mask ``(4, C/8)`` -> ``(4, S/4, S/4)`` logits."""
        widen, norm, _, refine, _ = self.mask_decoder.output_upscaling
        assert isinstance(widen, nn.ConvTranspose2d) and isinstance(refine, nn.ConvTranspose2d)
        assert isinstance(norm, LayerNorm2d)
        assert widen.bias is not None and refine.bias is not None
        x = (cells @ _as_matrix(widen.weight)).view(-1, widen.out_channels)  # (N*4, C/4)
        x = F.layer_norm(x + widen.bias, [x.shape[1]], norm.weight, norm.bias, norm.eps)
        x = (F.gelu(x) @ _as_matrix(refine.weight)).view(-1, refine.out_channels) + refine.bias
        masks = filters @ F.gelu(x).T  # (4, N*4*4)
        side = math.isqrt(len(cells))
        masks = masks.view(len(filters), side, side, 2, 2, 2, 2)  # cell y, x; pixel y, x; again
        return masks.permute(0, 1, 3, 5, 2, 4, 6).reshape(len(filters), 4 * side, 4 * side)


class _LowRankNorm:
    """The normalised cells of the first layer, as the sum of products that they are.

    Args:
        looked: ``(h*T, N)``, the attention weights of the first layer's change.
        mean: ``(1, 1, N)`` of each cell before the normalisation.
        inverse_deviation: ``(1, 1, N)``, likewise.
    """

    def __init__(self, looked: Tensor, mean: Tensor, inverse_deviation: Tensor) -> None:
        self.looked, self.mean, self.inverse_deviation = looked, mean, inverse_deviation

    def project(self, asked: Tensor, prepared: Tensor, given: Tensor, sums: Tensor) -> Tensor:
        """Scores of ``asked (h, T, d)`` with projected cells, positions left out: ``(h, T, N)``.

        Args:
            prepared: columns, the image's part.
            given: ``(h, h*T, d)``, the tokens' part.
            sums: ``(h, 1, d)``, the projection of a vector of ones.
        """
        low_rank = (asked @ given.transpose(1, 2)).flatten(0, 1) @ self.looked  # (h*T, N)
        centre = asked @ sums.transpose(1, 2)  # (h, T, 1)
        whole = asked @ prepared + low_rank.view(*asked.shape[:2], -1) - centre * self.mean
        return whole * self.inverse_deviation

    def gather(self, weights: Tensor, prepared: Tensor, given: Tensor, sums: Tensor) -> Tensor:
        """Sums of projected cells under ``weights (h, T, N)``, without the constant: ``(h, T, d)``.

        Args:
            prepared: rows, the image's part.
            given, sums: as in :meth:`project`.
        """
        weights = weights * self.inverse_deviation
        shares = (weights.flatten(0, 1) @ self.looked.T).view(*weights.shape[:2], -1)
        centre = (weights * self.mean).sum(-1, keepdim=True)
        return weights @ prepared + shares @ given - centre * sums


def _merge(heads: Tensor) -> Tensor:
    """``(h, T, d) -> (T, h*d)``."""
    return heads.transpose(0, 1).flatten(1)


def _as_matrix(weight: Tensor) -> Tensor:
    """A 2x2 transposed convolution ``(in, out, 2, 2) -> (in, 2*2*out)``."""
    return weight.permute(0, 2, 3, 1).flatten(1)
