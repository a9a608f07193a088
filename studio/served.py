"""The decoder in force, beside the image encoder that was loaded."""

from __future__ import annotations

from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from sam.errors import CheckpointError
from sam.fingerprint import fingerprint_of
from sam.modeling import Sam
from sam.rounding import with_decoder
from studio.errors import StartupError
from studio.manifest import Manifest


def read_weights(manifest: Manifest) -> dict[str, Tensor]:
    """A decoder's tensors by their official names, as they are computed with: float32.

    Raises:
        StartupError: the file is damaged, or its weights do not have the manifest's fingerprint.
    """
    path = manifest.folder / manifest.weights_file
    try:
        tensors = {name: tensor.float() for name, tensor in load_file(path).items()}
    except (OSError, SafetensorError) as error:
        raise StartupError(f"{path} cannot be used ({error}); {_remedy(path)}.") from error
    found = fingerprint_of(tensors)
    if found != manifest.decoder_fingerprint:
        raise StartupError(
            f"{path} has the decoder {found[:12]}…, its manifest expects "
            f"{manifest.decoder_fingerprint[:12]}…; {_remedy(path)}."
        )
    return tensors


def served_model(model: Sam, manifest: Manifest) -> Sam:
    """The model with the decoder in force, whose weights its graphs in the page have too.

    What this machine decodes with is thus what pages decode with: both rounded to float16.

    Args:
        model: its image encoder is shared with what is returned; its own decoder is not used.
        manifest: of the decoder.

    Raises:
        StartupError: the weights are of another model, or do not have the manifest's fingerprint.
    """
    try:
        return with_decoder(model, read_weights(manifest))
    except CheckpointError as error:
        path = manifest.folder / manifest.weights_file
        raise StartupError(f"{path} cannot be used ({error}); {_remedy(path)}.") from error


def _remedy(path: Path) -> str:
    models = path.parent.parent
    return f"delete {path.parent} and run `python -m export --checkpoint CHECKPOINT --out {models}`"
