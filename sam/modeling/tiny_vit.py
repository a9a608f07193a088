"""The image encoder of vit_t: TinyViT-5M (Wu et al., 2022) as in MobileSAM (Zhang et al., 2023).

A convolutional stem and stage, then three stages of windowed attention, each followed by a merging
that may halve the resolution; MobileSAM keeps the last one at stride 1 so that an embedding cell
covers 16 pixels, as in the larger encoders.
"""

from __future__ import annotations

from collections import OrderedDict
from itertools import product

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sam.config import TinyViTConfig
from sam.modeling.common import neck
from sam.modeling.windows import window_partition, window_unpartition


def conv_bn(
    in_chans: int, out_chans: int, size: int, stride: int = 1, groups: int = 1
) -> nn.Sequential:
    """A convolution without bias (``c``) and its batch normalisation (``bn``), "same" padding."""
    conv = nn.Conv2d(
        in_chans, out_chans, size, stride=stride, padding=size // 2, groups=groups, bias=False
    )
    return nn.Sequential(OrderedDict(c=conv, bn=nn.BatchNorm2d(out_chans)))


class TinyViT(nn.Module):
    """``(B, 3, S, S) float, normalised -> (B, out_chans, S/16, S/16)``."""

    def __init__(self, config: TinyViTConfig) -> None:
        super().__init__()
        self.img_size = config.image_size
        self.patch_embed = PatchEmbed(config.embed_dims[0])
        self.layers = nn.ModuleList([ConvStage(config)])
        self.layers.extend(AttentionStage(config, stage) for stage in (1, 2, 3))
        # The classifier of the pre-training. SAM does not use it; published checkpoints carry it,
        # and load strictly.
        self.norm_head = nn.LayerNorm(config.embed_dims[-1])
        self.head = nn.Linear(config.embed_dims[-1], config.num_classes)
        self.neck = neck(config.embed_dims[-1], config.out_chans)

    def forward(self, x: Tensor) -> Tensor:
        """Encode a batch of preprocessed images, ``(B, 3, S, S) -> (B, out_chans, S/16, S/16)``."""
        x = self.patch_embed(x)
        for layer in self.layers:
            x = layer(x)
        out: Tensor = self.neck(x)
        return out


class PatchEmbed(nn.Module):
    """The stem: two strided convolutions, ``(B, 3, S, S) -> (B, C, S/4, S/4)``."""

    def __init__(self, embed_dim: int) -> None:
        super().__init__()
        half = embed_dim // 2
        self.seq = nn.Sequential(
            conv_bn(3, half, 3, stride=2), nn.GELU(), conv_bn(half, embed_dim, 3, stride=2)
        )

    def forward(self, x: Tensor) -> Tensor:
        """``(B, 3, S, S) -> (B, C, S/4, S/4)``."""
        out: Tensor = self.seq(x)
        return out


class MBConv(nn.Module):
    """Inverted bottleneck: widen, depthwise convolution, narrow, shortcut."""

    def __init__(self, dim: int, expand_ratio: float) -> None:
        super().__init__()
        hidden = int(dim * expand_ratio)
        self.conv1 = conv_bn(dim, hidden, 1)
        self.conv2 = conv_bn(hidden, hidden, 3, groups=hidden)
        self.conv3 = conv_bn(hidden, dim, 1)

    def forward(self, x: Tensor) -> Tensor:
        """``(B, C, H, W) -> (B, C, H, W)``."""
        hidden = F.gelu(self.conv2(F.gelu(self.conv1(x))))
        return F.gelu(x + self.conv3(hidden))


class PatchMerging(nn.Module):
    """Change the width and, with stride 2, halve the resolution."""

    def __init__(self, dim: int, out_dim: int, stride: int) -> None:
        super().__init__()
        self.conv1 = conv_bn(dim, out_dim, 1)
        self.conv2 = conv_bn(out_dim, out_dim, 3, stride=stride, groups=out_dim)
        self.conv3 = conv_bn(out_dim, out_dim, 1)

    def forward(self, x: Tensor) -> Tensor:
        """``(B, C, H, W) -> (B, C', H/stride, W/stride)``."""
        out: Tensor = self.conv3(F.gelu(self.conv2(F.gelu(self.conv1(x)))))
        return out


class ConvStage(nn.Module):
    """The first stage: convolutions only, then a merging."""

    def __init__(self, config: TinyViTConfig) -> None:
        super().__init__()
        dim, out_dim = config.embed_dims[:2]
        self.blocks = nn.ModuleList(
            MBConv(dim, config.conv_expand_ratio) for _ in range(config.depths[0])
        )
        self.downsample = PatchMerging(dim, out_dim, config.merge_strides[0])

    def forward(self, x: Tensor) -> Tensor:
        """``(B, C, H, W) -> (B, C', H/stride, W/stride)``."""
        for block in self.blocks:
            x = block(x)
        out: Tensor = self.downsample(x)
        return out


