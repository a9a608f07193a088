"""Many points at once: the same scores and masks as the network's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from skimage import data
from torch import Tensor

from sam import SamPredictor, load_sam
from sam.folded.points import Algebra, PointMasks, PointPreparer, PointScores
from sam.modeling import Sam


@torch.no_grad()
def differences(model: Sam, embedding: Tensor, rows: int) -> tuple[float, float]:
    """The largest in predicted IoU, and in logits relative to the largest."""
    cells = embedding.shape[-1]
    generator = torch.Generator().manual_seed(5)
    points = torch.rand(5, 2, generator=generator, dtype=embedding.dtype) * 16 * cells
    labels = torch.ones(5, 1)
    expected, expected_iou = model.decode(embedding, (points[:, None], labels), None, None, True)
    algebra = Algebra(model)
    image = PointPreparer(algebra)(embedding)
    iou, state = PointScores(algebra)(points, image)
    masks = PointMasks(algebra, cells, rows)
    found = torch.stack([masks(state.of(index), image, [0, 1, 2]) for index in range(5)])
    assert found.shape == (5, 3, 4 * rows, 4 * cells)
    one = masks(state.of(3), image, [2])
    assert torch.allclose(one[0], found[3, 2], atol=1e-3)
    worst = (found - expected[:, :, : 4 * rows]).abs().max() / expected.abs().max()
    return (iou - expected_iou).abs().max().item(), worst.item()


@pytest.mark.parametrize("rows", [16, 7])
def test_every_weight_takes_part(tiny: Sam, rows: int) -> None:
    """In float64, so that rounding cannot hide a term that is missing."""
    model = tiny.double()
    embedding = torch.randn(
        1, 32, 16, 16, generator=torch.Generator().manual_seed(1), dtype=torch.float64
    )
    assert max(differences(model, embedding, rows)) < 1e-9


def test_real_weights_in_single_precision(mobile_sam: Path) -> None:
    predictor = SamPredictor(load_sam(mobile_sam))
    predictor.set_image(np.asarray(data.coffee()))
    iou, logits = differences(predictor.model, predictor.get_image_embedding(), 43)
    assert iou < 2e-5
    assert logits < 5e-5
