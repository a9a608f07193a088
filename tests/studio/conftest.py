"""A tiny model of the real architecture, and the decoder that belongs to it."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from sam.build import build_sam
from sam.config import TINY
from sam.modeling import Sam
from tests.studio.models_folder import write_models


@pytest.fixture(scope="session")
def tiny() -> Sam:
    """The tiny model; its weights are random, but the same every time."""
    torch.manual_seed(0)
    return build_sam(TINY)


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory, tiny: Sam) -> Path:
    """A folder as the exporter leaves it."""
    return write_models(tmp_path_factory.mktemp("models"), tiny)
