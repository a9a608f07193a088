"""The page's files and the decoder.

Files are found in an index of what is in the folder, never by joining a request's path to it: what
is not listed does not exist, whatever dots, slashes or NULs the path holds.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from pathlib import Path

from studio.manifest import CURRENT, NAME

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

_LISTED_S = 1.0
"""How long a list of the folder is good for those who ask for what is not in it."""

_MODELS = "models/"
_GRAPH = r"models/[0-9a-f]{16}/[a-z]+-[0-9a-f]{12}\.onnx"
_HASHED = re.compile(rf"{_GRAPH}|(vendor/[^/]+|packed)/[0-9a-f]{{12}}/.+")
"""Names that change with the content."""

_DECODERS = re.compile(
    rf"{_GRAPH}|models/[0-9a-f]{{16}}/{re.escape(NAME)}|models/{re.escape(CURRENT)}"
)
"""What is served of the decoders: not their weights, which the graphs have too."""

_RUNTIME = "vendor/onnxruntime-web/"
_ENTRY = "ort.wasm.min.mjs"


class StaticFiles:
    """What is under /static: the folder ``static``, with the decoders as ``models/``.

    Args:
        folder: ``static``.
        models: the folder of all decoders. Those that are not in force any more are served as well:
            a page that was opened with one may need another of its graphs hours later.
        clock: seconds that only grow.
    """

    def __init__(
        self, folder: Path, models: Path, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._folder = folder
        self._models = models
        self._lock = threading.Lock()
        self._clock = clock
        self._index = self._list()

    def find(self, name: str) -> Path | None:
        """The file at /static/``name``, or None. On a miss the folder is listed anew if it may have
        changed, by an upgrade or while somebody works on the page: one that has is listed at once,
        and any other once a second, however many ask for what is not there.
        """
        path = self._index.get(name)
        if path is None or not path.is_file():
            with self._lock:
                if path is not None or self._may_have_changed():
                    self._index = self._list()
            path = self._index.get(name)
        return path

    def _may_have_changed(self) -> bool:
        """By its folders' times, which are too coarse to tell of what changed just after a list."""
        old = self._clock() - self._listed >= _LISTED_S
        return old or any(_changed(folder) != then for folder, then in self._folders.items())

    def runtime(self) -> str | None:
        """The folder of onnxruntime-web below /static, with a slash at its end.

        None before the set-up has put it there. Until an upgrade has removed the folder before,
        there are two: the newer one counts.
        """
        entries = (self._folder / _RUNTIME).glob(f"{'[0-9a-f]' * 12}/{_ENTRY}")
        newest = max(entries, key=lambda entry: entry.stat().st_mtime_ns, default=None)
        return f"{_RUNTIME}{newest.parent.name}/" if newest else None

    def _list(self) -> dict[str, Path]:
        self._listed = self._clock()
        self._folders: dict[Path, int | None] = {}
        own = self._files(self._folder)
        models = {f"{_MODELS}{name}": path for name, path in self._files(self._models).items()}
        return {
            **{name: path for name, path in own.items() if not name.startswith(_MODELS)},
            **{name: path for name, path in models.items() if _DECODERS.fullmatch(name)},
        }

    def _files(self, folder: Path) -> dict[str, Path]:
        """By their names below a folder; the folders are remembered with their times."""
        files = {}
        self._folders[folder] = _changed(folder)
        for path in folder.rglob("*"):
            if path.suffix in TYPES and path.is_file():
                files[path.relative_to(folder).as_posix()] = path
            elif path.is_dir():
                self._folders[path] = _changed(path)
        return files


def _changed(folder: Path) -> int | None:
    """When something was put into a folder or taken out of it; None if it is gone."""
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return None


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
