"""The image encoder of vit_b, vit_l and vit_h: a plain transformer on 16-pixel patches.

Most blocks attend inside 14x14 windows; a few attend globally. Attention has decomposed relative
position terms (Li et al., "MViTv2", 2022; Li et al., "ViTDet", 2022, for the windows). Names,
arguments and defaults are the published ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sam.modeling.common import LayerNorm2d as LayerNorm2d  # scripts import it from here
from sam.modeling.common import MLPBlock, beside_each_other, neck
from sam.modeling.windows import window_partition, window_unpartition

Layer = Callable[..., nn.Module]


class ImageEncoderViT(nn.Module):
    """``(B, in_chans, S, S) float, normalised -> (B, out_chans, S/patch_size, S/patch_size)``.

    Args:
        img_size: S, the side of the model frame in pixels.
        patch_size: side of a patch in pixels.
        in_chans: channels of an image.
        embed_dim: width of the blocks.
        depth: how many blocks.
        num_heads: of each attention.
        mlp_ratio: width of the perceptrons over ``embed_dim``.
        out_chans: channels of the embedding.
        qkv_bias: whether queries, keys and values have a bias.
        norm_layer: makes a normalisation of a width.
        act_layer: the activation of the perceptrons.
        use_abs_pos: whether every cell has a learnt vector.
        use_rel_pos: whether attention has relative position terms.
        rel_pos_zero_init: taken and not looked at, as published: the terms start as zeros.
        window_size: side of the windows in cells; 0 attends globally everywhere.
        global_attn_indexes: the blocks that attend globally.
    """

    def __init__(
        self,
        img_size: int = 1024,
        patch_size: int = 16,
        in_chans: int = 3,
        embed_dim: int = 768,
        depth: int = 12,
        num_heads: int = 12,
        mlp_ratio: float = 4.0,
        out_chans: int = 256,
        qkv_bias: bool = True,
        norm_layer: Layer = nn.LayerNorm,
        act_layer: type[nn.Module] = nn.GELU,
        use_abs_pos: bool = True,
        use_rel_pos: bool = False,
        rel_pos_zero_init: bool = True,
        window_size: int = 0,
        global_attn_indexes: Sequence[int] = (),
    ) -> None:
        super().__init__()
        self.img_size = img_size
        grid = img_size // patch_size
        patch = (patch_size, patch_size)
        self.patch_embed = PatchEmbed(patch, patch, in_chans=in_chans, embed_dim=embed_dim)
        self.pos_embed: nn.Parameter | None = None
        if use_abs_pos:
            self.pos_embed = nn.Parameter(torch.zeros(1, grid, grid, embed_dim))
        self.blocks = nn.ModuleList(
            Block(
                embed_dim,
                num_heads,
                mlp_ratio,
                qkv_bias,
                norm_layer,
                act_layer,
                use_rel_pos,
                rel_pos_zero_init,
                0 if index in global_attn_indexes else window_size,
                (grid, grid),
            )
            for index in range(depth)
        )
        self.neck = neck(embed_dim, out_chans)

    def forward(self, x: Tensor) -> Tensor:
        """Encode a batch of preprocessed images, ``(B, 3, S, S) -> (B, out_chans, S/16, S/16)``."""
        x = self.patch_embed(x)  # (B, S/16, S/16, C)
        if self.pos_embed is not None:
            x = x + self.pos_embed
        for block in self.blocks:
            x = block(x)
        out: Tensor = self.neck(x.permute(0, 3, 1, 2))
        return out


class PatchEmbed(nn.Module):
    """Patches -> vectors, ``(B, in_chans, S, S) -> (B, S/p, S/p, embed_dim)``.

    Args:
        kernel_size, stride, padding: of the convolution, (rows, columns).
        in_chans: channels of an image.
        embed_dim: of a vector.
    """

    def __init__(
        self,
        kernel_size: tuple[int, int] = (16, 16),
        stride: tuple[int, int] = (16, 16),
        padding: tuple[int, int] = (0, 0),
        in_chans: int = 3,
        embed_dim: int = 768,
    ) -> None:
        super().__init__()
        self.proj = nn.Conv2d(in_chans, embed_dim, kernel_size, stride, padding)

    def forward(self, x: Tensor) -> Tensor:
        """``(B, in_chans, S, S) -> (B, S/p, S/p, embed_dim)``."""
        patches: Tensor = self.proj(x)
        return patches.permute(0, 2, 3, 1)


class Block(nn.Module):
    """One transformer block on ``(B, H, W, dim)``; ``window_size`` 0 attends to the whole map.

    Arguments as of :class:`ImageEncoderViT`; ``input_size`` is the (H, W) of the map, which
    relative positions of a global block need.
    """

    def __init__(
        self,
        dim: int,
        num_heads: int,
        mlp_ratio: float = 4.0,
        qkv_bias: bool = True,
        norm_layer: Layer = nn.LayerNorm,
        act_layer: type[nn.Module] = nn.GELU,
        use_rel_pos: bool = False,
        rel_pos_zero_init: bool = True,
        window_size: int = 0,
        input_size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__()
        size = (window_size, window_size) if window_size else input_size
        self.window_size = window_size
        self.norm1: nn.Module = norm_layer(dim)
        self.attn = Attention(dim, num_heads, qkv_bias, use_rel_pos, rel_pos_zero_init, size)
        self.norm2: nn.Module = norm_layer(dim)
        self.mlp = MLPBlock(dim, int(dim * mlp_ratio), act_layer)

    def forward(self, x: Tensor) -> Tensor:
        """``(B, H, W, dim) -> (B, H, W, dim)``."""
        height, width = x.shape[1:3]
        attended = self.norm1(x)
        if self.window_size:
            windows, filled = window_partition(attended, self.window_size)
            windows = self.attn(windows)
            attended = window_unpartition(windows, self.window_size, filled, (height, width))
        else:
            attended = self.attn(attended)
        x = x + attended
        out: Tensor = x + self.mlp(self.norm2(x))
        return out


class Attention(nn.Module):
    """Self-attention on ``(B, H, W, dim)`` maps, with relative position terms where asked.

    Args:
        dim: channels.
        num_heads: heads.
        qkv_bias: whether queries, keys and values have a bias.
        use_rel_pos: whether there are relative position terms.
        rel_pos_zero_init: taken and not looked at, as published: they start as zeros.
        input_size: (H, W) of the map, which relative positions need.

    Raises:
        ValueError: relative positions without a size.
    """

    def __init__(
        self,
        dim: int,
        num_heads: int = 8,
        qkv_bias: bool = True,
        use_rel_pos: bool = False,
        rel_pos_zero_init: bool = True,
        input_size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__()
        self.num_heads = num_heads
        self.scale = (dim // num_heads) ** -0.5
        self.qkv = nn.Linear(dim, 3 * dim, bias=qkv_bias)
        self.proj = nn.Linear(dim, dim)
        self.use_rel_pos = use_rel_pos
        if use_rel_pos:
            if input_size is None:
                raise ValueError("use_rel_pos is on without input_size; expected (H, W) in cells.")
            width = dim // num_heads
            self.rel_pos_h = nn.Parameter(torch.zeros(2 * input_size[0] - 1, width))
            self.rel_pos_w = nn.Parameter(torch.zeros(2 * input_size[1] - 1, width))

    def forward(self, x: Tensor) -> Tensor:
        """``(B, H, W, dim) -> (B, H, W, dim)``."""
        batch, height, width, _ = x.shape
        qkv = self.qkv(x).reshape(batch, height * width, 3, self.num_heads, -1)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)  # (B, heads, H*W, C/heads)
        bias = None
        if self.use_rel_pos:
            bias = position_bias(
                q.unflatten(2, (height, width)),
                get_rel_pos(height, height, self.rel_pos_h),
                get_rel_pos(width, width, self.rel_pos_w),
            )
        x = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        out: Tensor = self.proj(beside_each_other(x).reshape(batch, height, width, -1))
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


def get_rel_pos(q_size: int, k_size: int, rel_pos: Tensor) -> Tensor:
    """The vector of each query and key along one axis.

    Of maps of one size, query i and key j take number ``i - j + size - 1``. Where sizes differ, the
    smaller map's positions are spread over the larger one's; where there are other vectors than
    such maps need, they are interpolated (MViTv2).

    Args:
        q_size, k_size: queries and keys along the axis.
        rel_pos: ``(L, C)``.

    Returns:
        ``(q_size, k_size, C)``.
    """
    needed = 2 * max(q_size, k_size) - 1
    if rel_pos.shape[0] != needed:
        rel_pos = F.interpolate(rel_pos.T[None], size=needed, mode="linear")[0].T
    queries = torch.arange(q_size, device=rel_pos.device) * max(k_size / q_size, 1.0)
    key_step = max(q_size / k_size, 1.0)
    keys = torch.arange(k_size, device=rel_pos.device) * key_step
    numbers = queries[:, None] - keys[None, :] + (k_size - 1) * key_step
    return rel_pos[numbers.long()]


def add_decomposed_rel_pos(
    attn: Tensor,
    q: Tensor,
    rel_pos_h: Tensor,
    rel_pos_w: Tensor,
    q_size: tuple[int, int],
    k_size: tuple[int, int],
) -> Tensor:
    """Attention logits with relative position terms.

    Args:
        attn: logits, ``(B, H*W, keys)``.
        q: queries, unscaled, ``(B, H*W, C)``.
        rel_pos_h, rel_pos_w: ``(L, C)`` for rows and for columns.
        q_size, k_size: (H, W) of the queries' map and the keys'.
    """
    rows = get_rel_pos(q_size[0], k_size[0], rel_pos_h)
    columns = get_rel_pos(q_size[1], k_size[1], rel_pos_w)
    return attn + position_bias(q.reshape(len(q), 1, *q_size, -1), rows, columns)[:, 0]
