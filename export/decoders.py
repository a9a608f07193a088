"""Where decoders lie: a folder for each, and a file that says which one is in force.

::

    static/models/
      current.json          {"decoder_fingerprint": "<64 hexadecimal digits>"}
      <the first 16>/       one decoder
        manifest.json       what it is; written last
        decode-….onnx …     its graphs, named by their content, with what was compressed from them
        decoder.safetensors its weights

Files that a name of this kind was given to never change. When a newer exporter writes the same
decoder again, its graphs get other names, and the manifest is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from export.files import read_json, write_json

CURRENT = "current.json"
MANIFEST = "manifest.json"
WEIGHTS = "decoder.safetensors"

_DIGITS = 16
"""Of the fingerprint that name a folder: enough that no two decoders meet."""


def folder_of(out: Path, fingerprint: str) -> Path:
    """The folder of the decoder with this fingerprint."""
    return out / fingerprint[:_DIGITS]


def folders(out: Path) -> Iterator[Path]:
    """The folders of all decoders there are."""
    for path in sorted(out.glob("*")):
        if re.fullmatch(f"[0-9a-f]{{{_DIGITS}}}", path.name) and path.is_dir():
            yield path


def in_force(out: Path) -> Path | None:
    """The folder of the decoder in force; None where none is."""
    fingerprint = read_json(out / CURRENT).get("decoder_fingerprint")
    if not isinstance(fingerprint, str) or not re.fullmatch("[0-9a-f]{64}", fingerprint):
        return None
    return folder_of(out, fingerprint)


def manifest_in(folder: Path | None) -> dict[str, Any]:
    """The manifest in a decoder's folder, empty where there is none that can be read."""
    return read_json(folder / MANIFEST) if folder else {}


def put_in_force(out: Path, fingerprint: str) -> None:
    """Make a decoder, whose folder is complete, the one in force.

    Raises:
        SourceError: the folder cannot be written.
    """
    write_json(out / CURRENT, {"decoder_fingerprint": fingerprint})
