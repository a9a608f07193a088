"""``manifest.json``: what the server and the page know about the files beside it."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from export.files import ROOT, digest_of_sources, read_json, sha256_of

if TYPE_CHECKING:
    from sam.modeling import Sam

FORMAT = 1
FILE_NAME = "manifest.json"
PRECISIONS = ("float32",)

# All that has a say in a graph's bytes or in the manifest: a change asks for a new export.
_SOURCES = (
    *sorted((ROOT / "export").glob("*.py")),
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
    decoder = manifest.get("decoder")
    if not isinstance(decoder, dict):
        return False
    graph = out / str(decoder.get("file"))
    return (
        manifest.get("format") == FORMAT
        and manifest.get("exported_by") == recipe()
        and manifest.get("precision") == precision
        and kind in (None, manifest.get("kind"))
        and graph.is_file()
        and decoder.get("sha256") == sha256_of(graph)
        and manifest.get("checkpoint") == identify(checkpoint)
    )


def identify(checkpoint: Path) -> dict[str, str]:
    """The name and the hash under which a manifest remembers a checkpoint.

    Raises:
        SourceError: the checkpoint cannot be read.
    """
    return {"file": checkpoint.name, "sha256": sha256_of(checkpoint)}


def describe(
    model: Sam, graph: bytes, checkpoint: dict[str, str], precision: str
) -> dict[str, Any]:
    """The manifest of one export.

    Args:
        model: the network, for its kind, sizes and fingerprints.
        graph: the decoder's ONNX file, from which its inputs and outputs are read back.
        checkpoint: where the network's weights came from, see :func:`identify`.
        precision: what the image encoder computes in, ``"float32"``.
    """
    import onnx

    from sam.fingerprint import PREPROCESSING_VERSION, decoder_fingerprint, encoder_fingerprint

    proto = onnx.load_from_string(graph)
    sha256 = hashlib.sha256(graph).hexdigest()
    inputs = [_tensor(value) for value in proto.graph.input]
    return {
        "format": FORMAT,
        "kind": model.kind,
        "image_size": model.image_encoder.img_size,
        "mask_threshold": model.mask_threshold,
        "encoder_fingerprint": encoder_fingerprint(model, precision),
        "decoder_fingerprint": decoder_fingerprint(model),
        "precision": precision,
        "preprocessing": PREPROCESSING_VERSION,
        "embedding": {"shape": inputs[0]["shape"]},
        "decoder": {
            "file": f"decoder-{sha256[:12]}.onnx",
            "sha256": sha256,
            "bytes": len(graph),
            "opset": proto.opset_import[0].version,
            "inputs": inputs,
            "outputs": [_tensor(value) for value in proto.graph.output],
        },
        "checkpoint": checkpoint,
        "exported_by": recipe(),
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
