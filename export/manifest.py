"""``manifest.json``: what the server and the page know about the files beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from export.compress import has_siblings
from export.files import ROOT, digest_of_sources, read_json, sha256_of

if TYPE_CHECKING:
    from sam.modeling import Sam

FORMAT = 3
FILE_NAME = "manifest.json"
PRECISIONS = ("float32", "bfloat16")  # as in sam.precision, which imports torch

RARE = ("plain",)
"""Graphs that few visitors ever fetch; compressing them takes seconds and saves 7 %."""

# All that has a say in a graph's bytes or in the manifest: a change asks for a new export.
_SOURCES = (
    *sorted((ROOT / "export").glob("*.py")),
    ROOT / "sam" / "folded",
    ROOT / "sam" / "modeling",
    *(ROOT / "sam" / f"{name}.py" for name in ("build", "config", "fingerprint", "weights")),
)
_TOOLS = ("torch", "onnx", "onnxscript")


def recipe() -> str:
    """A hash of the code and the tools that make an export."""
    return digest_of_sources(_SOURCES, (f"{tool} {version(tool)}" for tool in _TOOLS))


def is_up_to_date(checkpoint: Path, out: Path, kind: str | None, precision: str) -> bool:
    """Whether the files in ``out`` are those that exporting ``checkpoint`` would write again.

    Nothing heavy is imported.

    Raises:
        SourceError: the checkpoint cannot be read.
    """
    manifest = read_json(out / FILE_NAME)
    graphs = manifest.get("graphs")
    return (
        manifest.get("format") == FORMAT
        and manifest.get("exported_by") == recipe()
        and manifest.get("precision") == precision
        and kind in (None, manifest.get("kind"))
        and isinstance(graphs, dict)
        and all(_is_there(out, name, graph) for name, graph in graphs.items())
        and manifest.get("checkpoint") == identify(checkpoint)
    )


def identify(checkpoint: Path) -> dict[str, str]:
    """The name and the hash under which a manifest remembers a checkpoint.

    Raises:
        SourceError: the checkpoint cannot be read.
    """
    return {"file": checkpoint.name, "sha256": sha256_of(checkpoint)}


def describe(
    model: Sam, graphs: Mapping[str, bytes], checkpoint: dict[str, str], precision: str
) -> dict[str, Any]:
    """The manifest of one export.

    Args:
        model: the network, for its kind, sizes and fingerprints.
        graphs: the ONNX files, from which their inputs and outputs are read back, by name.
        checkpoint: where the network's weights came from, see :func:`identify`.
        precision: at which the image encoder's fingerprint is taken, one of ``PRECISIONS``.
    """
    from export.golden import golden_case
    from sam.fingerprint import PREPROCESSING_VERSION, decoder_fingerprint, encoder_fingerprint

    entries = {name: _graph(name, content) for name, content in graphs.items()}
    return {
        "format": FORMAT,
        "kind": model.kind,
        "image_size": model.image_encoder.img_size,
        "mask_threshold": model.mask_threshold,
        "encoder_fingerprint": encoder_fingerprint(model, precision),
        "decoder_fingerprint": decoder_fingerprint(model),
        "precision": precision,
        "preprocessing": PREPROCESSING_VERSION,
        "embedding": {"shape": entries["prepare"]["inputs"][0]["shape"]},
        "golden": golden_case(model),
        "graphs": entries,
        "checkpoint": checkpoint,
        "exported_by": recipe(),
    }


def _is_there(out: Path, name: str, graph: Any) -> bool:
    """Whether a graph's file has the content that its entry promises, and was compressed."""
    if not isinstance(graph, dict):
        return False
    file = out / str(graph.get("file"))
    return (
        file.is_file()
        and graph.get("sha256") == sha256_of(file)
        and (name in RARE or has_siblings(file))
    )


def _graph(name: str, content: bytes) -> dict[str, Any]:
    """A graph's entry: its file, named by its content, and what goes in and out."""
    import onnx

    proto = onnx.load_from_string(content)
    sha256 = hashlib.sha256(content).hexdigest()
    return {
        "file": f"{name}-{sha256[:12]}.onnx",
        "sha256": sha256,
        "bytes": len(content),
        "opset": proto.opset_import[0].version,
        "inputs": [_tensor(value) for value in proto.graph.input],
        "outputs": [_tensor(value) for value in proto.graph.output],
    }


def _tensor(value: Any) -> dict[str, Any]:
    """Name, shape (a number or a name per axis) and dtype of a graph's input or output."""
    from onnx import helper

    tensor = value.type.tensor_type
    return {
        "name": value.name,
        "shape": [axis.dim_param or axis.dim_value for axis in tensor.shape.dim],
        "dtype": str(helper.tensor_dtype_to_np_dtype(tensor.elem_type)),
    }
