"""The masks of a point that is worth them."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sam.folded.points.algebra import Algebra, PointState, PointTensors, as_matrix
from sam.modeling.common import LayerNorm2d

_TILE = 512
"""Cells upscaled at once, so that they stay in the processor's cache."""


class PointMasks:
    """Upscales the masks of one point, where the picture is and not its padding.

    Args:
        algebra: of the model.
        side: cells in a row of the embedding.
        rows: rows of cells that are looked at, from the top.
    """

    def __init__(self, algebra: Algebra, side: int, rows: int) -> None:
        self._algebra = algebra
        self._side = side
        self._rows = rows
        _, norm, _, refine, _ = algebra.mask_decoder.output_upscaling
        assert isinstance(norm, LayerNorm2d)
        assert isinstance(refine, nn.ConvTranspose2d) and refine.bias is not None
        self._norm = norm
        with torch.no_grad():
            self._refine = as_matrix(refine.weight).contiguous()  # (C/4, 4*C/8)
            self._refine_bias = refine.bias.repeat(4)

    @torch.no_grad()
    def __call__(self, state: PointState, image: PointTensors, offered: list[int]) -> Tensor:
        """Decode masks.

        Args:
            state: of one point, ``B = 1``.
            image: the prepared image.
            offered: which of the offered tokens, counted from 0.

        Returns:
            Logits ``(len(offered), 4 * rows, S/4)``: the upper part of the whole.
        """
        filters = self._filters(state, image, offered)  # (K, C/8)
        cells = self._side * self._rows
        masks = filters.new_empty(len(filters), 16 * cells)
        for start in range(0, cells, _TILE):
            part = slice(start, min(start + _TILE, cells))
            pixels = self._pixels(state, image, part)
            torch.mm(filters, pixels.T, out=masks[:, 16 * part.start : 16 * part.stop])
        masks = masks.view(-1, self._rows, self._side, 2, 2, 2, 2)  # cell y, x; pixel y, x; again
        return masks.permute(0, 1, 3, 5, 2, 4, 6).reshape(-1, 4 * self._rows, 4 * self._side)

    def _filters(self, state: PointState, image: PointTensors, offered: list[int]) -> Tensor:
        decoder = self._algebra.mask_decoder
        first = decoder.num_mask_tokens - state.queries.shape[1]
        learnt = decoder.mask_tokens.weight[None, first:]
        queries = state.queries[:, offered]
        tokens = self._algebra.final_attention(queries, learnt[:, offered], state, image)[0]
        heads = [decoder.output_hypernetworks_mlps[first + index] for index in offered]
        return torch.cat([mlp(token[None]) for mlp, token in zip(heads, tokens, strict=True)])

    def _pixels(self, state: PointState, image: PointTensors, part: slice) -> Tensor:
        """Some cells -> ``(16 * cells, C/8)``, cell by cell."""
        parts, norm = self._algebra, self._norm
        of_image, of_constant = state.scale_image[0, 0, part], state.scale_constant[0, 0, part]
        x = torch.addcmul(parts.up_bias, of_constant[:, None], parts.constant_up)
        x.addcmul_(image.upscaled[part], of_image[:, None])
        x.addmm_(state.looked[0, :, part].T, state.given_upscaled[0])  # (cells, 4*C/4)
        x = x.view(-1, len(norm.weight))
        x = F.gelu(F.layer_norm(x, [x.shape[1]], norm.weight, norm.bias, norm.eps))
        x = F.gelu(torch.addmm(self._refine_bias, x, self._refine))
        return x.view(-1, self._refine.shape[1] // 4)
