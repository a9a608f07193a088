"""Small layers that several parts of the network share."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class LayerNorm2d(nn.Module):
    """Layer normalisation over the channels of ``(B, C, H, W)`` maps, each pixel by itself."""

    def __init__(self, num_channels: int, eps: float = 1e-6) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(num_channels))
        self.bias = nn.Parameter(torch.zeros(num_channels))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        """``(B, C, H, W) -> (B, C, H, W)``."""
        centred = x - x.mean(1, keepdim=True)
        variance = centred.square().mean(1, keepdim=True)
        normalised = centred / torch.sqrt(variance + self.eps)
        return self.weight[:, None, None] * normalised + self.bias[:, None, None]


def beside_each_other(heads: Tensor) -> Tensor:
    """What attention gives of each head, ``(B, heads, N, C/heads) -> (B, N, C)``.

    The kernels of a processor give it so in memory that this is only another look at it, and
    `torch.export` would write that down; ONNX's own attention lays it out otherwise.
    """
    tokens = heads.transpose(1, 2)
    if torch.compiler.is_exporting():
        tokens = tokens.clone(memory_format=torch.contiguous_format)
    return tokens.flatten(2)


class MLPBlock(nn.Module):
    """The two-layer perceptron of a transformer block: ``(..., C) -> (..., C)``."""

    def __init__(self, embedding_dim: int, mlp_dim: int, act: type[nn.Module] = nn.GELU) -> None:
        super().__init__()
        self.lin1 = nn.Linear(embedding_dim, mlp_dim)
        self.lin2 = nn.Linear(mlp_dim, embedding_dim)
        self.act = act()

    def forward(self, x: Tensor) -> Tensor:
        """``(..., C) -> (..., C)``."""
        out: Tensor = self.lin2(self.act(self.lin1(x)))
        return out


class MLP(nn.Module):
    """A perceptron of ``num_layers`` linear layers with ReLU between them.

    With ``sigmoid_output`` the last one's results go through a sigmoid.
    """

    def __init__(
        self,
        input_dim: int,
        hidden_dim: int,
        output_dim: int,
        num_layers: int,
        sigmoid_output: bool = False,
    ) -> None:
        super().__init__()
        self.num_layers = num_layers
        self.sigmoid_output = sigmoid_output
        widths = [input_dim] + [hidden_dim] * (num_layers - 1) + [output_dim]
        self.layers = nn.ModuleList(
            nn.Linear(a, b) for a, b in zip(widths[:-1], widths[1:], strict=True)
        )

    def forward(self, x: Tensor) -> Tensor:
        """``(..., input_dim) -> (..., output_dim)``."""
        last = len(self.layers) - 1
        for index, layer in enumerate(self.layers):
            x = layer(x) if index == last else F.relu(layer(x))
        return x.sigmoid() if self.sigmoid_output else x


def neck(in_chans: int, out_chans: int) -> nn.Sequential:
    """The last layers of every image encoder: ``(B, in_chans, H, W) -> (B, out_chans, H, W)``."""
    return nn.Sequential(
        nn.Conv2d(in_chans, out_chans, kernel_size=1, bias=False),
        LayerNorm2d(out_chans),
        nn.Conv2d(out_chans, out_chans, kernel_size=3, padding=1, bias=False),
        LayerNorm2d(out_chans),
    )
