"""The page's files and the decoder.

Files are found in an index of what is in the folder, never by joining a request's path to it: what
is not listed does not exist, whatever dots, slashes or NULs the path holds.
"""

from __future__ import annotations

import re
import threading
from pathlib import Path

from server.manifest import NAME, Manifest

TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/vnd.microsoft.icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript",
    ".onnx": "application/octet-stream",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
"""Media types by suffix: the system's own tables differ, and a browser runs no module and compiles
no WASM that is declared otherwise. A file with another suffix is not served."""

_MODELS = "models/"
_HASHED = re.compile(r"models/[a-z]+-[0-9a-f]{12}\.onnx|vendor/[^/]+/[0-9a-f]{12}/.+")
"""Names that change with the content."""

_RUNTIME = "vendor/onnxruntime-web/"
_ENTRY = "ort.wasm.min.mjs"


class StaticFiles:
    """What is under /static: the folder ``static``, with the manifest and its graphs as
    ``models/``.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self._folder = folder
        self._models = {
            _MODELS + name: manifest.folder / name
            for name in (NAME, *manifest.graph_files.values())
        }
        self._lock = threading.Lock()
        self._index = self._list()

    def find(self, name: str) -> Path | None:
        """The file at /static/``name``, or None. On a miss the folder is listed anew: it may have
        changed by an upgrade, or while somebody works on the page."""
        path = self._index.get(name)
        if path is None or not path.is_file():
            with self._lock:
                self._index = self._list()
            path = self._index.get(name)
        return path

    def runtime(self) -> str | None:
        """The folder of onnxruntime-web below /static, with a slash at its end.

        None before the set-up has put it there. Until an upgrade has removed the folder before,
        there are two: the newer one counts.
        """
        entries = (self._folder / _RUNTIME).glob(f"{'[0-9a-f]' * 12}/{_ENTRY}")
        newest = max(entries, key=lambda entry: entry.stat().st_mtime_ns, default=None)
        return f"{_RUNTIME}{newest.parent.name}/" if newest else None

    def _list(self) -> dict[str, Path]:
        files = {
            path.relative_to(self._folder).as_posix(): path
            for path in self._folder.rglob("*")
            if path.suffix in TYPES and path.is_file()
        }
        own = {name: path for name, path in files.items() if not name.startswith(_MODELS)}
        return own | self._models


def media_type(path: Path) -> str:
    """The Content-Type of a file of the index."""
    return TYPES[path.suffix]


def cache_control(name: str) -> str:
    """How long a browser may keep /static/``name``.

    What has a hash of its content in its name is kept for good, by browsers: a cache that several
    people share would give it to those without the access token. All else is asked for each time,
    and answered with 304 while it is the same.
    """
    if _HASHED.fullmatch(name):
        return f"private, max-age={365 * 24 * 60 * 60}, immutable"
    return "no-cache"
