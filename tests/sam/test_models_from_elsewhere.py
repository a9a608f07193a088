"""A ``Sam`` that somebody else's code has built goes into our predictor and our generator."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sam import SamAutomaticMaskGenerator, SamPredictor
from sam.modeling import Sam


class Elsewhere(nn.Module):
    """What the published class has, and nothing that ours has beyond it (no kind, no encode)."""

    mask_threshold = 0.0
    image_format = "RGB"

    def __init__(self, of: Sam) -> None:
        super().__init__()
        self.image_encoder = of.image_encoder
        self.prompt_encoder = of.prompt_encoder
        self.mask_decoder = of.mask_decoder
        self.register_buffer("pixel_mean", of.pixel_mean.clone(), False)
        self.register_buffer("pixel_std", of.pixel_std.clone(), False)

    @property
    def device(self) -> Any:
        return self.pixel_mean.device

    def preprocess(self, x: Tensor) -> Tensor:
        x = (x - self.pixel_mean) / self.pixel_std
        side = self.image_encoder.img_size
        return F.pad(x, (0, side - x.shape[-1], 0, side - x.shape[-2]))

    def postprocess_masks(self, masks: Tensor, input_size: Any, original_size: Any) -> Tensor:
        side = self.image_encoder.img_size
        masks = F.interpolate(masks, (side, side), mode="bilinear", align_corners=False)
        masks = masks[..., : input_size[0], : input_size[1]]
        return F.interpolate(masks, original_size, mode="bilinear", align_corners=False)


class Wrapped(nn.Module):
    """A part in a wrapper that knows only how to be called, as adapters are put round it."""

    def __init__(self, part: nn.Module, **known: Any) -> None:
        super().__init__()
        self.part = part
        for name, value in known.items():
            setattr(self, name, value)

    def forward(self, *arguments: Any, **named: Any) -> Any:
        return self.part(*arguments, **named)


def predicted(model: Any, image: np.ndarray) -> list[np.ndarray]:
    predictor = SamPredictor(model)
    predictor.set_image(image)
    box = np.array([10.0, 20.0, 80.0, 70.0])
    at, kinds = np.array([[50.0, 40.0], [80.0, 20.0]]), np.array([1, 0])
    return [
        predictor.get_image_embedding().numpy(),
        *predictor.predict(at, kinds, return_logits=True),
        *predictor.predict(at, kinds, box, multimask_output=False, return_logits=True),
    ]


def test_the_predictor_takes_it(either: Sam, image: np.ndarray) -> None:
    for ours, found in zip(
        predicted(either, image), predicted(Elsewhere(either), image), strict=True
    ):
        assert np.allclose(ours, found, atol=1e-5)


@pytest.mark.parametrize("crops", [0, 1])
def test_the_generator_takes_it(either: Sam, image: np.ndarray, crops: int) -> None:
    settings = {
        "points_per_side": 3,
        "pred_iou_thresh": 0.0,
        "stability_score_thresh": 0.0,
        "crop_n_layers": crops,
    }
    ours, found = (
        SamAutomaticMaskGenerator(model, **settings).generate(image)
        for model in (either, Elsewhere(either))
    )
    assert ours and len(ours) == len(found)
    for a, b in zip(ours, found, strict=True):
        assert (a["segmentation"] == b["segmentation"]).all()
        assert a["predicted_iou"] == pytest.approx(b["predicted_iou"], abs=1e-5)


def test_an_encoder_in_a_wrapper_is_called_as_it_is(tiny: Sam, image: np.ndarray) -> None:
    expected = predicted(tiny, image)
    model = Elsewhere(tiny)
    model.image_encoder = Wrapped(tiny.image_encoder, img_size=tiny.image_encoder.img_size)
    for ours, found in zip(expected, predicted(model, image), strict=True):
        assert np.allclose(ours, found, atol=1e-4)
    with torch.no_grad():
        tiny.image_encoder.pos_embed += 1
    changed = predicted(model, image)
    assert not np.allclose(expected[0], changed[0], atol=1e-2)
