"""The plain vision transformer arranged for prediction: :class:`sam.modeling.ImageEncoderViT`.

The relative position terms of a global block would take 1 GB in vit_h, for its 16 heads of 4096
queries and 4096 keys. Here they exist for some rows of one head at a time, and for some windows at
a time; so does the hidden layer of the perceptrons.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sam.inference.kernels import Linear
from sam.inference.layers import Mlp, Neck
from sam.inference.strips import strips
from sam.inference.windows import Windows
from sam.modeling import image_encoder as plain

FLOAT = 4
"""Bytes of a float32."""


class ViT:
    """``(B, 3, S, S) float32, normalised -> (B, out_chans, S/16, S/16) float32``.

    Args:
        encoder: the network; float32 weights are shared with it.
        dtype: of the factors in the linear layers of the blocks; all else is float32.
    """

    def __init__(self, encoder: plain.ImageEncoderViT, dtype: torch.dtype = torch.float32) -> None:
        assert encoder.pos_embed is not None
        self._patch_embed = encoder.patch_embed
        self._pos_embed = encoder.pos_embed
        side = encoder.pos_embed.shape[1]
        plans: dict[int, Windows] = {}
        self._blocks = []
        for block in encoder.blocks:
            assert isinstance(block, plain.Block)
            size = block.window_size or side
            if size not in plans:
                device = encoder.pos_embed.device
                plans[size] = Windows(side, size, block.attn.num_heads, "parts first", device)
            self._blocks.append(Block(block, plans[size], size, dtype))
        self._neck = Neck(encoder.neck)

    def __call__(self, batch: Tensor) -> Tensor:
        """Encode one image after the other."""
        return torch.cat([self._encode(image) for image in batch[:, None]])

    def _encode(self, image: Tensor) -> Tensor:
        """``(1, 3, S, S) -> (1, out_chans, S/16, S/16)``."""
        x = self._patch_embed(image) + self._pos_embed
        shape, rows = x.shape, x.flatten(0, 2)
        for block in self._blocks:
            rows = block(rows)
        return self._neck(rows.view(shape))


class Block:
    """One transformer block; a global one has a single window."""

    def __init__(self, block: plain.Block, windows: Windows, size: int, dtype: torch.dtype) -> None:
        attn = block.attn
        self._windows = windows
        self._size = size
        self._norm = block.norm1
        self._qkv = Linear(attn.qkv.weight, attn.qkv.bias, dtype)
        self._proj = Linear(attn.proj.weight, attn.proj.bias, dtype)
        self._rows = plain.get_rel_pos(size, size, attn.rel_pos_h).detach()  # (size, size, C/heads)
        self._columns = plain.get_rel_pos(size, size, attn.rel_pos_w).detach()
        assert isinstance(block.norm2, nn.LayerNorm)
        self._mlp = Mlp(block.norm2, block.mlp.lin1, block.mlp.lin2, dtype)

    def __call__(self, rows: Tensor) -> Tensor:
        """``(H*W, C) -> (H*W, C)``."""
        normalised = self._norm(rows)
        tokens = torch.cat([normalised, torch.zeros_like(normalised[:1])])
        q, k, v = (part.float() for part in self._windows.split(self._qkv(tokens)))
        attended = self._attend(q, k, v)
        return self._mlp(self._proj.add_to(rows, self._windows.join(attended)))

    def _attend(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        """``(windows, heads, N, C/heads)`` each -> the same, never with all biases at once."""
        windows, heads, cells, width = q.shape
        out = q.new_empty(windows, cells, heads, width).transpose(1, 2)
        # Every head of every window is a map of queries by itself.
        for window, window_end in strips(windows, heads * cells * cells * FLOAT, q.device):
            for head, head_end in strips(heads, cells * cells * FLOAT, q.device):
                for row, row_end in strips(self._size, self._size * cells * FLOAT, q.device):
                    part = (
                        slice(window, window_end),
                        slice(head, head_end),
                        slice(row * self._size, row_end * self._size),
                    )
                    out[part] = self._attend_part(q[part], k[part[:2]], v[part[:2]], row)
        return out

    def _attend_part(self, q: Tensor, k: Tensor, v: Tensor, first_row: int) -> Tensor:
        """Attention of the queries of some rows, from ``first_row``, to all keys."""
        windows, heads, cells, width = q.shape
        queries = q.view(
            windows, heads, -1, self._size, width
        )  # (windows, heads, rows, size, C/heads)
        own = self._rows[first_row : first_row + queries.shape[2]]
        bias = plain.position_bias(queries, own, self._columns)
        return F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
