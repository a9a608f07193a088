"""The generator as published scripts use it: attributes that count, and changed models."""

from __future__ import annotations

import copy
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from sam import SamAutomaticMaskGenerator, SamPredictor, SettingsError
from sam.modeling import Sam

SETTINGS: dict[str, Any] = {
    "points_per_side": 4,
    "pred_iou_thresh": 0.0,
    "stability_score_thresh": 0.0,
    "box_nms_thresh": 1.0,
}


@pytest.fixture
def generator(tiny: Sam) -> SamAutomaticMaskGenerator:
    return SamAutomaticMaskGenerator(tiny, **SETTINGS)


def masks(records: list[dict[str, Any]]) -> list[tuple[bytes, float]]:
    return [(record["segmentation"].tobytes(), record["predicted_iou"]) for record in records]


def test_an_attribute_counts_from_the_next_call(
    generator: SamAutomaticMaskGenerator, image: np.ndarray
) -> None:
    everything = generator.generate(image)
    best = sorted(record["predicted_iou"] for record in everything)
    generator.pred_iou_thresh = np.float64(best[len(best) // 2])
    fewer = generator.generate(image)
    assert 0 < len(fewer) < len(everything)
    assert all(record["predicted_iou"] > generator.pred_iou_thresh for record in fewer)
    generator.output_mode = "coco_rle"
    assert isinstance(generator.generate(image)[0]["segmentation"], dict)
    generator.pred_iou_thresh = 2  # as published: nothing passes it
    assert generator.generate(image) == []
    generator.pred_iou_thresh = -1
    assert len(generator.generate(image)) >= len(everything)
    with pytest.raises(SettingsError, match="pred_iou_thresh is '2'; expected a number"):
        generator.pred_iou_thresh = "2"  # type: ignore[assignment]


def test_grids_are_arrays_and_can_be_set(
    generator: SamAutomaticMaskGenerator, image: np.ndarray
) -> None:
    assert [grid.shape for grid in generator.point_grids] == [(16, 2)]
    generator.point_grids = [np.array([[0.5, 0.5]])]
    found = generator.generate(image)
    assert {tuple(record["point_coords"][0]) for record in found} == {(60.0, 45.0)}


def test_a_step_that_is_never_called_cannot_be_overridden() -> None:
    with pytest.raises(SettingsError, match="Quick overrides _process_batch, which this generator"):

        class Quick(SamAutomaticMaskGenerator):
            def _process_batch(self, *_: Any) -> None: ...


def test_the_predictor_is_there_and_may_be_replaced(
    generator: SamAutomaticMaskGenerator, image: np.ndarray
) -> None:
    before = masks(generator.generate(image))
    assert generator.predictor.model is generator.model
    assert not generator.predictor.is_image_set
    other = copy.deepcopy(generator.model)
    for parameter in other.image_encoder.parameters():
        parameter.data.mul_(1.2)
    generator.predictor = SamPredictor(other)
    after = masks(generator.generate(image))
    assert after != before
    assert after == masks(SamAutomaticMaskGenerator(other, **SETTINGS).generate(image))


def test_weights_changed_between_two_masks_are_not_mixed(
    generator: SamAutomaticMaskGenerator, image: np.ndarray
) -> None:
    """Each picture is decoded with the weights that its decoding began with."""
    expected = [record["predicted_iou"] for record in generator.generate(image)]
    from sam.automatic import Found, Progress, Summary

    found: dict[int, float] = {}
    survivors: tuple[int, ...] = ()
    for event in generator.stream(image.shape[:2], generator.embedder(image)):
        if isinstance(event, Found):
            found[event.id] = event.record.predicted_iou
        elif isinstance(event, Summary):
            survivors = event.ids
        elif isinstance(event, Progress):
            for parameter in generator.model.mask_decoder.parameters():
                parameter.data.add_(0.05)
    assert [found[name] for name in survivors] == expected
    assert [record["predicted_iou"] for record in generator.generate(image)] != expected


class Wrapped(nn.Module):
    """As an adapter wraps a layer: the same call, another type."""

    def __init__(self, layer: nn.Module) -> None:
        super().__init__()
        self.layer = layer

    def forward(self, *given: Any, **named: Any) -> Any:
        return self.layer(*given, **named)


def wrap_a_layer(model: Sam) -> None:
    attention = model.mask_decoder.transformer.final_attn_token_to_image
    attention.q_proj = Wrapped(attention.q_proj)


def wrap_the_decoder(model: Sam) -> None:
    model.mask_decoder.transformer = Wrapped(model.mask_decoder.transformer)


def hook(model: Sam) -> None:
    model.mask_decoder.register_forward_hook(lambda module, given, out: out)


def train(model: Sam) -> None:
    model.train()


@pytest.mark.parametrize("change", [wrap_a_layer, wrap_the_decoder, hook, train])
def test_a_changed_decoder_is_called_as_it_is(tiny: Sam, image: np.ndarray, change: Any) -> None:
    expected = SamAutomaticMaskGenerator(tiny, **SETTINGS).generate(image)
    change(tiny)
    found = SamAutomaticMaskGenerator(tiny, **SETTINGS).generate(image)
    assert len(found) == len(expected)
    ours = sorted(record["predicted_iou"] for record in found)
    assert np.allclose(ours, sorted(r["predicted_iou"] for r in expected), atol=1e-4)


@pytest.mark.parametrize(
    "context",
    [
        torch.autocast("cpu", torch.bfloat16),
        torch.inference_mode(),
        torch.enable_grad(),
    ],
    ids=["autocast", "inference mode", "gradients"],
)
@pytest.mark.parametrize("wrapped", [False, True], ids=["ours", "wrapped"])
def test_it_works_wherever_predict_does(
    tiny: Sam, image: np.ndarray, context: AbstractContextManager[Any], wrapped: bool
) -> None:
    if wrapped:
        wrap_the_decoder(tiny)
    with context:
        found = SamAutomaticMaskGenerator(tiny, **SETTINGS).generate(image)
    assert found
    assert all(np.isfinite(record["predicted_iou"]) for record in found)


@pytest.mark.parametrize("size", [(1, 1), (1, 2), (2, 1), (1, 300)])
@pytest.mark.parametrize("wrapped", [False, True], ids=["ours", "wrapped"])
def test_the_tiniest_pictures(tiny: Sam, size: tuple[int, int], wrapped: bool) -> None:
    if wrapped:
        wrap_the_decoder(tiny)
    generator = SamAutomaticMaskGenerator(tiny, **SETTINGS, crop_n_layers=1)
    for record in generator.generate(np.full((*size, 3), 128, np.uint8)):
        assert record["segmentation"].shape == size
