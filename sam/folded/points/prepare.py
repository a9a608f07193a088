"""An image's embedding -> what it contributes to every point."""

from __future__ import annotations

import torch
from torch import Tensor

from sam.folded.points.algebra import Algebra, PointTensors, centred


class PointPreparer:
    """Prepares images; runs once for each."""

    def __init__(self, algebra: Algebra) -> None:
        self._algebra = algebra

    @torch.no_grad()
    def __call__(self, embedding: Tensor) -> PointTensors:
        """``(1, C, S/16, S/16)`` -> what every point needs."""
        parts = self._algebra
        gain0, bias0 = parts.first.norm4.weight, parts.first.norm4.bias
        image = embedding.flatten(2)[0].T + parts.prompt_encoder.no_mask_embed.weight  # (N, C)
        positions = parts.prompt_encoder.get_dense_pe().flatten(2)[0].T  # (N, C)
        placed = image + positions
        later = positions + bias0  # what the second layer's keys and queries see but x1's direction
        cells0 = centred(image + parts.looks0.out_proj.bias)
        cells1 = centred(cells0 * gain0)
        return PointTensors(
            self._columns(placed @ parts.reads0.k_proj.weight.T),
            self._rows(parts.reads0.v_proj(image)),
            self._columns(parts.looks0.q_proj(placed) * parts.scale),
            self._columns(cells0 @ parts.gives0.T),
            cells0.square().sum(1),
            self._columns(cells0 @ parts.key1),
            self._rows(cells0 @ parts.value1),
            self._columns(cells0 @ parts.query1),
            self._columns(later @ parts.reads1.k_proj.weight.T),
            self._columns(parts.looks1.q_proj(later) * parts.scale),
            self._columns(cells1 @ parts.gives0_later.T),
            self._columns(cells1 @ parts.gives1.T),
            cells1.square().sum(1),
            cells1 @ parts.constant,
            self._columns(cells1 @ parts.key2),
            self._rows(cells1 @ parts.value2),
            self._columns(positions @ parts.reads2.k_proj.weight.T),
            cells1 @ parts.up,
        )

    def _columns(self, x: Tensor) -> Tensor:
        """``(N, h*d) -> (h, d, N)``."""
        return self._algebra.columns(x.T.contiguous())

    def _rows(self, x: Tensor) -> Tensor:
        """``(N, h*d) -> (h, N, d)``."""
        return self._algebra.rows(x).contiguous()
