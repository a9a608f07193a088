"""A prompt on a prepared image -> the masks of all four tokens."""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sam.folded.parts import Parts
from sam.folded.prepare import mask_directions
from sam.folded.products import Products, as_matrix
from sam.modeling.common import LayerNorm2d
from sam.modeling.transformer import Attention


class Fixed(NamedTuple):
    """Products of the model's weights that every prompt needs."""

    given0: Tensor
    """``(h, d, ...)``: of a token's values, see :meth:`Products.through_first`."""
    given1: Tensor
    """``(h, d, ...)``: likewise, :meth:`Products.through_second`."""
    of_mask: Tensor
    """``(17, ...)``, as ``given0``."""
    mask0: Tensor
    """``(17, 3 h*d)``: keys, values and queries of the first layer."""
    constants: Tensor
    """``(2, 2 h*d + C)``."""
    value_bias: Tensor
    """``(h*d,)``."""
    given_constant: Tensor
    """``(h, d, 1)``."""
    constant_length: Tensor
    """``()``."""


class FoldedDecoder(Parts):
    """Prompt encoder and mask decoder for one prompt on a prepared image."""

    def forward(
        self,
        keys0: Tensor,
        values0: Tensor,
        queries0: Tensor,
        overlaps0: Tensor,
        keys1: Tensor,
        values1: Tensor,
        queries1: Tensor,
        key_positions1: Tensor,
        query_positions1: Tensor,
        late_overlaps0: Tensor,
        overlaps1: Tensor,
        keys2: Tensor,
        values2: Tensor,
        key_positions2: Tensor,
        raised: Tensor,
        lengths: Tensor,
        tilt: Tensor,
        mask_overlaps: Tensor,
        mask_rows: Tensor,
        point_coords: Tensor,
        point_labels: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Decode.

        Args:
            keys0: this and all up to ``mask_overlaps``: :class:`ImageTensors`.
            mask_rows: the image's own, or what :class:`MaskInput` returns.
            point_coords: ``(1, P, 2)``, XY in the model frame: points, then the padding point or a
                box's two corners.
            point_labels: ``(1, P)``.

        Returns:
            ``low_res_masks (1, 4, S/4, S/4)`` logits and ``iou_predictions (1, 4)``.
        """
        fixed, widths = self._fixed()
        first, second, decoder = self.first, self.second, self.mask_decoder
        learnt = torch.cat([decoder.iou_token.weight, decoder.mask_tokens.weight])
        prompt = self.prompt_encoder.embed_points(point_coords, point_labels)[0]
        tokens = torch.cat([learnt, prompt])  # (T, C); they serve as their own positions
        rows = mask_rows.shape[0]
        mask_keys0, mask_values0, mask_queries0 = fixed.mask0[:rows].chunk(3, dim=1)

        # First layer.
        queries = first.norm1(self._among_tokens(first.self_attn, tokens, tokens))
        asked = self._queries(self.reads0, queries + tokens)  # (h, T, d)
        scores = asked @ keys0 + self._through(asked, mask_keys0, mask_rows)
        weights = scores.softmax(-1)  # (h, T, N)
        read = weights @ values0 + self._from(weights, mask_rows, mask_values0)
        queries = first.norm2(queries + self.reads0.out_proj(_merge(read)))
        queries = first.norm3(queries + first.mlp(queries))
        asked = self._keys(self.looks0, queries + tokens)
        scores = asked @ queries0 + self._through(asked, mask_queries0, mask_rows)
        looked = torch.cat([mask_rows, self._softmax_over_tokens(scores)])  # (R0, N)
        values = self.rows(self.looks0.v_proj(queries))  # (h, T, d)
        given = torch.cat([fixed.of_mask[:rows], (values @ fixed.given0).flatten(0, 1)])
        keys, vals, asks, gives, ends0, tilts, whole, late = torch.split(given, widths, dim=1)

        # How long each cell has become, as the first layer sees it and as the second will.
        squares = torch.cat([whole @ whole.T, late @ late.T, tilts.T])
        squares = squares @ looked  # (2*R0 + 1, N)
        own = torch.stack([values @ overlaps0, values @ late_overlaps0]).flatten(1, 2)
        crossed = torch.cat([mask_overlaps[:, :rows], own], 1) * 2
        changes = (crossed + squares[:-1].view(crossed.shape)) * looked
        length, late_length = torch.split(lengths + changes.sum(1), 1)  # (1, N) each
        channels = whole.shape[1]
        deviation = _deviation(length, channels, first.norm4.eps)
        inverse = 1 / deviation
        tilt = tilt + squares[-1:]

        # Second layer.
        placed = queries + tokens
        queries = second.norm1(queries + self._among_tokens(second.self_attn, placed, queries))
        asked = self._queries(self.reads1, queries + tokens)
        scores = (asked @ keys1 + self._through(asked, keys, looked)) * inverse
        weights = (scores + asked @ key_positions1).softmax(-1)
        divided = weights * inverse
        read = divided @ values1 + self._from(divided, looked, vals)
        queries = second.norm2(queries + self.reads1.out_proj(_merge(read) + fixed.value_bias))
        queries = second.norm3(queries + second.mlp(queries))
        asked = self._keys(self.looks1, queries + tokens)
        scores = (asked @ queries1 + self._through(asked, asks, looked)) * inverse
        looked1 = self._softmax_over_tokens(scores + asked @ query_positions1)  # (h*T, N)
        values = self.rows(self.looks1.v_proj(queries))
        given = (values @ fixed.given1).flatten(0, 1)
        ends1, whole = torch.split(given, [ends0.shape[1], channels], dim=1)
        crossed = (values @ overlaps1 + self._through(values, gives, looked)) * inverse
        crossed = (crossed + values @ fixed.given_constant).flatten(0, 1) * 2
        changes = (crossed + (whole @ whole.T) @ looked1) * looked1
        length = (late_length * inverse + 2 * tilt) * inverse + fixed.constant_length
        length = length + changes.sum(0, keepdim=True)
        deviation1 = _deviation(length, channels, second.norm4.eps)

        # A cell at last, times both deviations: the image's part, and what has been added to it.
        both = deviation * deviation1
        added = torch.cat([looked, looked1 * deviation, deviation, both])  # (R0 + h*T + 2, N)
        ends = torch.cat([ends0, ends1, fixed.constants])
        keys, vals, raises = torch.split(ends, [*widths[:2], channels], dim=1)
        inverse = 1 / both

        # Only the learnt tokens are looked at from here on.
        count = len(learnt)
        queries = queries[:count]
        asked = self._queries(self.reads2, queries + tokens[:count])  # (h, 5, d)
        scores = (asked @ keys2 + self._through(asked, keys, added)) * inverse
        weights = (scores + asked @ key_positions2).softmax(-1)  # (h, 5, N)
        weights = weights * inverse
        read = _merge(weights @ values2 + self._from(weights, added, vals))
        queries = decoder.transformer.norm_final_attn(queries + self.reads2.out_proj(read))
        heads = zip(decoder.output_hypernetworks_mlps, queries[1:].split(1), strict=True)
        filters = torch.cat([mlp(token) for mlp, token in heads])  # (4, C/8)
        cells = raised + added.T @ raises  # (N, C)
        return self._upscale(cells, both, filters)[None], decoder.iou_prediction_head(queries[:1])

    def _fixed(self) -> tuple[Fixed, list[int]]:
        """And how what is given in the first layer is cut."""
        products, dtype = Products(self), self.reads0.k_proj.weight.dtype
        channels = len(products.between)
        directions = mask_directions(self)
        first = products.through_first(products.gives0)
        last = products.through_second(products.gives1)
        asks = self.looks0.q_proj.weight * self.scale
        layer0 = torch.cat([self.reads0.k_proj.weight, self.reads0.v_proj.weight, asks])
        reads = self.reads1
        fixed = Fixed(
            first.view(self.heads, -1, first.shape[1]),
            last.view(self.heads, -1, last.shape[1]),
            products.through_first(directions),
            directions @ layer0.T.double(),
            products.constants,
            reads.v_proj.weight @ self.first.norm4.bias + reads.v_proj.bias,
            (products.gives1 @ products.between).view(self.heads, -1, 1),
            products.between.square().sum(),
        )
        widths = [*products.widths[:4], sum(products.widths[4:]), 1, channels, channels]
        return Fixed(*(value.to(dtype) for value in fixed)), widths

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

    def _through(self, asked: Tensor, given: Tensor, looked: Tensor) -> Tensor:
        """Scores of ``asked (h, T, d)`` with what was added to the cells: ``(h, T, N)``.

        Args:
            given: ``(R, h*d)``, what was added, projected.
            looked: ``(R, N)``, how much of it each cell got.
        """
        shares = (asked @ self.rows(given).transpose(1, 2)).flatten(0, 1)  # (h*T, R)
        return (shares @ looked).view(*asked.shape[:2], -1)

    def _from(self, weights: Tensor, looked: Tensor, given: Tensor) -> Tensor:
        """Sums under ``weights (h, T, N)`` of what was added to the cells: ``(h, T, d)``."""
        shares = (weights.flatten(0, 1) @ looked.T).view(*weights.shape[:2], -1)  # (h, T, R)
        return shares @ self.rows(given)

    def _softmax_over_tokens(self, scores: Tensor) -> Tensor:
        """``(h, T, N) -> (h*T, N)``, summing to one over the tokens of each head.

        Written out, because a softmax over any axis but the last costs two transpositions.
        """
        weights = (scores - scores.amax(1, keepdim=True)).exp()
        return (weights / weights.sum(1, keepdim=True)).flatten(0, 1)

    def _upscale(self, cells: Tensor, factor: Tensor, filters: Tensor) -> Tensor:
        """Cells and one filter per mask -> ``(4, S/4, S/4)`` logits.

        Args:
            cells: ``(N, C)``, after the first transposed convolution, four pixels each without
                their mean, times ``factor``.
            factor: ``(1, N)``; the normalisation takes it out again.
            filters: ``(4, C/8)``.
        """
        _, norm, _, refine, _ = self.mask_decoder.output_upscaling
        assert isinstance(norm, LayerNorm2d) and isinstance(refine, nn.ConvTranspose2d)
        assert refine.bias is not None
        pixels = cells.view(len(cells), 4, -1)  # (N, 4, C/4)
        variance = (pixels * pixels).mean(2, keepdim=True) + norm.eps * (factor**2).view(-1, 1, 1)
        pixels = (pixels / variance.sqrt() * norm.weight).flatten(0, 1)
        pixels = F.gelu(pixels + norm.bias)  # (N*4, C/4)
        pixels = F.linear(pixels, as_matrix(refine.weight).T, refine.bias.repeat(4))
        pixels = pixels.view(-1, filters.shape[1])
        masks = filters @ F.gelu(pixels).T  # (4, N*4*4)
        side = math.isqrt(len(cells))
        masks = masks.view(len(filters), side, side, 2, 2, 2, 2)  # cell y, x; pixel y, x; again
        return masks.permute(0, 1, 3, 5, 2, 4, 6).reshape(len(filters), 4 * side, 4 * side)


def _deviation(length: Tensor, channels: int, eps: float) -> Tensor:
    """Standard deviation of vectors without mean, from the squares of their lengths.

    A sum of products may come out below nothing by rounding.
    """
    return (length.clamp(min=0) / channels + eps).sqrt()


def _merge(heads: Tensor) -> Tensor:
    """``(h, T, d) -> (T, h*d)``."""
    return heads.transpose(0, 1).flatten(1)
