"""Cutting rows of a map into windows by looking up an index, without moving axes about."""

from __future__ import annotations

from typing import Literal

import torch
from torch import Tensor


class Windows:
    """The plan for maps of one size, windows of one size and a number of heads.

    All cells with which :func:`sam.modeling.windows.window_partition` fills up the last windows
    hold the same numbers. Here they are one row, computed once and looked up wherever it is needed.

    Args:
        side: of the map, in cells.
        size: of a window, in cells.
        heads: of the attention.
        order: of a row of ``qkv``: for each head its q, k and v (``"heads first"``, TinyViT), or
            for each of q, k and v all heads (``"parts first"``, ViT).
        device: where the index is kept.
    """

    def __init__(
        self,
        side: int,
        size: int,
        heads: int,
        order: Literal["heads first", "parts first"],
        device: torch.device,
    ) -> None:
        across = -(-side // size)
        filler = side * side
        cells = torch.full((across * size, across * size), filler)
        cells[:side, :side] = torch.arange(side * side).view(side, side)
        cells = cells.view(across, size, across, size).transpose(1, 2).reshape(-1, size * size)

        part = torch.arange(3).view(3, 1, 1, 1)
        head = torch.arange(heads).view(1, 1, heads, 1)
        place = head * 3 + part if order == "heads first" else part * heads + head
        pieces = cells.view(1, -1, 1, size * size) * (3 * heads) + place
        self._shape = tuple(pieces.shape)  # (3, windows, heads, N)
        self._pieces = pieces.flatten().to(device)

        home = torch.empty(side * side + 1, dtype=torch.int64)
        home[cells.flatten()] = torch.arange(cells.numel())
        self._home = home[:filler].to(device)

    def split(self, rows: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Take q, k and v of each window and head.

        Args:
            rows: ``(side*side + 1, 3*C)``, the last one that of the filling cells.

        Returns:
            q, k and v, each ``(windows, heads, N, C/heads)``, contiguous.
        """
        width = rows.shape[1] // (3 * self._shape[2])
        pieces = rows.view(-1, width).index_select(0, self._pieces)
        q, k, v = pieces.view(*self._shape, width)
        return q, k, v

    def join(self, attended: Tensor) -> Tensor:
        """Back to the map's order: ``(windows, heads, N, C/heads) -> (side*side, C)``."""
        tokens = attended.transpose(1, 2).flatten(2).flatten(0, 1)
        return tokens.index_select(0, self._home)
