"""The image encoder of vit_b, vit_l and vit_h: a plain transformer on 16-pixel patches.

Most blocks attend inside 14x14 windows; a few attend globally. Attention has decomposed relative
position terms (Li et al., "MViTv2", 2022; Li et al., "ViTDet", 2022, for the windows).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sam.config import ViTConfig
from sam.modeling.common import MLPBlock, neck
from sam.modeling.windows import window_partition, window_unpartition


class ImageEncoderViT(nn.Module):
    """``(B, 3, S, S) float, normalised -> (B, out_chans, S/16, S/16)``."""

    def __init__(self, config: ViTConfig) -> None:
        super().__init__()
        self.img_size = config.image_size
        grid = config.image_size // config.patch_size
        self.patch_embed = PatchEmbed(config.patch_size, config.embed_dim)
        self.pos_embed = nn.Parameter(torch.zeros(1, grid, grid, config.embed_dim))
        self.blocks = nn.ModuleList(
            Block(config, grid, 0 if index in config.global_attn_indexes else config.window_size)
            for index in range(config.depth)
        )
        self.neck = neck(config.embed_dim, config.out_chans)

    def forward(self, x: Tensor) -> Tensor:
        """Encode a batch of preprocessed images, ``(B, 3, S, S) -> (B, out_chans, S/16, S/16)``."""
        x = self.patch_embed(x) + self.pos_embed  # (B, S/16, S/16, C)
        for block in self.blocks:
            x = block(x)
        out: Tensor = self.neck(x.permute(0, 3, 1, 2))
        return out


class PatchEmbed(nn.Module):
    """Non-overlapping patches -> vectors, ``(B, 3, S, S) -> (B, S/p, S/p, C)``."""

    def __init__(self, patch_size: int, embed_dim: int) -> None:
        super().__init__()
        self.proj = nn.Conv2d(3, embed_dim, kernel_size=patch_size, stride=patch_size)

    def forward(self, x: Tensor) -> Tensor:
        """``(B, 3, S, S) -> (B, S/p, S/p, C)``."""
        patches: Tensor = self.proj(x)
        return patches.permute(0, 2, 3, 1)


class Block(nn.Module):
    """One transformer block on ``(B, H, W, C)``; ``window_size`` 0 attends to the whole map."""

    def __init__(self, config: ViTConfig, grid: int, window_size: int) -> None:
        super().__init__()
        dim = config.embed_dim
        self.window_size = window_size
        self.norm1 = nn.LayerNorm(dim, eps=1e-6)
        self.attn = Attention(dim, config.num_heads, window_size or grid)
        self.norm2 = nn.LayerNorm(dim, eps=1e-6)
        self.mlp = MLPBlock(dim, int(dim * config.mlp_ratio))

    def forward(self, x: Tensor) -> Tensor:
        """``(B, H, W, C) -> (B, H, W, C)``."""
        height, width = x.shape[1:3]
        attended = self.norm1(x)
        if self.window_size:
            windows = self.attn(window_partition(attended, self.window_size))
            attended = window_unpartition(windows, height, width)
        else:
            attended = self.attn(attended)
        x = x + attended
        out: Tensor = x + self.mlp(self.norm2(x))
        return out


class Attention(nn.Module):
    """Self-attention on square ``(B, size, size, C)`` maps with relative position terms."""

    def __init__(self, dim: int, num_heads: int, size: int) -> None:
        super().__init__()
        self.num_heads = num_heads
        self.qkv = nn.Linear(dim, 3 * dim)
        self.proj = nn.Linear(dim, dim)
        self.rel_pos_h = nn.Parameter(torch.zeros(2 * size - 1, dim // num_heads))
        self.rel_pos_w = nn.Parameter(torch.zeros(2 * size - 1, dim // num_heads))

    def forward(self, x: Tensor) -> Tensor:
        """``(B, H, W, C) -> (B, H, W, C)``, H and W the size given at construction."""
        batch, height, width, channels = x.shape
        qkv = self.qkv(x).view(batch, height * width, 3, self.num_heads, -1)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)  # (B, heads, H*W, C/heads)
        bias = position_bias(
            q.unflatten(2, (height, width)),
            by_distance(self.rel_pos_h),
            by_distance(self.rel_pos_w),
        )
        x = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = x.transpose(1, 2).reshape(batch, height, width, channels)
        out: Tensor = self.proj(x)
        return out


def position_bias(q: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
    """What to add to the attention logits, the sum of a row's and a column's part.

    Args:
        q: queries, unscaled, ``(B, heads, h, W, C)``: those of h rows of a map of H by W.
        rows: a vector for each of these rows and each row of keys, ``(h, H, C)``.
        columns: the same for columns, ``(W, W, C)``.

    Returns:
        ``(B, heads, h*W, H*W)``: for each query, one term per key.
    """
    by_row = torch.einsum("bnhwc,hkc->bnhwk", q, rows)
    by_column = torch.einsum("bnhwc,wkc->bnhwk", q, columns)
    bias = by_row[..., :, None] + by_column[..., None, :]  # (B, heads, h, W, H, W)
    return bias.flatten(4).flatten(2, 3)


def by_distance(rel_pos: Tensor) -> Tensor:
    """``(2n-1, C) -> (n, n, C)``: query i and key j take vector number ``i - j + n - 1``."""
    size = (rel_pos.shape[0] + 1) // 2
    position = torch.arange(size, device=rel_pos.device)
    return rel_pos[position[:, None] - position[None, :] + size - 1]
