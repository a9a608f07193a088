"""``python -m tests.tiny_decoders FOLDER``: exports two decoders of one tiny encoder.

What is left in the folder: ``tiny.pt``, the checkpoint of the first, and ``models``, with both of
them and the first in force.
"""

from __future__ import annotations

import sys
from pathlib import Path
from unittest import mock

import onnx
import torch

from export.__main__ import main
from export.decoders import in_force, manifest_in
from export.exporter import export_model
from export.graphs import Graph
from export.halves import SUFFIX
from export.manifest import identify
from sam.build import build_sam
from sam.config import TINY_T
from sam.modeling import Sam
from sam.rounding import halves
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


def exchanged(models: Path, model: Sam) -> dict[str, bytes]:
    """The graphs in force with a model's weights in the place of theirs, by the graphs' names.

    It takes the exporter most of a minute to trace a decoder, and this no time. What the exporter
    computes of several weights stays, so it is right for some changes of weights only: whoever
    writes these graphs has them compared with the model.
    """
    home = in_force(models)
    assert home is not None
    tensors = halves(model)
    contents: dict[str, bytes] = {}
    for name, entry in manifest_in(home)["graphs"].items():
        proto = onnx.load(home / entry["file"])
        for stored in proto.graph.initializer:
            if (weight := tensors.get(stored.name.removesuffix(SUFFIX))) is not None:
                dtype = onnx.helper.tensor_dtype_to_np_dtype(stored.data_type)
                stored.raw_data = weight.numpy().astype(dtype).tobytes()
        contents[name] = proto.SerializeToString(deterministic=True)
    return contents


def _export(folder: Path) -> int:
    checkpoint, models = folder / "tiny.pt", folder / "models"
    torch.save(tiny_model().state_dict(), checkpoint)
    code = main(["--checkpoint", str(checkpoint), "--out", str(models)])
    graphs = exchanged(models, tuned(tiny_model()))

    def file(graph: Graph) -> bytes:
        return graphs[graph.name]

    # As the exporter itself writes them, says tests/export/test_exporter.py.
    with mock.patch("export.onnx_file.onnx_file", file):
        export_other(folder, models)
    return code


if __name__ == "__main__":
    sys.exit(_export(Path(sys.argv[1])))
