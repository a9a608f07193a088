"""Models that run in milliseconds, with weights far from their initial zeros and ones."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import nn

from sam.build import build_sam
from sam.config import TINY, TINY_T
from sam.modeling import Sam


def _randomise(model: nn.Module, seed: int = 0) -> nn.Module:
    """Draw every weight anew, so that no bias, position or running mean is still a zero.

    Matrices keep the size of what passes through them; vectors stay near 1 (scales) or 0 (others).
    """
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, tensor in model.state_dict().items():
            if not tensor.is_floating_point():
                continue
            noise = torch.randn(tensor.shape, generator=generator)
            if name.endswith("running_var"):
                tensor.copy_(1 + 0.5 * noise.tanh())
            elif tensor.ndim == 1 and name.endswith("weight"):
                tensor.copy_(1 + 0.2 * noise)
            elif tensor.ndim == 1:
                tensor.copy_(0.2 * noise)
            elif tensor.ndim == 2 and ("embed" in name or "token" in name or "gauss" in name):
                tensor.copy_(noise)
            else:
                fan_in = tensor[0].numel()
                tensor.copy_(noise / fan_in**0.5)
    return model


@pytest.fixture(scope="session")
def randomise() -> Callable[..., nn.Module]:
    return _randomise


@pytest.fixture
def tiny() -> Sam:
    """A small vision transformer; fresh for each test."""
    return _randomise(build_sam(TINY))


@pytest.fixture
def tiny_t() -> Sam:
    """A small TinyViT; fresh for each test."""
    return _randomise(build_sam(TINY_T))


@pytest.fixture(params=["tiny", "tiny_t"])
def either(request: pytest.FixtureRequest) -> Sam:
    """Both small models, one after the other."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def image() -> np.ndarray:
    """An image of noise, 90 high and 120 wide."""
    return np.random.default_rng(0).integers(0, 256, (90, 120, 3), dtype=np.uint8)
