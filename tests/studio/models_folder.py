"""A folder of an exported decoder, without the exporter."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from sam.fingerprint import decoder_fingerprint, encoder_fingerprint
from sam.modeling import Sam


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
