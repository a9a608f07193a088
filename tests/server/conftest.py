"""A server with a tiny model of the real architecture, and a decoder that belongs to it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from flask import Flask
from flask.testing import FlaskClient

from sam.build import build_sam
from sam.config import TINY
from sam.fingerprint import decoder_fingerprint, encoder_fingerprint
from sam.modeling import Sam
from server import Settings, create_app

MakeApp = Callable[..., Flask]


@pytest.fixture(scope="session")
def tiny() -> Sam:
    """The tiny model; its weights are random, but the same every time."""
    torch.manual_seed(0)
    return build_sam(TINY)


def write_models(folder: Path, model: Sam) -> Path:
    """What the exporter would leave for ``model``; nothing here runs the decoder."""
    folder.mkdir(parents=True, exist_ok=True)
    graphs = {}
    for name in ("prepare", "mask", "decode", "plain"):
        content = f"stands for the ONNX file of {name}".encode()
        digest = hashlib.sha256(content).hexdigest()
        file = f"{name}-{digest[:12]}.onnx"
        (folder / file).write_bytes(content)
        graphs[name] = {
            "file": file,
            "sha256": digest,
            "bytes": len(content),
            "inputs": [],
            "outputs": [],
        }
    manifest = {
        "format": 3,
        "kind": model.kind,
        "image_size": model.image_encoder.img_size,
        "mask_threshold": 0.0,
        "encoder_fingerprint": encoder_fingerprint(model),
        "decoder_fingerprint": decoder_fingerprint(model),
        "precision": "float32",
        "preprocessing": 1,
        "embedding": {"shape": [1, 32, 16, 16]},
        "golden": {
            "width": 600,
            "height": 400,
            "points": [[300, 200, 1]],
            "box": [100, 60, 480, 330],
            "mask_range": 32,
            "step": 37,
            "iou_predictions": [0.5] * 4,
            "logits": [[0.0] * 4] * 4,
        },
        "graphs": graphs,
        "checkpoint": {"file": "tiny.pt", "sha256": "0" * 64},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory, tiny: Sam) -> Path:
    """A folder as the exporter leaves it."""
    return write_models(tmp_path_factory.mktemp("models"), tiny)


@pytest.fixture(scope="session")
def make_app(models: Path, tiny: Sam) -> MakeApp:
    """Builds an application with the tiny model, without a disk cache; settings may be given."""

    def make(**settings: object) -> Flask:
        own = {"models": models, "cache_dir": None}
        return create_app(Settings(**own | settings), tiny)  # type: ignore[arg-type]

    return make


@pytest.fixture
def client(make_app: MakeApp) -> FlaskClient:
    """Asks a fresh server."""
    return make_app().test_client()
