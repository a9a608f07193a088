"""What a server checks before it serves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save

from sam.build import build_sam
from sam.config import TINY
from sam.errors import CheckpointError, DeviceError
from sam.modeling import Sam
from sam.rounding import halves
from server import Settings, create_app
from server.hosts import is_loopback
from studio.errors import StartupError
from tests.studio.models_folder import folder_in_force, write_models


def changed(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = manifest_file(folder)
    manifest = json.loads(path.read_text())
    change(manifest)
    path.write_text(json.dumps(manifest))


def manifest_file(folder: Path) -> Path:
    return folder_in_force(folder) / "manifest.json"


def mask_graph(folder: Path) -> Path:
    return next(folder_in_force(folder).glob("mask-*.onnx"))


def weights(folder: Path) -> Path:
    return folder_in_force(folder) / "decoder.safetensors"


def exchanged(folder: Path, content: bytes) -> None:
    """Other weights, which the manifest agrees with."""
    weights(folder).write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    changed(folder, lambda m: m["weights"].update(sha256=digest))


def other_weights() -> bytes:
    """Those of another decoder of the same architecture."""
    torch.manual_seed(1)
    return save(halves(build_sam(TINY)))


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda f: (f / "current.json").unlink(), "There is no decoder in"),
        (lambda f: (f / "current.json").write_text("{"), "cannot be read"),
        (lambda f: (f / "current.json").write_text("[]"), "names None"),
        (
            lambda f: (f / "current.json").write_text('{"decoder_fingerprint": "../up"}'),
            "names '../up'; expected a decoder's fingerprint",
        ),
        (lambda f: manifest_file(f).unlink(), "There is no decoder in"),
        (lambda f: manifest_file(f).write_text("{"), "cannot be read"),
        (lambda f: manifest_file(f).write_text("[]"), "lacks"),
        (lambda f: manifest_file(f).write_bytes(b"\xff\xfe\xff"), "cannot be read"),
        (lambda f: changed(f, lambda m: m.update(format=1)), "has format 1"),
        (lambda f: changed(f, lambda m: m.pop("encoder_fingerprint")), "lacks"),
        (lambda f: changed(f, lambda m: m["graphs"]["mask"].pop("sha256")), "lacks"),
        (lambda f: changed(f, lambda m: m["graphs"].pop("plain")), "lacks 'plain'"),
        (lambda f: changed(f, lambda m: m.pop("precision")), "lacks 'precision'"),
        (lambda f: mask_graph(f).unlink(), "is no file of the exporter's"),
        (lambda f: mask_graph(f).write_bytes(b"half"), "has SHA-256"),
        (
            lambda f: changed(f, lambda m: m["graphs"]["mask"].update(file="../manifest.json")),
            "names '../manifest.json'",
        ),
        (
            lambda f: changed(f, lambda m: m.update(decoder_fingerprint="0" * 64)),
            "is of the decoder",
        ),
        (lambda f: changed(f, lambda m: m.pop("weights")), "lacks 'weights'"),
        (lambda f: weights(f).unlink(), "is no file of the exporter's"),
        (lambda f: weights(f).write_bytes(b"half"), "has SHA-256"),
        (lambda f: exchanged(f, b"half"), "cannot be used"),
        (lambda f: exchanged(f, save({"x": torch.zeros(1)})), "has the decoder"),
        (lambda f: exchanged(f, other_weights()), "has the decoder"),
    ],
)
def test_a_folder_that_the_exporter_did_not_leave(
    harm: Callable[[Path], object], words: str, tiny: Sam, tmp_path: Path
) -> None:
    folder = write_models(tmp_path / "models", tiny)
    harm(folder)
    with pytest.raises(StartupError) as caught:
        create_app(Settings(data_dir=None, models=folder), tiny)

    assert words in str(caught.value)
    assert "python -m export" in str(caught.value)


def test_a_decoder_of_another_encoder(models: Path) -> None:
    torch.manual_seed(1)
    other = build_sam(TINY)
    with pytest.raises(StartupError, match="belongs to another image encoder") as caught:
        create_app(Settings(data_dir=None, models=models), other)

    assert "python -m export --checkpoint" in str(caught.value)


def test_the_model_is_loaded_when_none_is_given(models: Path, tiny: Sam, tmp_path: Path) -> None:
    checkpoint = tmp_path / "tiny.pt"
    torch.save(tiny.state_dict(), checkpoint)
    client = create_app(Settings(data_dir=None, models=models, checkpoint=checkpoint)).test_client()

    assert client.get("/api/v1/health").status_code == 200


def test_a_missing_checkpoint(models: Path, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="absent.pt"):
        create_app(Settings(data_dir=None, models=models, checkpoint=tmp_path / "absent.pt"))


@pytest.mark.parametrize("device", ["nonsense", "cuda:99"])
def test_a_device_that_is_not_there(device: str, models: Path, tiny: Sam, tmp_path: Path) -> None:
    checkpoint = tmp_path / "tiny.pt"
    torch.save(tiny.state_dict(), checkpoint)
    with pytest.raises(DeviceError, match=f"The device '{device}' cannot be used here"):
        create_app(Settings(data_dir=None, models=models, checkpoint=checkpoint, device=device))


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.0.0.5", True), ("::1", True), ("0.0.0.0", False), ("::", False)],
)
def test_which_addresses_only_this_machine_reaches(host: str, loopback: bool) -> None:
    assert is_loopback(host) == loopback
