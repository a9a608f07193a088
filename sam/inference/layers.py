"""What both arrangements have in common: the perceptron and the neck."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sam.inference.kernels import Conv, Linear
from sam.inference.strips import strips
from sam.modeling.common import LayerNorm2d


class Mlp:
    """``x + fc2(gelu(fc1(norm(x))))`` on rows, some at a time."""

    def __init__(
        self, norm: nn.LayerNorm, fc1: nn.Linear, fc2: nn.Linear, dtype: torch.dtype
    ) -> None:
        self._norm = norm
        self._hidden = fc1.out_features
        self._fc1 = Linear(fc1.weight, fc1.bias, dtype)
        self._fc2 = Linear(fc2.weight, fc2.bias, dtype)

    def __call__(self, rows: Tensor) -> Tensor:
        """``(N, C) float32 -> (N, C) float32``."""
        out = torch.empty_like(rows)
        for start, stop in strips(rows.shape[0], 4 * self._hidden, rows.device):
            part = rows[start:stop]
            hidden = self._fc1(self._norm(part), gelu=True)
            out[start:stop] = self._fc2.add_to(part, hidden)
        return out


class Neck:
    """See :func:`sam.modeling.common.neck`; always float32, as masks depend on it most."""

    def __init__(self, neck: nn.Sequential) -> None:
        narrow, first, conv, second = neck
        assert isinstance(narrow, nn.Conv2d) and isinstance(conv, nn.Conv2d)
        assert isinstance(first, LayerNorm2d) and isinstance(second, LayerNorm2d)
        self._narrow = Linear(narrow.weight.flatten(1), None)
        self._first = first
        self._conv = Conv(conv.weight, None)
        self._second = second

    def __call__(self, x: Tensor) -> Tensor:
        """``(1, H, W, C) -> (1, out_chans, H, W)``, contiguous."""
        x = _normalise(self._narrow(x), self._first)
        x = _normalise(self._conv(x, (1, 1)), self._second)
        return x.permute(0, 3, 1, 2).contiguous()


def _normalise(x: Tensor, norm: LayerNorm2d) -> Tensor:
    """``LayerNorm2d`` where the channels are the last axis."""
    return F.layer_norm(x, x.shape[-1:], norm.weight, norm.bias, norm.eps)
