"""Cutting a feature map into square windows for local attention, and putting it together again."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional as F


def window_partition(x: Tensor, window_size: int) -> tuple[Tensor, tuple[int, int]]:
    """Cut ``(B, H, W, C)`` into ``(B * windows, window_size, window_size, C)``.

    Where H or W is not a multiple of ``window_size``, zeros are added at the bottom and right; they
    take part in attention, as they did when the published weights were trained.

    Returns:
        The windows, and the (H, W) of the filled up map.
    """
    batch, height, width, channels = x.shape
    # A remainder of what is missing: ONNX divides towards zero, so that "-height % size" would not
    # come out of a traced graph as it does here.
    more_rows = (window_size - height % window_size) % window_size
    more_columns = (window_size - width % window_size) % window_size
    x = F.pad(x, (0, 0, 0, more_columns, 0, more_rows))
    rows, columns = (height + more_rows) // window_size, (width + more_columns) // window_size
    x = x.reshape(batch, rows, window_size, columns, window_size, channels)
    windows = x.transpose(2, 3).flatten(0, 2)  # (B * rows * columns, size, size, C)
    return windows, (height + more_rows, width + more_columns)


def window_unpartition(
    windows: Tensor, window_size: int, pad_hw: tuple[int, int], hw: tuple[int, int]
) -> Tensor:
    """Undo :func:`window_partition`: ``(B * windows, size, size, C) -> (B, H, W, C)``.

    Args:
        windows: as it returns them.
        window_size: their side.
        pad_hw: the (H, W) of the filled up map.
        hw: the (H, W) of the map.
    """
    rows, columns = pad_hw[0] // window_size, pad_hw[1] // window_size
    x = windows.reshape(-1, rows, columns, *windows.shape[1:]).transpose(2, 3)
    return x.flatten(3, 4).flatten(1, 2)[:, : hw[0], : hw[1]]
