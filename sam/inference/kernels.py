"""Convolutions and linear layers for prediction, with what follows them done in the same pass.

On the CPU these call the operators that PyTorch's own compiler calls there (``torch.ops.mkldnn``,
that is oneDNN): one pass multiplies, adds the bias, and adds a shortcut or applies GELU, where
separate layers would write and read a large map each time. On other devices, or where a build of
PyTorch lacks them, the ordinary functions do the same arithmetic.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

Activation = tuple[str, list[float], str]

_NOTHING: Activation = ("none", [], "")
_GELU: Activation = ("gelu", [], "none")


def has_fused(device: torch.device, dtype: torch.dtype = torch.float32) -> bool:
    """Whether the fused operators exist for ``device`` and ``dtype`` in this build of PyTorch."""
    return (
        device.type == "cpu"
        and torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
        and hasattr(torch.ops.mkldnn, "_linear_pointwise")
        and hasattr(torch.ops.mkldnn, "_convolution_pointwise")
        # oneDNN refuses bfloat16 on processors without AVX-512, where PyTorch itself emulates it.
        and (dtype == torch.float32 or bool(torch.ops.mkldnn._is_mkldnn_bf16_supported()))
    )


class Linear:
    """``x W^T + b`` on the last axis, then GELU or a shortcut.

    Args:
        weight: ``(out, in) float32``; shared, not copied, where ``dtype`` is float32 too.
        bias: ``(out,) float32``, or None.
        dtype: of the factors. Sums are float32, the result is rounded to ``dtype``.
    """

    def __init__(
        self, weight: Tensor, bias: Tensor | None, dtype: torch.dtype = torch.float32
    ) -> None:
        self._weight = weight.detach().to(dtype).contiguous()
        self._bias = None if bias is None else bias.detach().to(dtype)
        self._fused = has_fused(weight.device, dtype)

    @classmethod
    def folded(cls, conv_bn: nn.Module) -> Linear:
        """A 1x1 convolution and its normalisation as a linear layer."""
        weight, bias = fold(conv_bn)
        return cls(weight.flatten(1), bias)

    def __call__(self, x: Tensor, *, gelu: bool = False) -> Tensor:
        """``(..., in) -> (..., out)`` in ``dtype``."""
        x = x.to(self._weight.dtype)
        if self._fused:
            activation = _GELU if gelu else _NOTHING
            out: Tensor = torch.ops.mkldnn._linear_pointwise(
                x, self._weight, self._bias, *activation
            )
            return out
        out = F.linear(x, self._weight, self._bias)
        return F.gelu(out) if gelu else out

    def add_to(self, shortcut: Tensor, x: Tensor) -> Tensor:
        """``shortcut + self(x)`` in the shortcut's type, float32."""
        if self._fused and self._weight.dtype == shortcut.dtype:
            out: Tensor = torch.ops.mkldnn._linear_pointwise(
                x.to(self._weight.dtype), shortcut, self._weight, self._bias, "add"
            )
            return out
        return shortcut + self(x)


class Conv:
    """A float32 convolution of ``(B, H, W, C)`` maps, then GELU where asked.

    Args:
        weight: ``(out, in / groups, size, size) float32``.
        bias: ``(out,) float32``, or None.
        stride: along both axes.
        groups: as in :func:`torch.nn.functional.conv2d`.
    """

    def __init__(
        self, weight: Tensor, bias: Tensor | None, stride: int = 1, groups: int = 1
    ) -> None:
        self.out_channels = weight.shape[0]
        self.stride = stride
        self._weight = weight.detach().contiguous(memory_format=torch.channels_last)
        self._bias = None if bias is None else bias.detach()
        self._groups = groups
        self._fused = has_fused(weight.device)

    @classmethod
    def folded(cls, conv_bn: nn.Module) -> Conv:
        """A convolution and its normalisation, :func:`sam.modeling.tiny_vit.conv_bn`, in one."""
        weight, bias = fold(conv_bn)
        conv = _conv(conv_bn)
        return cls(weight, bias, conv.stride[0], conv.groups)

    @property
    def same_padding(self) -> tuple[int, int]:
        """With which a convolution of odd sides and stride 1 leaves a map its size."""
        return self._weight.shape[2] // 2, self._weight.shape[3] // 2

    def __call__(self, x: Tensor, padding: tuple[int, int], *, gelu: bool = False) -> Tensor:
        """``(B, H, W, in) -> (B, H', W', out)``; ``padding`` with zeros is (rows, columns)."""
        maps = x.permute(0, 3, 1, 2)  # what PyTorch calls channels_last, without a copy
        stride = [self.stride, self.stride]
        if self._fused:
            geometry = (list(padding), stride, [1, 1], self._groups)
            activation = _GELU if gelu else _NOTHING
            out = torch.ops.mkldnn._convolution_pointwise(
                maps, self._weight, self._bias, *geometry, *activation
            )
        else:
            out = F.conv2d(maps, self._weight, self._bias, stride, padding, groups=self._groups)
            out = F.gelu(out) if gelu else out
        nhwc: Tensor = out.permute(0, 2, 3, 1)
        return nhwc


def fold(conv_bn: nn.Module) -> tuple[Tensor, Tensor]:
    """Weight and bias of the one convolution that does what ``c`` and then ``bn`` do.

    In float32, because MPS has no float64; that moves embeddings less than the order of sums does.
    """
    conv, norm = _conv(conv_bn), conv_bn.get_submodule("bn")
    assert isinstance(norm, nn.BatchNorm2d)
    assert norm.running_mean is not None and norm.running_var is not None
    scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    weight = conv.weight * scale[:, None, None, None]
    bias = norm.bias - norm.running_mean * scale
    return weight.detach(), bias.detach()


def _conv(conv_bn: nn.Module) -> nn.Conv2d:
    conv = conv_bn.get_submodule("c")
    assert isinstance(conv, nn.Conv2d)
    return conv
