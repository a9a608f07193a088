"""``python -m tests.tiny_decoders FOLDER``: exports two decoders of one tiny encoder.

What is left in the folder: ``tiny.pt``, the checkpoint of the first, and ``models``, with both of
them and the first in force.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch

from export.__main__ import main
from export.exporter import export_model
from export.manifest import identify
from sam.build import build_sam
from sam.config import TINY_T
from sam.modeling import Sam
from tests.studio.models_folder import tuned


def tiny_model() -> Sam:
    """A TinyViT model of very small widths with random weights, the same every time."""
    torch.manual_seed(7)
    return build_sam(TINY_T)


def export_other(folder: Path, models: Path) -> str:
    """Export the tiny model with the other decoder (see :func:`tuned`).

    Returns:
        Its fingerprint.
    """
    origin = identify(folder / "tiny.pt")
    manifest = export_model(tuned(tiny_model()), origin, models, "float32", lambda line: None)
    return str(manifest["decoder_fingerprint"])


def _export(folder: Path) -> int:
    checkpoint, models = folder / "tiny.pt", folder / "models"
    torch.save(tiny_model().state_dict(), checkpoint)
    code = main(["--checkpoint", str(checkpoint), "--out", str(models)])
    export_other(folder, models)
    return code


if __name__ == "__main__":
    sys.exit(_export(Path(sys.argv[1])))
