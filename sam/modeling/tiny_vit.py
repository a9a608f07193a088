"""The image encoder of vit_t: TinyViT-5M (Wu et al., 2022) as in MobileSAM (Zhang et al., 2023).

A convolutional stem and stage, then three stages of windowed attention, each followed by a merging
that may halve the resolution; MobileSAM keeps the last one at stride 1 so that an embedding cell
covers 16 pixels, as in the larger encoders.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from itertools import product

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sam.modeling.common import beside_each_other, neck
from sam.modeling.windows import window_partition, window_unpartition

LINEAR_STD = 0.02
"""Standard deviation of the weights that linear layers of a new model draw, as published (there cut
off at 100 times as much)."""


def conv_bn(
    in_chans: int,
    out_chans: int,
    size: int,
    stride: int = 1,
    groups: int = 1,
    gain: float = 1.0,
) -> nn.Sequential:
    """A convolution without bias (``c``) and its batch normalisation (``bn``), "same" padding.

    ``gain`` is what the normalisation of a new model multiplies with.
    """
    conv = nn.Conv2d(
        in_chans, out_chans, size, stride=stride, padding=size // 2, groups=groups, bias=False
    )
    norm = nn.BatchNorm2d(out_chans)
    nn.init.constant_(norm.weight, gain)
    return nn.Sequential(OrderedDict(c=conv, bn=norm))


class TinyViT(nn.Module):
    """``(B, in_chans, S, S) float, normalised -> (B, out_chans, S/16, S/16)``.

    Names, arguments and the order of parameters are MobileSAM's; the defaults are its builder's.

    Args:
        img_size: S, the side of the model frame in pixels.
        in_chans: channels of an image.
        num_classes: of the classifier that checkpoints carry along unused.
        embed_dims: width of each stage.
        depths: blocks of each stage.
        num_heads: heads of each stage; the first, of convolutions, has none.
        window_sizes: side of each stage's windows in cells.
        mlp_ratio: width of the perceptrons over the stage's.
        drop_rate, drop_path_rate: 0; nothing is dropped here.
        mbconv_expand_ratio: hidden width of the first stage's convolutions over the stage's.
        local_conv_size: side of the depthwise convolution in a block, odd.
        merge_strides: of the mergings after each stage but the last; None takes 2, and 1 before
            widths of 320, 448 and 576, as published.
        out_chans: channels of the embedding.

    Raises:
        ValueError: something is to be dropped.
    """

    def __init__(
        self,
        img_size: int = 1024,
        in_chans: int = 3,
        num_classes: int = 1000,
        embed_dims: Sequence[int] = (64, 128, 160, 320),
        depths: Sequence[int] = (2, 2, 6, 2),
        num_heads: Sequence[int] = (2, 4, 5, 10),
        window_sizes: Sequence[int] = (7, 7, 14, 7),
        mlp_ratio: float = 4.0,
        drop_rate: float = 0.0,
        drop_path_rate: float = 0.0,
        use_checkpoint: bool = False,
        mbconv_expand_ratio: float = 4.0,
        local_conv_size: int = 3,
        layer_lr_decay: float = 1.0,
        *,
        merge_strides: Sequence[int] | None = None,
        out_chans: int = 256,
    ) -> None:
        super().__init__()
        for name, value, wanted in (
            ("drop_rate", drop_rate, 0.0),
            ("drop_path_rate", drop_path_rate, 0.0),
            ("use_checkpoint", use_checkpoint, False),
            ("layer_lr_decay", layer_lr_decay, 1.0),
        ):
            if value != wanted:
                raise ValueError(
                    f"{name} is {value!r}; expected {wanted!r}, which is all there is."
                )
        if merge_strides is None:
            merge_strides = [1 if width in (320, 448, 576) else 2 for width in embed_dims[1:]]
        self.img_size = img_size
        self.patch_embed = PatchEmbed(embed_dims[0], in_chans)
        following = [*zip(embed_dims[1:], merge_strides, strict=True), None]
        self.layers = nn.ModuleList(
            [ConvStage(embed_dims[0], depths[0], mbconv_expand_ratio, following[0])]
        )
        self.layers.extend(
            AttentionStage(dim, depth, heads, size, mlp_ratio, local_conv_size, after)
            for dim, depth, heads, size, after in list(
                zip(embed_dims, depths, num_heads, window_sizes, following, strict=True)
            )[1:]
        )
        # The classifier of the pre-training. SAM does not use it; published checkpoints carry it,
        # and load strictly.
        self.norm_head = nn.LayerNorm(embed_dims[-1])
        self.head = nn.Linear(embed_dims[-1], num_classes)
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, std=LINEAR_STD)
                nn.init.constant_(module.bias, 0.0)
        self.neck = neck(embed_dims[-1], out_chans)

    def forward(self, x: Tensor) -> Tensor:
        """Encode a batch of preprocessed images, ``(B, 3, S, S) -> (B, out_chans, S/16, S/16)``."""
        x = self.patch_embed(x)
        for layer in self.layers:
            x = layer(x)
        out: Tensor = self.neck(x)
        return out


class PatchEmbed(nn.Module):
    """The stem: two strided convolutions, ``(B, 3, S, S) -> (B, C, S/4, S/4)``."""

    def __init__(self, embed_dim: int, in_chans: int) -> None:
        super().__init__()
        half = embed_dim // 2
        self.seq = nn.Sequential(
            conv_bn(in_chans, half, 3, stride=2), nn.GELU(), conv_bn(half, embed_dim, 3, stride=2)
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
        self.conv3 = conv_bn(hidden, dim, 1, gain=0.0)  # a new block is its shortcut

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

    def __init__(
        self, dim: int, depth: int, expand_ratio: float, following: tuple[int, int] | None
    ) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(MBConv(dim, expand_ratio) for _ in range(depth))
        self.downsample = PatchMerging(dim, *following) if following else None

    def forward(self, x: Tensor) -> Tensor:
        """``(B, C, H, W) -> (B, C', H/stride, W/stride)``."""
        for block in self.blocks:
            x = block(x)
        return x if self.downsample is None else self.downsample(x)


class AttentionStage(nn.Module):
    """A stage of windowed attention; all but the last stage end in a merging."""

    def __init__(
        self,
        dim: int,
        depth: int,
        num_heads: int,
        window_size: int,
        mlp_ratio: float,
        local_conv_size: int,
        following: tuple[int, int] | None,
    ) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(
            TinyViTBlock(dim, num_heads, window_size, mlp_ratio, local_conv_size)
            for _ in range(depth)
        )
        self.downsample = PatchMerging(dim, *following) if following else None

    def forward(self, x: Tensor) -> Tensor:
        """``(B, C, H, W) -> (B, C', H/stride, W/stride)``, or the same shape in the last stage."""
        for block in self.blocks:
            x = block(x)
        return x if self.downsample is None else self.downsample(x)


class TinyViTBlock(nn.Module):
    """Windowed attention, a depthwise 3x3 convolution and a perceptron."""

    def __init__(
        self,
        dim: int,
        num_heads: int,
        window_size: int,
        mlp_ratio: float,
        local_conv_size: int = 3,
    ) -> None:
        super().__init__()
        self.window_size = window_size
        # In the published order, which is that of an optimiser's saved state.
        self.attn = Attention(dim, num_heads, window_size)
        self.mlp = Mlp(dim, int(dim * mlp_ratio))
        self.local_conv = conv_bn(dim, dim, local_conv_size, groups=dim)

    def forward(self, x: Tensor) -> Tensor:
        """``(B, C, H, W) -> (B, C, H, W)``."""
        height, width = x.shape[2:]
        size = self.window_size
        windows, filled = window_partition(x.permute(0, 2, 3, 1), size)
        attended = self.attn(windows.flatten(1, 2)).unflatten(1, (size, size))
        joined = window_unpartition(attended, size, filled, (height, width))
        x = x + joined.permute(0, 3, 1, 2)
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
        # Per head the checkpoint stores q, k and v side by side, so heads come before the split
        # into three.
        qkv = self.qkv(self.norm(x)).unflatten(2, (self.num_heads, -1))
        q, k, v = qkv.transpose(1, 2).chunk(3, dim=-1)  # (B, heads, N, C/heads)
        bias = self.attention_biases[:, self.attention_bias_idxs]  # (heads, N, N)
        x = F.scaled_dot_product_attention(q, k, v, attn_mask=bias[None])
        out: Tensor = self.proj(beside_each_other(x))
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
