"""The folder of all decoders: which there are, which one is in force, and putting another in force.

::

    static/models/
      current.json          {"decoder_fingerprint": "<64 hexadecimal digits>"}
      <the first 16>/       a decoder: manifest.json, its graphs, decoder.safetensors

A decoder's files never change, so that an open page can fetch those of the one that it has for as
long as it needs them. Only ``current.json`` is replaced, in one step; every process looks at it
before it uses a decoder.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path

from studio.errors import BrokenError, MissingError, RefusedError, StartupError
from studio.manifest import CURRENT, Manifest, fingerprint_in_force, read_decoder
from studio.served import read_weights

_FOLDER = re.compile("[0-9a-f]{16}")
_GIVEN = re.compile("[0-9a-f]{8,64}")
"""A fingerprint as somebody types it: its beginning is enough."""


def fingerprints(models: Path) -> list[str]:
    """The names of the decoders' folders: the first 16 digits of their fingerprints."""
    try:
        return sorted(
            path.name for path in models.iterdir() if _FOLDER.fullmatch(path.name) and path.is_dir()
        )
    except OSError:
        return []


def in_force(models: Path) -> Manifest | None:
    """The decoder in force; None where none is, or it is damaged."""
    try:
        return read_decoder(models, fingerprint_in_force(models))
    except StartupError:
        return None


def switch(models: Path, fingerprint: str) -> Manifest:
    """Put a decoder in force, for all processes that use this folder.

    Args:
        models: the folder of all decoders.
        fingerprint: the decoder's, or its first 8 digits or more.

    Returns:
        The decoder's manifest.

    Raises:
        MissingError: there is no such decoder.
        BrokenError: it is damaged.
        RefusedError: it belongs to another image encoder than the one in force; or the folder
            takes no file.
    """
    name = _find(models, fingerprint)
    try:
        manifest = read_decoder(models, name)
        read_weights(manifest)
    except StartupError as error:
        raise BrokenError("decoder_damaged", error.message) from error
    now = in_force(models)
    if now is not None and now.encoder_fingerprint != manifest.encoder_fingerprint:
        raise RefusedError(
            "decoder_of_another_encoder",
            f"The decoder {name} belongs to another image encoder "
            f"({manifest.encoder_fingerprint[:12]}…) than the one in force "
            f"({now.encoder_fingerprint[:12]}…); expected a decoder of the same encoder.",
        )
    try:
        _replace(models / CURRENT, manifest.decoder_fingerprint)
    except OSError as error:
        raise RefusedError(
            "folder_not_writable", f"{models / CURRENT} cannot be written ({error.strerror})."
        ) from error
    return manifest


def _find(models: Path, fingerprint: str) -> str:
    """The folder's name, by a fingerprint or the beginning of one.

    Raises:
        MissingError: there is none, or more than one.
    """
    there = fingerprints(models)
    given = fingerprint.strip().lower()
    fitting = [name for name in there if _GIVEN.fullmatch(given) and _agree(name, given)]
    if len(fitting) != 1:
        known = ", ".join(there) or "no decoder"
        raise MissingError(
            "decoder_not_found",
            f"{fingerprint[:80]!r} is the fingerprint of {'several' if fitting else 'no'} decoders "
            f"in {models}; it has {known}. Expected one of these, or its first 8 digits.",
        )
    return fitting[0]


def _agree(name: str, given: str) -> bool:
    return name.startswith(given) or given.startswith(name)


def _replace(path: Path, fingerprint: str) -> None:
    """Write which decoder is in force, so that a reader sees the old one or the new."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"decoder_fingerprint": fingerprint}, file)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        unfinished.chmod(0o644)  # mkstemp's are their owner's alone; every process reads this one
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
