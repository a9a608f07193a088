"""The exporter's manifest: which graphs the page is to load, and which encoder they belong to."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.errors import StartupError

NAME = "manifest.json"
_FORMAT = 3
_GRAPHS = ("prepare", "mask", "decode", "plain")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``python -m export`` wrote.

    Attributes:
        content: the manifest as it is in the file; ``GET /api/v1/model`` passes it on, with the
            server's own device, precision and the image encoder's fingerprint at it.
        folder: where the manifest and the decoder are.
        graph_files: file name of each of the decoder's graphs, by the graph's name.
        encoder_fingerprint: of the image encoder whose embeddings the decoder understands.
        decoder_fingerprint: of the weights that the graphs were made of.
    """

    content: dict[str, Any]
    folder: Path
    graph_files: dict[str, str]
    encoder_fingerprint: str
    decoder_fingerprint: str

    @property
    def kind(self) -> str:
        """The model's kind, such as "vit_t"."""
        return str(self.content["kind"])

    @property
    def precision(self) -> str:
        """At which ``encoder_fingerprint`` was taken, such as "float32"."""
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
    except (OSError, ValueError, RecursionError) as error:
        raise StartupError(f"{path} cannot be read ({error}); {_remedy(folder)}.") from error
    try:
        if content["format"] != _FORMAT:
            raise StartupError(
                f"{path} has format {content['format']!r}, this server reads format {_FORMAT}; "
                f"{_remedy(folder)}."
            )
        graphs = {name: content["graphs"][name] for name in _GRAPHS}
        files = {name: str(graph["file"]) for name, graph in graphs.items()}
        fingerprints = str(content["encoder_fingerprint"]), str(content["decoder_fingerprint"])
        manifest = Manifest(content, folder, files, *fingerprints)
        digests = {name: str(graph["sha256"]) for name, graph in graphs.items()}
        _ = manifest.kind, manifest.precision
    except (KeyError, TypeError) as error:
        raise StartupError(f"{path} lacks {error}; {_remedy(folder)}.") from error
    for name, digest in digests.items():
        _check_graph(manifest, name, digest)
    return manifest


def _check_graph(manifest: Manifest, name: str, sha256: str) -> None:
    """The file is there, under a name the exporter gives, with the bytes the manifest promises."""
    file = manifest.graph_files[name]
    path = manifest.folder / file
    if not re.fullmatch(rf"{name}-[0-9a-f]{{12}}\.onnx", file) or not path.is_file():
        raise StartupError(
            f"{manifest.folder / NAME} names {file!r}, which is not a graph in that folder; "
            f"{_remedy(manifest.folder)}."
        )
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise StartupError(
            f"{path} has SHA-256 {found[:12]}…, its manifest expects {sha256[:12]}…; "
            f"delete it and {_remedy(manifest.folder)}."
        )


def _remedy(folder: Path) -> str:
    return f"run `python -m export --checkpoint CHECKPOINT --out {folder}`"
