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
from sam.fingerprint import encoder_fingerprint
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
    decoder = b"stands for an ONNX file"
    digest = hashlib.sha256(decoder).hexdigest()
    name = f"decoder-{digest[:12]}.onnx"
    (folder / name).write_bytes(decoder)
    manifest = {
        "format": 1,
        "kind": model.kind,
        "image_size": model.image_encoder.img_size,
        "mask_threshold": 0.0,
        "encoder_fingerprint": encoder_fingerprint(model),
        "decoder_fingerprint": "0" * 64,
        "precision": "float32",
        "preprocessing": 1,
        "embedding": {"shape": [1, 32, 16, 16]},
        "decoder": {
            "file": name,
            "sha256": digest,
            "bytes": len(decoder),
            "inputs": [],
            "outputs": [],
        },
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
    """Builds an application with the tiny model; settings may be given."""

    def make(**settings: object) -> Flask:
        return create_app(Settings(models=models, **settings), tiny)  # type: ignore[arg-type]

    return make


@pytest.fixture
def client(make_app: MakeApp) -> FlaskClient:
    """Asks a fresh server."""
    return make_app().test_client()
