"""A folder of pictures that are read where they lie: files of many gigabytes need not be sent.

A picture's id is the SHA-256 of its file, as that of any other; it is computed when the file is
first opened, and remembered for as long as file, length and time of change stay the same.
"""

from __future__ import annotations

import hashlib
import os
import threading
from dataclasses import dataclass
from pathlib import Path

from studio.disk_cache import DiskCache
from studio.errors import MissingError, StartupError

MOST = 1000
"""Files that are listed."""

ENDINGS = (
    *(".tif", ".tiff", ".btf", ".tf8", ".svs", ".scn", ".qptiff"),
    *(".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".heic", ".avif"),
)
"""Of files that are listed; what they are is judged by their bytes once they are opened."""


@dataclass(frozen=True, slots=True)
class FolderPicture:
    """A file of the folder.

    Attributes:
        name: its path within the folder, with slashes.
        bytes: how long it is.
    """

    name: str
    bytes: int


class PictureFolder:
    """Safe to use from several threads and processes.

    Args:
        root: the folder; None for none, which has no pictures.
        cache: remembers ids beyond a restart, and for other processes; None for this one alone.

    Raises:
        StartupError: there is no such folder.
    """

    def __init__(self, root: Path | None, cache: DiskCache | None = None) -> None:
        if root is not None and not root.is_dir():
            raise StartupError(
                f"There is no folder of pictures {root}; expected one that exists, or none."
            )
        self._root, self._cache = root, cache
        self._lock = threading.Lock()
        self._ids: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def pictures(self) -> list[FolderPicture]:
        """Its files by name, also in folders below; at most :data:`MOST`. Links lead nowhere."""
        found: list[FolderPicture] = []
        if self._root is None:
            return found
        for folder, below, files in os.walk(self._root):
            below[:] = sorted(name for name in below if not name.startswith("."))
            for name in sorted(files):
                path = Path(folder) / name
                if name.startswith(".") or not name.lower().endswith(ENDINGS) or path.is_symlink():
                    continue
                size = path.stat().st_size
                found.append(FolderPicture(path.relative_to(self._root).as_posix(), size))
                if len(found) == MOST:
                    return found
        return found

    def file(self, name: str) -> Path:
        """Where one of its files lies.

        Raises:
            MissingError: it has none of this name.
        """
        # Looked up in the list: nothing that a name could say leads out of the folder.
        if self._root is None or name not in {each.name for each in self.pictures()}:
            raise MissingError(
                "folder_picture_not_found",
                f"The server's folder of pictures has no {name[:80]!r}; GET /api/v1/folder lists "
                "what it has.",
            )
        return self._root / name

    def id_of(self, name: str) -> str:
        """A picture's id, of a name that :meth:`file` knows; the file is read for it once."""
        path = self.file(name)
        state = _state(path)
        known = self._remembered(self._ids, state)
        if known is None:
            with path.open("rb") as file:
                known = hashlib.file_digest(file, "sha256").hexdigest()
            self._remember(self._ids, state, known)
        self._remember(self._names, known, f"{state}\n{name}")
        return known

    def path_of(self, image_id: str) -> Path | None:
        """Where the file of a picture lies; None where none was opened, or it has changed since."""
        kept = self._remembered(self._names, image_id)
        if kept is None or self._root is None:
            return None
        state, name = kept.split("\n", 1)
        path = self._root / name
        try:
            return path if _state(path) == state else None
        except OSError:
            return None

    def _remembered(self, kept: dict[str, str], key: str) -> str | None:
        with self._lock:
            value = kept.get(key)
        if value is None and self._cache is not None:
            found = self._cache.get(key)
            value = None if found is None else found.decode()
        return value

    def _remember(self, kept: dict[str, str], key: str, value: str) -> None:
        with self._lock:
            kept[key] = value
        if self._cache is not None:
            self._cache.put(key, value.encode())


def _state(path: Path) -> str:
    """A key that changes with the file."""
    status = path.stat()
    text = f"{path.resolve()}\n{status.st_size}\n{status.st_mtime_ns}"
    return f"file-{hashlib.sha256(text.encode()).hexdigest()}"
