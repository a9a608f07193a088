"""The one place that says which encoder, decoder and graphs are in force."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sam.fingerprint import decoder_fingerprint, encoder_fingerprint
from sam.modeling import Sam
from studio.encoder import SharedEncoder
from studio.errors import StartupError
from studio.manifest import Manifest


@dataclass(frozen=True, slots=True)
class CurrentModels:
    """What is in force at one moment; it stays whole while somebody works with it.

    Attributes:
        model: encoder and decoder.
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
        encoder: has the model.
        manifest: of the decoder in force.
        checkpoint: where the model came from, for sentences.

    Raises:
        StartupError: the decoder belongs to another model.
    """

    def __init__(
        self, encoder: SharedEncoder, manifest: Manifest, checkpoint: Path | None = None
    ) -> None:
        _check_pair(manifest, encoder, checkpoint)
        self._current = CurrentModels(encoder.model, encoder.fingerprint, manifest)

    def current(self) -> CurrentModels:
        """What is in force now."""
        return self._current


def _check_pair(manifest: Manifest, encoder: SharedEncoder, checkpoint: Path | None) -> None:
    """Refuse a decoder that would read this model's embeddings as if they were another's, and one
    that gives other masks than the model does when everything is segmented. A checkpoint with a
    single flipped bit is found by it too.

    Both fingerprints are taken at the precision that the manifest names, whatever is computed in:
    a decoder belongs to an encoder's weights. What is embedded has the fingerprint of its own
    precision, and that is the one that is told.
    """
    model, fingerprint = encoder.model, encoder.fingerprint
    if encoder.precision != manifest.precision:
        fingerprint = encoder_fingerprint(model, manifest.precision)
    for part, named, loaded in (
        ("belongs to another image encoder", manifest.encoder_fingerprint, fingerprint),
        ("was made of other weights", manifest.decoder_fingerprint, decoder_fingerprint(model)),
    ):
        if named != loaded:
            folder = shown(manifest.folder)
            raise StartupError(
                f"The decoder in {folder} {part} ({manifest.kind}, {named[:12]}…) than the loaded "
                f"model ({model.kind}, {loaded[:12]}…); run `python -m export --checkpoint "
                f"{checkpoint or 'CHECKPOINT'} --out {folder}`, or restore the checkpoint if it "
                "was damaged."
            )


def shown(path: Path) -> Path:
    """``path`` as short as it can be said."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
