"""``manifest.json``: what the server and the page know about a decoder's files, beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from export.compress import has_siblings
from export.decoders import WEIGHTS, in_force, manifest_in
from export.files import ROOT, digest_of_sources, sha256_of

if TYPE_CHECKING:
    from sam.modeling import Sam

FORMAT = 4
PRECISIONS = ("float32", "bfloat16")  # as in sam.precision, which imports torch

RARE = ("plain",)
"""Graphs that few visitors ever fetch; compressing them takes seconds and saves 7 %."""

# All that has a say in a graph's bytes or in the manifest: a change asks for a new export.
_SOURCES = (
    *sorted((ROOT / "export").glob("*.py")),
    ROOT / "sam" / "folded",
    ROOT / "sam" / "modeling",
    *(
        ROOT / "sam" / f"{name}.py"
        for name in ("build", "config", "fingerprint", "rounding", "weights")
    ),
)
_TOOLS = ("torch", "onnx", "onnxscript", "safetensors")


def recipe() -> str:
    """A hash of the code and the tools that make an export."""
    return digest_of_sources(_SOURCES, (f"{tool} {version(tool)}" for tool in _TOOLS))


def is_up_to_date(checkpoint: Path, out: Path, kind: str | None, precision: str) -> bool:
    """Whether the decoder in force in ``out`` is what exporting ``checkpoint`` would write again.

    A decoder that was tuned from this checkpoint names it too, and so stays in force.
    Nothing heavy is imported.

    Raises:
        SourceError: the checkpoint cannot be read.
    """
    folder = in_force(out)
    manifest = manifest_in(folder)
    graphs = manifest.get("graphs")
    return (
        folder is not None
        and manifest.get("format") == FORMAT
        and manifest.get("exported_by") == recipe()
        and manifest.get("precision") == precision
        and kind in (None, manifest.get("kind"))
        and isinstance(graphs, dict)
        and all(_is_there(folder, graph) for graph in (*graphs.values(), manifest.get("weights")))
        and all(_is_compressed(folder, graph) for name, graph in graphs.items() if name not in RARE)
        and manifest.get("checkpoint") == identify(checkpoint)
    )


def identify(checkpoint: Path) -> dict[str, str]:
    """The name and the hash under which a manifest remembers a checkpoint.

    Raises:
        SourceError: the checkpoint cannot be read.
    """
    return {"file": checkpoint.name, "sha256": sha256_of(checkpoint)}


def describe(
    model: Sam,
    graphs: Mapping[str, bytes],
    weights: bytes,
    checkpoint: dict[str, str],
    precision: str,
) -> dict[str, Any]:
    """The manifest of one export.

    Args:
        model: the network as it is served, for its kind, sizes and fingerprints.
        graphs: the ONNX files, from which their inputs and outputs are read back, by name.
        weights: the file of the decoder's weights.
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
        "weights": {"file": WEIGHTS, **_content(weights)},
        "checkpoint": checkpoint,
        "exported_by": recipe(),
    }


def _is_there(folder: Path, entry: Any) -> bool:
    """Whether a file has the content that its entry promises."""
    if not isinstance(entry, dict):
        return False
    file = folder / str(entry.get("file"))
    return file.is_file() and entry.get("sha256") == sha256_of(file)


def _is_compressed(folder: Path, entry: dict[str, Any]) -> bool:
    return has_siblings(folder / str(entry["file"]))


def _graph(name: str, content: bytes) -> dict[str, Any]:
    """A graph's entry: its file, named by its content, and what goes in and out."""
    import onnx

    proto = onnx.load_from_string(content)
    facts = _content(content)
    return {
        "file": f"{name}-{facts['sha256'][:12]}.onnx",
        **facts,
        "opset": proto.opset_import[0].version,
        "inputs": [_tensor(value) for value in proto.graph.input],
        "outputs": [_tensor(value) for value in proto.graph.output],
    }


def _content(content: bytes) -> dict[str, Any]:
    """What a file's entry says of its content."""
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def _tensor(value: Any) -> dict[str, Any]:
    """Name, shape (a number or a name per axis) and dtype of a graph's input or output."""
    from onnx import helper

    tensor = value.type.tensor_type
    return {
        "name": value.name,
        "shape": [axis.dim_param or axis.dim_value for axis in tensor.shape.dim],
        "dtype": str(helper.tensor_dtype_to_np_dtype(tensor.elem_type)),
    }
