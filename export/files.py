"""Hashes of files and writes that are whole or not there at all."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from export.errors import SourceError

ROOT = Path(__file__).resolve().parent.parent


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, 64 lower-case hex digits.

    Raises:
        SourceError: the file is missing or cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}.") from error


def digest_of_sources(paths: Iterable[Path], versions: Iterable[str] = ()) -> str:
    """One SHA-256 over Python sources and the versions of the tools they drive.

    Folders stand for every ``*.py`` below them. What was made by other sources or other tools is
    out of date, whatever its own hash says.

    Args:
        paths: files or folders inside the repository.
        versions: free texts that belong to the recipe, such as ``"torch 2.13.0"``.
    """
    files: set[Path] = set()
    for path in paths:
        files.update(path.rglob("*.py") if path.is_dir() else [path])
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(f"{file.relative_to(ROOT).as_posix()} {sha256_of(file)}\n".encode())
    for version in versions:
        digest.update(f"{version}\n".encode())
    return digest.hexdigest()


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object in a file; an empty one when the file is absent or not a JSON object.

    Manifests are read with it to ask "is this up to date?", and a damaged one means "no".
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write a JSON object atomically, indented, with a final newline."""
    write_atomically(path, (json.dumps(content, indent=2) + "\n").encode())


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old content or the new one, never a part.

    The bytes go to a temporary file in the same folder (a rename across file systems is not
    atomic), are flushed to the disk, and take the name in one step.

    Raises:
        SourceError: the folder or the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            # mkstemp makes files only their owner may read; these are for every reader.
            temporary.chmod(0o644)
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise SourceError(f"{path} cannot be written: {error.strerror}.") from error