class AttentionStage(nn.Module):
    """A stage of windowed attention; all but the last stage end in a merging."""

    def __init__(self, config: TinyViTConfig, stage: int) -> None:
        super().__init__()
        dim = config.embed_dims[stage]
        self.blocks = nn.ModuleList(
            TinyViTBlock(dim, config.num_heads[stage], config.window_sizes[stage], config.mlp_ratio)
            for _ in range(config.depths[stage])
        )
        self.downsample: PatchMerging | None = None
        if stage < len(config.merge_strides):
            self.downsample = PatchMerging(
                dim, config.embed_dims[stage + 1], config.merge_strides[stage]
            )

    def forward(self, x: Tensor) -> Tensor:
        """``(B, C, H, W) -> (B, C', H/stride, W/stride)``, or the same shape in the last stage."""
        for block in self.blocks:
            x = block(x)
        return x if self.downsample is None else self.downsample(x)


class TinyViTBlock(nn.Module):
    """Windowed attention, a depthwise 3x3 convolution and a perceptron."""

    def __init__(self, dim: int, num_heads: int, window_size: int, mlp_ratio: float) -> None:
        super().__init__()
        self.window_size = window_size
        self.attn = Attention(dim, num_heads, window_size)
        self.local_conv = conv_bn(dim, dim, 3, groups=dim)
        self.mlp = Mlp(dim, int(dim * mlp_ratio))

    def forward(self, x: Tensor) -> Tensor:
        """``(B, C, H, W) -> (B, C, H, W)``."""
        height, width = x.shape[2:]
        windows = window_partition(x.permute(0, 2, 3, 1), self.window_size)
        attended = self.attn(windows.flatten(1, 2)).view_as(windows)
        x = x + window_unpartition(attended, height, width).permute(0, 3, 1, 2)
        tokens = self.local_conv(x).permute(0, 2, 3, 1)  # (B, H, W, C)
        out: Tensor = tokens + self.mlp(tokens)
        return out.permute(0, 3, 1, 2)


class Attention(nn.Module):
    """Attention in a window, one learnt bias per head and distance (LeViT, Graham et al., 2021)."""

    attention_bias_idxs: Tensor

    def __init__(self, dim: int, num_heads: int, window_size: int) -> None:
        super().__init__()
        self.num_heads = num_heads
        self.norm = nn.LayerNorm(dim)
        self.qkv = nn.Linear(dim, 3 * dim)
        self.proj = nn.Linear(dim, dim)
        self.attention_biases = nn.Parameter(torch.zeros(num_heads, window_size * window_size))
        self.register_buffer("attention_bias_idxs", distance_indices(window_size), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """``(B * windows, N, C) -> (B * windows, N, C)``, N the cells of one window."""
        batch, cells, channels = x.shape
        # Per head the checkpoint stores q, k and v side by side, so heads come before the split
        # into three.
        qkv = self.qkv(self.norm(x)).view(batch, cells, self.num_heads, -1)
        q, k, v = qkv.transpose(1, 2).chunk(3, dim=-1)  # (B, heads, N, C/heads)
        bias = self.attention_biases[:, self.attention_bias_idxs]  # (heads, N, N)
        x = F.scaled_dot_product_attention(q, k, v, attn_mask=bias[None])
        out: Tensor = self.proj(x.transpose(1, 2).reshape(batch, cells, channels))
        return out


class Mlp(nn.Module):
    """Normalise, widen, narrow: ``(..., C) -> (..., C)``."""

    def __init__(self, dim: int, hidden_dim: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(dim)
        self.fc1 = nn.Linear(dim, hidden_dim)
        self.fc2 = nn.Linear(hidden_dim, dim)

    def forward(self, x: Tensor) -> Tensor:
        """``(..., C) -> (..., C)``."""
        out: Tensor = self.fc2(F.gelu(self.fc1(self.norm(x))))
        return out


def distance_indices(window_size: int) -> Tensor:
    """Which attention bias each pair of cells takes, ``(N, N) int64``, N = window_size squared.

    Biases are numbered by absolute (row, column) distance in the order in which a scan over all
    pairs first meets them, which is the order in checkpoints. Explicitly on the CPU: this table is
    computed, not loaded, so it has to hold numbers even when the parameters around it are built
    without storage.
    """
    cells = list(product(range(window_size), repeat=2))
    numbers: dict[tuple[int, int], int] = {}
    indices = [
        numbers.setdefault((abs(a[0] - b[0]), abs(a[1] - b[1])), len(numbers))
        for a in cells
        for b in cells
    ]
    return torch.tensor(indices, device="cpu").view(len(cells), len(cells))
