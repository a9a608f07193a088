"""The re-arranged decoder computes what the network computes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from skimage import data
from torch import Tensor

from sam import SamPredictor, load_sam
from sam.folded import FoldedDecoder, ImagePreparer, MaskInput
from sam.modeling import Sam

PROMPTS = {
    "one point": ([[0.5, 0.3]], [1], None),
    "points on both sides": ([[0.5, 0.3], [0.1, 0.9], [0.8, 0.2]], [1, 0, 1], None),
    "a box": ([], [], [0.2, 0.1, 0.7, 0.6]),
    "a box and a point": ([[0.4, 0.4]], [0], [0.2, 0.1, 0.7, 0.6]),
    "sixteen points": ([[i / 16, (i * 7 % 16) / 16] for i in range(16)], [1, 0] * 8, None),
}


def as_tensors(
    model: Sam, name: str
) -> tuple[tuple[Tensor, Tensor] | None, Tensor | None, Tensor, Tensor]:
    """A prompt as the prompt encoder takes it, and as the folded decoder does."""
    points, labels, box = PROMPTS[name]
    side = model.image_encoder.img_size
    coords = torch.tensor(points).reshape(1, -1, 2) * side
    marks = torch.tensor(labels, dtype=torch.float32)[None]
    if box is None:
        extra, extra_labels = torch.zeros(1, 1, 2), torch.tensor([[-1.0]])
    else:
        extra = torch.tensor(box).reshape(1, 2, 2) * side
        extra_labels = torch.tensor([[2.0, 3.0]])
    plain_points = (coords, marks) if points else None
    plain_box = None if box is None else extra.reshape(1, 4)
    return (
        plain_points,
        plain_box,
        torch.cat([coords, extra], 1),
        torch.cat([marks, extra_labels], 1),
    )


@torch.no_grad()
def largest_differences(model: Sam, embedding: Tensor, name: str, refine: bool) -> list[float]:
    """Logits, relative to the largest, and predicted IoU: plain against folded."""
    points, box, coords, labels = as_tensors(model, name)
    encoder, decoder = model.prompt_encoder, model.mask_decoder
    prepared = ImagePreparer(model)(embedding)
    mask_input = None
    if refine:
        side = encoder.mask_input_size[0]
        mask_input = 8 * torch.randn(1, 1, side, side, generator=torch.Generator().manual_seed(3))
        prepared = prepared._replace(mask_rows=MaskInput(model)(mask_input))
    sparse, dense = encoder(points, box, mask_input)
    masks, iou = decoder.predict_masks(embedding, encoder.get_dense_pe(), sparse, dense)
    folded_masks, folded_iou = FoldedDecoder(model)(*prepared, coords, labels)
    assert folded_masks.shape == masks.shape
    assert folded_iou.shape == iou.shape
    return [
        ((folded_masks - masks).abs().max() / masks.abs().max()).item(),
        (folded_iou - iou).abs().max().item(),
    ]


@pytest.mark.parametrize("refine", [False, True], ids=["plain", "with a mask input"])
@pytest.mark.parametrize("name", PROMPTS)
def test_every_weight_takes_part(tiny: Sam, name: str, refine: bool) -> None:
    """In float64, so that rounding cannot hide a term that is missing."""
    model = tiny.double()
    size = (1, *(model.prompt_encoder.embed_dim, *model.prompt_encoder.image_embedding_size))
    embedding = torch.randn(size, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    torch.set_default_dtype(torch.float64)
    try:
        assert max(largest_differences(model, embedding, name, refine)) < 1e-9
    finally:
        torch.set_default_dtype(torch.float32)


@pytest.fixture(scope="module")
def mobile(mobile_sam: Path) -> tuple[Sam, Tensor]:
    """The real weights and the embedding of a real photograph."""
    predictor = SamPredictor(load_sam(mobile_sam))
    predictor.set_image(np.asarray(data.coffee()))
    return predictor.model, predictor.get_image_embedding()


@pytest.mark.parametrize("refine", [False, True], ids=["plain", "with a mask input"])
@pytest.mark.parametrize("name", PROMPTS)
def test_real_weights_in_single_precision(
    mobile: tuple[Sam, Tensor], name: str, refine: bool
) -> None:
    logits, iou = largest_differences(*mobile, name, refine)
    assert logits < 2e-5  # logits reach about 30, so this is under 1e-3
    assert iou < 1e-5
