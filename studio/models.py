"""The one place that says which encoder, decoder and graphs are in force."""

from __future__ import annotations

import logging
import re
import threading
from dataclasses import dataclass
from pathlib import Path

from sam.fingerprint import encoder_fingerprint
from sam.modeling import Sam
from studio import decoders
from studio.encoder import SharedEncoder
from studio.errors import BrokenError, MissingError, StartupError
from studio.manifest import CURRENT, Manifest, read_decoder, read_manifest
from studio.served import served_model

log = logging.getLogger(__name__)

_Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class CurrentModels:
    """What is in force at one moment; it stays whole while somebody works with it.

    Attributes:
        model: the image encoder, with the decoder that pages have too.
        encoder_fingerprint: of the image encoder at the precision that it computes in.
        manifest: of the decoder and its graphs.
    """

    model: Sam
    encoder_fingerprint: str
    manifest: Manifest

    @property
    def decoder_fingerprint(self) -> str:
        """Of the weights that the graphs were made of, and that segment everything decodes with."""
        return self.manifest.decoder_fingerprint


class Models:
    """The models of one studio. The image encoder stays; decoders may change while it runs, by
    :meth:`switch` here or in any other process that uses the folder.

    Args:
        encoder: has the model, whose own decoder is not used.
        folder: of all decoders, see :mod:`studio.decoders`.
        checkpoint: where the model came from, for sentences.

    Raises:
        StartupError: the decoder in force is missing, damaged or belongs to another image encoder.
    """

    def __init__(
        self, encoder: SharedEncoder, folder: Path, checkpoint: Path | None = None
    ) -> None:
        self.folder = folder
        self._encoder = encoder
        self._checkpoint = checkpoint
        self._at_precision: dict[str, str] = {encoder.precision: encoder.fingerprint}
        self._lock = threading.Lock()
        self._stamp = _stamp(folder)
        self._current = self._load()
        self._other: CurrentModels | None = None  # the last one of a project

    def current(self) -> CurrentModels:
        """What is in force now. Whoever begins something with it ends it with the same.

        A file is looked at, and read where it has changed. A decoder that cannot be used is
        reported in the log, and the one before stays in force.
        """
        stamp = _stamp(self.folder)
        with self._lock:
            if stamp is not None and stamp != self._stamp:
                self._stamp = stamp
                self._change()
            return self._current

    def switch(self, fingerprint: str) -> CurrentModels:
        """Put another decoder in force, in every process that uses the folder.

        Args:
            fingerprint: the decoder's, or its first 8 digits or more.

        Raises:
            MissingError: there is no such decoder.
            BrokenError: it is damaged.
            RefusedError: it belongs to another image encoder; or the folder takes no file.
        """
        decoders.switch(self.folder, fingerprint)
        return self.current()

    def of(self, fingerprint: str) -> Manifest:
        """The manifest of a decoder that need not be in force, of the same image encoder.

        Args:
            fingerprint: the decoder's, all 64 digits.

        Raises:
            MissingError: there is none that could be used.
        """
        current = self.current().manifest
        if not re.fullmatch("[0-9a-f]{64}", fingerprint):
            raise MissingError(
                "decoder_not_found",
                f"{fingerprint[:80]!r} is no decoder's fingerprint; expected 64 hexadecimal "
                "digits.",
            )
        if fingerprint == current.decoder_fingerprint:
            return current
        try:
            found = read_decoder(self.folder, fingerprint)
        except StartupError:
            found = None
        if found is None or found.encoder_fingerprint != current.encoder_fingerprint:
            raise MissingError(
                "decoder_not_found",
                f"There is no decoder {fingerprint[:12]!r}… of the image encoder in force.",
            )
        return found

    def using(self, fingerprint: str | None) -> CurrentModels:
        """What is in force, with another decoder in its place.

        Args:
            fingerprint: the decoder's, all 64 digits; None for the one in force.

        Raises:
            MissingError: there is none that could be used.
            BrokenError: its weights are damaged.
        """
        current = self.current()
        if fingerprint is None or fingerprint == current.decoder_fingerprint:
            return current
        manifest = self.of(fingerprint)
        found = self._other
        if found is None or found.decoder_fingerprint != fingerprint:
            # Without the lock, which every request takes: two at once read the same weights.
            try:
                model = served_model(self._encoder.model, manifest)
            except StartupError as error:
                raise BrokenError("decoder_damaged", error.message) from error
            found = self._other = CurrentModels(model, self._encoder.fingerprint, manifest)
        return found

    def _change(self) -> None:
        try:
            found = self._load()
        except StartupError as error:
            kept = self._current.decoder_fingerprint
            log.warning("%s The decoder %s… stays in force.", error, kept[:12])
            return
        if found.decoder_fingerprint != self._current.decoder_fingerprint:
            log.info("The decoder %s… is in force now.", found.decoder_fingerprint[:12])
        self._current = found

    def _load(self) -> CurrentModels:
        manifest = read_manifest(self.folder)
        self._check_encoder(manifest)
        model = served_model(self._encoder.model, manifest)
        return CurrentModels(model, self._encoder.fingerprint, manifest)

    def _check_encoder(self, manifest: Manifest) -> None:
        """Refuse a decoder that would read this model's embeddings as if they were another's. An
        image encoder with a single flipped bit is found by it too.

        The fingerprint is taken at the precision that the manifest names, whatever is computed in:
        a decoder belongs to an encoder's weights. What is embedded has the fingerprint of its own
        precision, and that is the one that is reported.
        """
        model, precision = self._encoder.model, manifest.precision
        if precision not in self._at_precision:
            self._at_precision[precision] = encoder_fingerprint(model, precision)
        named, loaded = manifest.encoder_fingerprint, self._at_precision[precision]
        if named != loaded:
            folder = shown(self.folder)
            raise StartupError(
                f"The decoder in {folder} belongs to another image encoder ({manifest.kind}, "
                f"{named[:12]}…) than the loaded model ({model.kind}, {loaded[:12]}…); run `python "
                f"-m export --checkpoint {self._checkpoint or 'CHECKPOINT'} --out {folder}`, or "
                "restore the checkpoint if it was damaged."
            )


def shown(path: Path) -> Path:
    """``path`` as short as it can be said."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _stamp(folder: Path) -> _Stamp:
    """What changes when another decoder is put in force; None while the file is not there."""
    try:
        status = (folder / CURRENT).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size
