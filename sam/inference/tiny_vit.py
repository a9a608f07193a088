"""TinyViT arranged for prediction: the function of :class:`sam.modeling.TinyViT`.

Only the order of work differs. Batch normalisations are folded into their convolutions; maps are
``(1, H, W, C)`` throughout, so that 1x1 convolutions and perceptrons multiply rows; attention
biases are gathered once; the cells that fill up windows are computed once; and wide layers run in
strips. Figures are in ``docs/performance.md``, ``python -m benchmarks encoder`` takes them.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from sam.inference.kernels import Conv, Linear
from sam.inference.layers import Mlp, Neck
from sam.inference.strips import strips
from sam.inference.windows import Windows
from sam.modeling import tiny_vit as plain

FLOAT = 4
"""Bytes of a float32."""


class TinyViT:
    """``(B, 3, S, S) float32, normalised -> (B, out_chans, S/16, S/16) float32``.

    Args:
        encoder: the network, in evaluation mode.
        dtype: of the factors in the linear layers of the attention stages; all else is float32.
            The convolutions stay float32 because they write the stream that everything after them
            reads, without a shortcut round them.
    """

    def __init__(self, encoder: plain.TinyViT, dtype: torch.dtype = torch.float32) -> None:
        self._stem = Stem(encoder.patch_embed)
        self._steps: list[Bottleneck | Block] = []
        side = encoder.img_size // 4
        for stage in encoder.layers:
            assert isinstance(stage, plain.ConvStage | plain.AttentionStage)
            windows = None
            for block in stage.blocks:
                if isinstance(block, plain.TinyViTBlock):
                    windows = windows or _windows(block, side)
                    self._steps.append(Block(block, windows, dtype))
                else:
                    assert isinstance(block, plain.MBConv)
                    self._steps.append(Bottleneck(block, shortcut=True))
            if stage.downsample is not None:
                merging = Bottleneck(stage.downsample, shortcut=False)
                self._steps.append(merging)
                side //= merging.stride
        self._neck = Neck(encoder.neck)

    def __call__(self, batch: Tensor) -> Tensor:
        """Encode one image after the other."""
        return torch.cat([self._encode(image) for image in batch[:, None]])

    def _encode(self, image: Tensor) -> Tensor:
        """``(1, 3, S, S) -> (1, out_chans, S/16, S/16)``."""
        x = self._stem(image.permute(0, 2, 3, 1).contiguous())
        for step in self._steps:
            x = step(x)
        return self._neck(x)


class Stem:
    """Two 3x3 convolutions of stride 2: ``(1, S, S, 3) -> (1, S/4, S/4, C)``."""

    def __init__(self, patch_embed: plain.PatchEmbed) -> None:
        first, _, second = patch_embed.seq
        self._first = Conv.folded(first)
        self._second = Conv.folded(second)

    def __call__(self, x: Tensor) -> Tensor:
        """Row i of the result reads rows 2i-1 to 2i+1 of the map between, and so does that map."""
        height, width = x.shape[1:3]
        bytes_each = width * self._first.out_channels * FLOAT
        done = []
        for start, stop in strips(height // 4, bytes_each, x.device):
            top = max(2 * start - 1, 0)
            part = x[:, max(2 * top - 1, 0) : 4 * stop]
            padding = (int(start == 0), 1)
            done.append(self._second(self._first(part, padding, gelu=True), padding))
        return torch.cat(done, 1)


class Bottleneck:
    """1x1, depthwise 3x3, 1x1: an ``MBConv`` with its shortcut, or a ``PatchMerging`` without."""

    def __init__(self, block: plain.MBConv | plain.PatchMerging, shortcut: bool) -> None:
        self._shortcut = shortcut
        self._first = Linear.folded(block.conv1)
        self._depthwise = Conv.folded(block.conv2)
        self._last = Linear.folded(block.conv3)

    @property
    def stride(self) -> int:
        """Of the depthwise convolution: how much smaller the result is than the map."""
        return self._depthwise.stride

    def __call__(self, x: Tensor) -> Tensor:
        """``(1, H, W, C) -> (1, H/stride, W/stride, C')``, a strip of the result at a time."""
        height, width = x.shape[1:3]
        stride = self.stride
        bytes_each = stride * width * self._depthwise.out_channels * FLOAT
        done = []
        for start, stop in strips(height // stride, bytes_each, x.device):
            # One row more on either side for the 3x3; beyond the map it is zeros in the hidden
            # channels, which the convolution adds itself, and then on both sides.
            top, bottom = start * stride - 1, (stop - 1) * stride + 2
            beyond = top < 0 or bottom > height
            hidden = self._first(x[:, max(top, 0) : min(bottom, height)], gelu=True)
            hidden = self._depthwise(hidden, (int(beyond), 1), gelu=True)
            surplus = int(beyond and top >= 0)
            hidden = hidden[:, surplus : surplus + stop - start]
            if self._shortcut:
                done.append(F.gelu(self._last.add_to(x[:, start:stop], hidden)))
            else:
                done.append(self._last(hidden))
        return torch.cat(done, 1)


class Block:
    """Windowed attention, a depthwise 3x3 convolution and a perceptron."""

    def __init__(self, block: plain.TinyViTBlock, windows: Windows, dtype: torch.dtype) -> None:
        attn = block.attn
        self._windows = windows
        self._norm = attn.norm
        self._qkv = Linear(attn.qkv.weight, attn.qkv.bias, dtype)
        self._bias = attn.attention_biases.detach()[None, :, attn.attention_bias_idxs]
        self._proj = Linear(attn.proj.weight, attn.proj.bias, dtype)
        self._local = Conv.folded(block.local_conv)
        self._padding = self._local.same_padding
        self._mlp = Mlp(block.mlp.norm, block.mlp.fc1, block.mlp.fc2, dtype)

    def __call__(self, x: Tensor) -> Tensor:
        """``(1, H, W, C) -> (1, H, W, C)``."""
        rows = x.view(-1, x.shape[3])
        # Windows are filled up with zeros, of which the normalisation makes its bias.
        tokens = torch.cat([self._norm(rows), self._norm.bias[None]])
        q, k, v = (part.float() for part in self._windows.split(self._qkv(tokens)))
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=self._bias)
        rows = self._proj.add_to(rows, self._windows.join(attended))
        rows = self._local(rows.view_as(x), self._padding).reshape(rows.shape)
        return self._mlp(rows).view_as(x)


def _windows(block: plain.TinyViTBlock, side: int) -> Windows:
    device = block.attn.qkv.weight.device
    return Windows(side, block.window_size, block.attn.num_heads, "heads first", device)
