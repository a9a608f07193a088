"""The exporter's manifest: which graphs the page is to load, and which encoder they belong to."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.errors import StartupError

CURRENT = "current.json"
NAME = "manifest.json"
_FORMAT = 4
_GRAPHS = ("prepare", "mask", "decode", "plain")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``python -m export`` wrote.

    Attributes:
        content: the manifest as it is in the file; a server passes it on to pages, with the
            server's own device, precision and the image encoder's fingerprint at it.
        folder: where the manifest and the decoder are; its name is the start of the decoder's
            fingerprint.
        graph_files: file name of each of the decoder's graphs, by the graph's name.
        weights_file: file name of the decoder's weights.
        encoder_fingerprint: of the image encoder whose embeddings the decoder understands.
        decoder_fingerprint: of these weights, which the graphs were made of.
    """

    content: dict[str, Any]
    folder: Path
    graph_files: dict[str, str]
    weights_file: str
    encoder_fingerprint: str
    decoder_fingerprint: str

    @property
    def kind(self) -> str:
        """The model's kind, such as "vit_t"."""
        return str(self.content["kind"])

    @property
    def checkpoint_file(self) -> str:
        """Name of the checkpoint that the weights came from, or were tuned from."""
        return str(self.content["checkpoint"]["file"])

    @property
    def precision(self) -> str:
        """At which ``encoder_fingerprint`` was taken, such as "float32"."""
        return str(self.content["precision"])


def read_manifest(models: Path) -> Manifest:
    """The manifest of the decoder in force; see :func:`read_decoder`."""
    return read_decoder(models, fingerprint_in_force(models))


def fingerprint_in_force(models: Path) -> str:
    """Which decoder the folder of all decoders says is in force, 64 hexadecimal digits.

    Raises:
        StartupError: it does not say so.
    """
    current = _read(models / CURRENT, models)
    fingerprint = current.get("decoder_fingerprint") if isinstance(current, dict) else None
    if not isinstance(fingerprint, str) or not re.fullmatch("[0-9a-f]{64}", fingerprint):
        raise StartupError(
            f"{models / CURRENT} names {fingerprint!r}; expected a decoder's fingerprint, 64 "
            f"hexadecimal digits; {_remedy(models)}."
        )
    return fingerprint


def read_decoder(models: Path, fingerprint: str) -> Manifest:
    """Read and check a decoder's manifest, and the files that it names.

    Args:
        models: the folder of all decoders.
        fingerprint: the decoder's, or its first 16 digits.

    Raises:
        StartupError: something is missing, damaged or does not fit the rest.
    """
    folder = models / fingerprint[:16]
    path = folder / NAME
    content = _read(path, models)
    try:
        if content["format"] != _FORMAT:
            raise StartupError(
                f"{path} has format {content['format']!r}, this server reads format {_FORMAT}; "
                f"{_remedy(models)}."
            )
        graphs = {name: content["graphs"][name] for name in _GRAPHS}
        files = {name: str(graph["file"]) for name, graph in graphs.items()}
        fingerprints = str(content["encoder_fingerprint"]), str(content["decoder_fingerprint"])
        weights = str(content["weights"]["file"])
        manifest = Manifest(content, folder, files, weights, *fingerprints)
        digests = {name: str(graph["sha256"]) for name, graph in graphs.items()}
        digest = str(content["weights"]["sha256"])
        _ = manifest.kind, manifest.precision, manifest.checkpoint_file
    except (KeyError, TypeError) as error:
        raise StartupError(f"{path} lacks {error}; {_remedy(models)}.") from error
    if not manifest.decoder_fingerprint.startswith(fingerprint):
        raise StartupError(
            f"{path} is of the decoder {manifest.decoder_fingerprint[:12]}…, expected "
            f"{fingerprint[:12]}…; {_remedy(models)}."
        )
    for name, sha256 in digests.items():
        _check(manifest, files[name], rf"{name}-[0-9a-f]{{12}}\.onnx", sha256)
    _check(manifest, weights, r"[a-z]+\.safetensors", digest)
    return manifest


def _read(path: Path, models: Path) -> Any:
    """What a JSON file holds."""
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        raise StartupError(
            f"There is no decoder in {path.parent} (no {path.name}); {_remedy(models)}."
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise StartupError(f"{path} cannot be read ({error}); {_remedy(models)}.") from error


def _check(manifest: Manifest, file: str, pattern: str, sha256: str) -> None:
    """The file is there, under a name the exporter gives, with the bytes the manifest promises."""
    models = manifest.folder.parent
    path = manifest.folder / file
    if not re.fullmatch(pattern, file) or not path.is_file():
        raise StartupError(
            f"{manifest.folder / NAME} names {file!r}, which is no file of the exporter's in that "
            f"folder; {_remedy(models)}."
        )
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise StartupError(
            f"{path} has SHA-256 {found[:12]}…, its manifest expects {sha256[:12]}…; "
            f"delete it and {_remedy(models)}."
        )


def _remedy(models: Path) -> str:
    return f"run `python -m export --checkpoint CHECKPOINT --out {models}`"
