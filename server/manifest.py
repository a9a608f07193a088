"""The exporter's manifest: which decoder the page is to load, and which encoder it belongs to."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.errors import StartupError

NAME = "manifest.json"
_FORMAT = 1
_DECODER = re.compile(r"decoder-[0-9a-f]{12}\.onnx")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``python -m export`` wrote.

    Attributes:
        content: the manifest as it is in the file; ``GET /api/v1/model`` passes it on.
        folder: where the manifest and the decoder are.
        decoder_file: file name of the decoder.
        encoder_fingerprint: of the image encoder whose embeddings the decoder understands.
    """

    content: dict[str, Any]
    folder: Path
    decoder_file: str
    encoder_fingerprint: str

    @property
    def kind(self) -> str:
        """The model's kind, such as "vit_t"."""
        return str(self.content["kind"])

    @property
    def precision(self) -> str:
        """What the image encoder computes in, such as "float32"."""
        return str(self.content["precision"])


def read_manifest(folder: Path) -> Manifest:
    """Read and check the manifest in ``folder``, and the decoder file it names.

    Raises:
        StartupError: either is missing, damaged or does not fit the other.
    """
    path = folder / NAME
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise StartupError(
            f"There is no decoder in {folder} (no {NAME}); {_remedy(folder)}."
        ) from None
    except (OSError, ValueError) as error:
        raise StartupError(f"{path} cannot be read ({error}); {_remedy(folder)}.") from error
    try:
        if content["format"] != _FORMAT:
            raise StartupError(
                f"{path} has format {content['format']!r}, this server reads format {_FORMAT}; "
                f"{_remedy(folder)}."
            )
        manifest = Manifest(
            content, folder, str(content["decoder"]["file"]), str(content["encoder_fingerprint"])
        )
        digest, _, _ = content["decoder"]["sha256"], manifest.kind, manifest.precision
    except (KeyError, TypeError) as error:
        raise StartupError(f"{path} lacks {error}; {_remedy(folder)}.") from error
    _check_decoder(manifest, digest)
    return manifest


def _check_decoder(manifest: Manifest, sha256: str) -> None:
    """The file is there, under a name the exporter gives, with the bytes the manifest promises."""
    path = manifest.folder / manifest.decoder_file
    if not _DECODER.fullmatch(manifest.decoder_file) or not path.is_file():
        raise StartupError(
            f"{manifest.folder / NAME} names {manifest.decoder_file!r}, which is not a decoder in "
            f"that folder; {_remedy(manifest.folder)}."
        )
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise StartupError(
            f"{path} has SHA-256 {found[:12]}…, its manifest expects {sha256[:12]}…; "
            f"delete it and {_remedy(manifest.folder)}."
        )


def _remedy(folder: Path) -> str:
    return f"run `python -m export --checkpoint CHECKPOINT --out {folder}`"
