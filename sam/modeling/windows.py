"""Cutting a feature map into square windows for local attention, and putting it together again."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional as F


def window_partition(x: Tensor, size: int) -> Tensor:
    """Cut ``(B, H, W, C)`` into ``(B * windows, size, size, C)``.

    Where H or W is not a multiple of ``size``, zeros are added at the bottom and right; they take
    part in attention, as they did when the published weights were trained.
    """
    batch, height, width, channels = x.shape
    x = F.pad(x, (0, 0, 0, -width % size, 0, -height % size))
    rows, columns = x.shape[1] // size, x.shape[2] // size
    x = x.view(batch, rows, size, columns, size, channels)
    return x.transpose(2, 3).reshape(-1, size, size, channels)


def window_unpartition(windows: Tensor, height: int, width: int) -> Tensor:
    """Undo :func:`window_partition`: ``(B * windows, size, size, C) -> (B, height, width, C)``."""
    size, channels = windows.shape[1], windows.shape[3]
    rows, columns = -(-height // size), -(-width // size)
    x = windows.view(-1, rows, columns, size, size, channels).transpose(2, 3)
    x = x.reshape(-1, rows * size, columns * size, channels)
    return x[:, :height, :width]
