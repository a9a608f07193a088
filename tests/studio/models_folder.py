"""The folder of exported decoders, without the exporter."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from safetensors.torch import save

from sam.fingerprint import decoder_fingerprint, encoder_fingerprint
from sam.modeling import Sam
from sam.rounding import halves, with_decoder


def write_models(models: Path, model: Sam) -> Path:
    """What the exporter would leave for ``model`` in the folder of all decoders; nothing here runs
    the decoder.

    Returns:
        The folder of all decoders.
    """
    put_in_force(models, write_decoder(models, model))
    return models


def write_decoder(models: Path, model: Sam) -> str:
    """A further decoder; which one is in force stays.

    Returns:
        Its fingerprint.
    """
    tensors = halves(model)
    fingerprint = decoder_fingerprint(with_decoder(model, tensors))
    folder = models / fingerprint[:16]
    folder.mkdir(parents=True, exist_ok=True)
    weights = save(tensors)
    (folder / "decoder.safetensors").write_bytes(weights)
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
        "format": 4,
        "kind": model.kind,
        "image_size": model.image_encoder.img_size,
        "mask_threshold": 0.0,
        "encoder_fingerprint": encoder_fingerprint(model),
        "decoder_fingerprint": fingerprint,
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
        "weights": {
            "file": "decoder.safetensors",
            "sha256": hashlib.sha256(weights).hexdigest(),
            "bytes": len(weights),
        },
        "checkpoint": {"file": "tiny.pt", "sha256": "0" * 64},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return fingerprint


def put_in_force(models: Path, fingerprint: str) -> None:
    """By hand, whatever is in the folder."""
    (models / "current.json").write_text(json.dumps({"decoder_fingerprint": fingerprint}))


def tuned(model: Sam, scale: float = -1.0) -> Sam:
    """The model with another decoder: all logits times ``scale``, so that by default each mask is
    what was outside."""
    last = len(model.mask_decoder.output_hypernetworks_mlps[0].layers) - 1
    tensors = {name: tensor.clone() for name, tensor in halves(model).items()}
    for name in tensors:
        if "output_hypernetworks_mlps" in name and f".layers.{last}." in name:
            tensors[name] *= scale
    return with_decoder(model, tensors)


def folder_in_force(models: Path) -> Path:
    """The folder of the decoder in force."""
    fingerprint: str = json.loads((models / "current.json").read_text())["decoder_fingerprint"]
    return models / fingerprint[:16]
