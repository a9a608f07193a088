"""Whether the model does what it is for is asked of the model."""

from __future__ import annotations

import pytest
import torch

from sam.build import build_sam
from sam.config import TINY
from studio.encoder import SharedEncoder
from studio.errors import StartupError
from studio.places import Places
from studio.readiness import self_test


def test_weights_that_compute_nothing_are_found_before_anybody_waits() -> None:
    torch.manual_seed(0)
    model = build_sam(TINY)
    self_test(SharedEncoder(model, 0, Places(1)), model)
    with torch.no_grad():
        for parameter in model.mask_decoder.parameters():
            parameter.fill_(torch.nan)
    with pytest.raises(StartupError, match=r"the model \(tiny on cpu\) failed: the mask of"):
        self_test(SharedEncoder(model, 0, Places(1)), model)
    with torch.no_grad():
        next(model.image_encoder.parameters()).fill_(torch.nan)
    with pytest.raises(StartupError, match="failed: The model's embedding of this picture has"):
        self_test(SharedEncoder(model, 0, Places(1)), model)
