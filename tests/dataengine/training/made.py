"""A tiny model and drawn pictures of bright discs, in groups, to learn from."""

from __future__ import annotations

import numpy as np
import torch

from dataengine.training.examples import Bits, Example, Pixels
from sam.build import build_sam
from sam.config import TINY_T
from sam.modeling import Sam


def tiny_model() -> Sam:
    """A TinyViT model of very small widths with random weights, the same every time."""
    torch.manual_seed(7)
    return build_sam(TINY_T).eval()


def disc(seed: int, height: int = 48, width: int = 64) -> tuple[Pixels, Bits]:
    """A picture of noise with a bright disc in it, and the disc."""
    rng = np.random.default_rng(seed)
    radius = rng.integers(6, 12)
    x, y = rng.integers(radius, width - radius), rng.integers(radius, height - radius)
    ys, xs = np.mgrid[:height, :width]
    mask = (xs - x) ** 2 + (ys - y) ** 2 <= radius**2
    picture = rng.integers(0, 90, (height, width, 3), dtype=np.uint8)
    picture[mask] += 130
    return picture, mask


def example(seed: int, group: str | None = None) -> Example:
    """A picture of one disc."""
    picture, mask = disc(seed)
    return Example(
        name=f"disc{seed}",
        group=group or f"group{seed}",
        open=lambda: picture,
        masks=lambda: [mask],
        objects=1,
    )
