"""The one place that says which encoder, decoder and graphs are in force."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sam.fingerprint import encoder_fingerprint
from sam.modeling import Sam
from studio.encoder import SharedEncoder
from studio.errors import StartupError
from studio.manifest import Manifest
from studio.served import served_model


@dataclass(frozen=True, slots=True)
class CurrentModels:
    """What is in force at one moment; it stays whole while somebody works with it.

    Attributes:
        model: encoder and decoder, the latter with the weights that pages have.
        encoder_fingerprint: of the image encoder at the precision that it computes in.
        manifest: of the decoder's graphs.
    """

    model: Sam
    encoder_fingerprint: str
    manifest: Manifest

    @property
    def decoder_fingerprint(self) -> str:
        """Of the weights that the graphs were made of, and that segment everything decodes with."""
        return self.manifest.decoder_fingerprint


class Models:
    """The models of one studio.

    Args:
        encoder: has the image encoder.
        manifest: of the decoder in force.
        checkpoint: where the model came from, for sentences.

    Raises:
        StartupError: the decoder belongs to another model, or its weights cannot be used.
    """

    def __init__(
        self, encoder: SharedEncoder, manifest: Manifest, checkpoint: Path | None = None
    ) -> None:
        _check_pair(manifest, encoder, checkpoint)
        model = served_model(encoder.model, manifest)
        self._current = CurrentModels(model, encoder.fingerprint, manifest)

    def current(self) -> CurrentModels:
        """What is in force now."""
        return self._current


def _check_pair(manifest: Manifest, encoder: SharedEncoder, checkpoint: Path | None) -> None:
    """Refuse a decoder that would read this model's embeddings as if they were another's. An image
    encoder with a single flipped bit is found by it too.

    The fingerprint is taken at the precision that the manifest names, whatever is computed in: a
    decoder belongs to an encoder's weights. What is embedded has the fingerprint of its own
    precision, and that is the one that is reported.
    """
    model, named, loaded = encoder.model, manifest.encoder_fingerprint, encoder.fingerprint
    if encoder.precision != manifest.precision:
        loaded = encoder_fingerprint(model, manifest.precision)
    if named != loaded:
        folder = shown(manifest.folder.parent)
        raise StartupError(
            f"The decoder in {folder} belongs to another image encoder ({manifest.kind}, "
            f"{named[:12]}…) than the loaded model ({model.kind}, {loaded[:12]}…); run `python -m "
            f"export --checkpoint {checkpoint or 'CHECKPOINT'} --out {folder}`, or restore the "
            "checkpoint if it was damaged."
        )


def shown(path: Path) -> Path:
    """``path`` as short as it can be said."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
