"""The decoder in force, beside the image encoder that was loaded."""

from __future__ import annotations

from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file

from sam.errors import CheckpointError
from sam.fingerprint import decoder_fingerprint
from sam.modeling import Sam
from sam.rounding import with_decoder
from studio.errors import StartupError
from studio.manifest import Manifest


def served_model(model: Sam, manifest: Manifest) -> Sam:
    """The model with the decoder in force, whose weights its graphs in the page have too.

    What this machine decodes with is thus what pages decode with: both rounded to float16.

    Args:
        model: its image encoder is shared with what is returned; its own decoder is not used.
        manifest: of the decoder.

    Raises:
        StartupError: the weights are of another model, or do not have the manifest's fingerprint.
    """
    path = manifest.folder / manifest.weights_file
    try:
        served = with_decoder(model, load_file(path))
    except (OSError, SafetensorError, CheckpointError) as error:
        raise StartupError(f"{path} cannot be used ({error}); {_remedy(path)}.") from error
    found = decoder_fingerprint(served)
    if found != manifest.decoder_fingerprint:
        raise StartupError(
            f"{path} has the decoder {found[:12]}…, its manifest expects "
            f"{manifest.decoder_fingerprint[:12]}…; {_remedy(path)}."
        )
    return served


def _remedy(path: Path) -> str:
    models = path.parent.parent
    return f"delete {path.parent} and run `python -m export --checkpoint CHECKPOINT --out {models}`"
