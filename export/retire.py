"""Remove what no page fetches any more, and nothing sooner.

A page holds the addresses of the decoder that it was opened with, and fetches the graph ``plain``
only if it needs it, hours later perhaps. So what an export replaces stays for a week. When it was
last in use is kept as the time of the file or folder: :func:`stamp` sets it while it is still in
use, :func:`remove_unused` reads it afterwards.

Decoders of the image encoder in force are all of use, as one may be changed for another.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from export.decoders import MANIFEST, folders, in_force, manifest_in

KEPT_S = 7 * 24 * 60 * 60
"""How long what is no longer used stays."""


def stamp(out: Path) -> None:
    """Note on all that pages may fetch that they still could now."""
    encoder = _encoder(manifest_in(in_force(out)))
    used = [folder for folder in folders(out) if _encoder(manifest_in(folder)) == encoder]
    for path in (out, *used):  # a manifest in `out` itself is that of an older version
        named = _named(manifest_in(path))
        for file in (path, *(file for file in _graphs(path) if _of(file) in named)):
            with suppress(OSError):
                os.utime(file)


def remove_unused(out: Path) -> None:
    """Remove decoders of other encoders and graphs that no manifest names, unless they were in use
    within a week. One that cannot be removed does no harm.
    """
    encoder = _encoder(manifest_in(in_force(out)))
    if encoder is None:
        return  # nothing is in force, so nothing can be told from what is
    with suppress(OSError):
        (out / MANIFEST).unlink(missing_ok=True)
    for folder in folders(out):
        if _encoder(manifest_in(folder)) != encoder and _is_old(folder):
            shutil.rmtree(folder, ignore_errors=True)
    for path in (out, *folders(out)):
        named = _named(manifest_in(path))
        for file in _graphs(path):
            if _of(file) not in named and _is_old(file):
                with suppress(OSError):
                    file.unlink()


def _graphs(folder: Path) -> Iterator[Path]:
    """Graphs, and what was compressed from them."""
    yield from folder.glob(f"[a-z]*-{'[0-9a-f]' * 12}.onnx*")


def _of(file: Path) -> str:
    """The name of the graph that a file is, or was compressed from."""
    return file.name.removesuffix(".br").removesuffix(".gz")


def _named(manifest: dict[str, Any]) -> set[str]:
    """The files of a manifest's graphs."""
    graphs = manifest.get("graphs")
    entries = graphs.values() if isinstance(graphs, dict) else ()
    return {str(entry.get("file")) for entry in entries if isinstance(entry, dict)}


def _encoder(manifest: dict[str, Any]) -> str | None:
    return manifest.get("encoder_fingerprint")


def _is_old(path: Path) -> bool:
    with suppress(OSError):
        return path.stat().st_mtime < time.time() - KEPT_S
    return False
