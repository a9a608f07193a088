"""What this machine decodes with is what pages decode with: the decoder in force, rounded."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from sam.fingerprint import decoder_fingerprint
from sam.modeling import Sam
from sam.predictor import SamPredictor
from sam.rounding import rounded
from studio import Studio, readiness
from studio.settings import StudioSettings


@pytest.fixture
def studio(models: Path, tiny: Sam) -> Studio:
    """A studio with the tiny model."""
    return Studio(StudioSettings(models=models, cache_dir=None), tiny)


def test_everything_is_decoded_with_the_weights_whose_fingerprint_is_in_force(
    studio: Studio, tiny: Sam
) -> None:
    current = studio.models.current()
    assert current.decoder_fingerprint == decoder_fingerprint(current.model)
    assert current.decoder_fingerprint == decoder_fingerprint(rounded(tiny))
    assert current.decoder_fingerprint != decoder_fingerprint(tiny)
    # The image encoder is there once.
    assert current.model.image_encoder is tiny.image_encoder


def test_the_model_that_was_given_stays_exact(models: Path, tiny: Sam) -> None:
    before = decoder_fingerprint(tiny)
    Studio(StudioSettings(models=models, cache_dir=None), tiny)
    assert decoder_fingerprint(tiny) == before


def test_the_self_test_decodes_with_them_too(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[Sam] = []

    class Predictor(SamPredictor):
        def __init__(self, model: Sam) -> None:
            super().__init__(model)
            used.append(model)

    monkeypatch.setattr(readiness, "SamPredictor", Predictor)
    studio.encoder.broken = "a fault"
    now = [0.0]
    tried = readiness.Readiness(
        studio.encoder, lambda: studio.models.current().model, lambda: now[0]
    )
    assert tried.problem() is not None
    now[0] = 60.0
    assert tried.problem() is None
    assert used == [studio.models.current().model]


def test_the_loaded_models_own_decoder_is_not_used(models: Path, tiny: Sam) -> None:
    """Whatever it is: the image encoder is what it is loaded for."""
    with torch.no_grad():
        kept = tiny.mask_decoder.iou_token.weight.clone()
        tiny.mask_decoder.iou_token.weight.fill_(torch.nan)
    try:
        current = Studio(StudioSettings(models=models, cache_dir=None), tiny).models.current()
    finally:
        with torch.no_grad():
            tiny.mask_decoder.iou_token.weight.copy_(kept)
    assert torch.isfinite(current.model.mask_decoder.iou_token.weight).all()
