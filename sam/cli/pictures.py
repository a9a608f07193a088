"""Which pictures a command works on: one file, or all that lie in a folder and below it."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sam.errors import ImageError
from sam.images.errors import ACCEPTED

SUFFIXES = frozenset(
    {
        *(".avif", ".bmp", ".gif", ".heic", ".heif", ".hif", ".jfif", ".jpe", ".jpeg", ".jpg"),
        *(".png", ".tif", ".tiff", ".webp"),
        *(".arw", ".cr2", ".dng", ".nef", ".nrw", ".pef", ".srw"),  # raw, of the kind of TIFF
    }
)
"""Endings of files in a folder that are taken for pictures; a file named by itself may have any."""


@dataclass(frozen=True)
class Pictures:
    """The pictures to work on.

    Attributes:
        folder: where they lie.
        names: their paths from there, in order.
        passed_over: how many other files there are, by ending.
    """

    folder: Path
    names: list[Path]
    passed_over: Counter[str] = field(default_factory=Counter)


def find_pictures(source: Path, out: Path | None = None) -> Pictures:
    """The picture ``source``, or those in the folder ``source`` and below it.

    What is hidden or lies in ``out`` is left out.

    Raises:
        FileNotFoundError: there is no such file or folder.
        ImageError: the folder has no picture.
    """
    if not source.is_dir():
        source.stat()
        return Pictures(source.parent, [Path(source.name)])
    pictures = Pictures(source, [])
    for folder, folders, files in os.walk(source):
        here = Path(folder)
        folders[:] = [name for name in folders if name[0] != "." and not _same(here / name, out)]
        for name in files:
            suffix = Path(name).suffix.lower()
            if name.startswith("."):
                continue
            if suffix in SUFFIXES:
                pictures.names.append((here / name).relative_to(source))
            else:
                pictures.passed_over[suffix or name] += 1
    pictures.names.sort()
    if not pictures.names:
        raise ImageError(f"The folder {source} holds no picture; expected {ACCEPTED} files in it.")
    return pictures


def _same(path: Path, other: Path | None) -> bool:
    return other is not None and other.exists() and path.samefile(other)
