"""What the server's image encoder computes in is chosen, told, and part of the fingerprint."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from sam.build import build_sam
from sam.config import TINY_T
from sam.errors import PrecisionError
from sam.fingerprint import encoder_fingerprint
from sam.modeling import Sam
from server import Settings, create_app
from server.settings import parse_settings
from tests.server.conftest import MakeApp
from tests.server.test_embeddings import JPEG, numbers, put
from tests.studio.models_folder import folder_in_force, write_models


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_health_and_model_tell_it(make_app: MakeApp, tiny: Sam, precision: str) -> None:
    """A decoder exported beside float32 serves both: it belongs to weights."""
    client = make_app(precision=precision).test_client()
    health, model = (client.get(f"/api/v1/{name}").json for name in ("health", "model"))
    assert health is not None and model is not None
    fingerprint = encoder_fingerprint(tiny, precision)
    assert health["model"]["precision"] == model["precision"] == precision
    assert health["model"]["encoder_fingerprint"] == model["encoder_fingerprint"] == fingerprint
    answer = client.get(put(client))
    assert answer.headers["Encoder-Fingerprint"] == fingerprint


def test_embeddings_are_computed_in_it(make_app: MakeApp) -> None:
    exact, rounded = (
        numbers(client.get(put(client, JPEG) + "?dtype=float32"))
        for client in (make_app(precision=p).test_client() for p in ("float32", "bfloat16"))
    )
    assert not np.array_equal(exact, rounded)
    assert np.abs(exact - rounded).max() < 0.05 * np.abs(exact).max()


@pytest.mark.parametrize(
    ("kind", "flag", "expected"),
    [("vit_t", True, "bfloat16"), ("vit_t", False, "float32"), ("vit_b", True, "float32")],
)
def test_auto_is_resolved_before_it_is_told(
    kind: str, flag: bool, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"amx_bf16": flag})
    model = build_sam(TINY_T)
    model.kind = kind
    models = str(write_models(tmp_path / "m", model))
    settings = parse_settings(["--models", models, "--data-dir", "none"], {})
    assert settings.precision == "auto"
    health = create_app(settings, model).test_client().get("/api/v1/health").json
    assert health is not None
    assert health["model"]["precision"] == expected


def test_a_decoder_of_a_bfloat16_encoder_is_taken_too(tmp_path: Path, tiny: Sam) -> None:
    folder = write_models(tmp_path / "models", tiny)
    path = folder_in_force(folder) / "manifest.json"
    text = path.read_text().replace('"precision": "float32"', '"precision": "bfloat16"')
    fingerprint = encoder_fingerprint(tiny, "bfloat16")
    path.write_text(text.replace(encoder_fingerprint(tiny), fingerprint))
    client = create_app(
        Settings(data_dir=None, models=folder, precision="float32"), tiny
    ).test_client()
    model = client.get("/api/v1/model").json
    assert model is not None
    assert model["precision"] == "float32"
    assert model["encoder_fingerprint"] == encoder_fingerprint(tiny)


def test_a_precision_that_does_not_exist(make_app: MakeApp) -> None:
    with pytest.raises(PrecisionError, match="no precision 'float8'; expected float32 or bfloat16"):
        make_app(precision="float8")
