"""Masks at full size are those of the network's own resizing."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from sam.automatic.full_size import Enlarger
from sam.modeling import Sam
from sam.transforms import ResizeLongestSide


def blobs(side: int, seed: int, shift: float) -> torch.Tensor:
    """Smooth logits with islands, holes and, by their shift, more or less in them."""
    noise = torch.randn(1, 1, side // 8, side // 8, generator=torch.Generator().manual_seed(seed))
    return 6 * F.interpolate(noise, (side, side), mode="bicubic")[0, 0] + shift


@pytest.mark.parametrize("shift", [-9.0, -4.0, 0.0, 20.0])
@pytest.mark.parametrize("size", [(90, 120), (700, 300), (256, 256), (1, 50), (13, 400)])
def test_equals_resizing_everything(tiny: Sam, size: tuple[int, int], shift: float) -> None:
    low_side = tiny.prompt_encoder.mask_input_size[0]
    input_size = ResizeLongestSide.get_preprocess_shape(*size, 256)
    enlarger = Enlarger(low_side, 256, input_size, size)
    logits = blobs(low_side, seed=3, shift=shift)
    whole = tiny.postprocess_masks(logits[None, None], input_size, size)[0, 0].numpy()
    found = enlarger.mask(logits[: enlarger.rows], 0.0, 1.0)
    bits = np.zeros(size, bool)
    x, y = found.corner
    height, width = found.bits.shape
    bits[y : y + height, x : x + width] = found.bits
    assert np.array_equal(bits, whole > 0)
    assert found.area == bits.sum()
    union = int((whole > -1).sum())
    assert found.stability_score == ((whole > 1).sum() / union if union else 0)
    ys, xs = np.nonzero(bits)
    expected = (xs.min(), ys.min(), xs.max(), ys.max()) if len(xs) else (0, 0, 0, 0)
    assert found.box == expected
