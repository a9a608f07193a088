"""Files of annotations that come together: a folder, a ZIP, or one file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sam.errors import FormatError

_MOST_FILES = 100_000
MOST_BYTES = 1_000_000_000
"""Read of one set: a hostile ZIP may promise without end."""

_PICTURES = frozenset(
    ".jpg .jpeg .png .webp .tif .tiff .bmp .gif .avif .heic .svg .npz .npy".split()
)

_SYSTEMS = frozenset(("thumbs.db", "desktop.ini"))

Source = bytes | Path | Mapping[str, bytes]


@dataclass(slots=True)
class FileSet:
    """Files by name.

    Attributes:
        name: what to call all of it in an error.
        names: with folders, in order.
        alone: whether it is one file.
    """

    name: str
    names: list[str]
    alone: bool
    _read: Callable[[str], bytes]
    _most: int = MOST_BYTES
    _read_so_far: int = 0

    def read(self, name: str) -> bytes:
        """A file's bytes. Raises FormatError where it is damaged or the set too large."""
        content = self._read(name)
        self._read_so_far += len(content)
        if self._read_so_far > self._most:
            raise FormatError(f"{self.name} has more than {self._most:,} bytes unpacked.")
        return content

    def texts(self) -> list[str]:
        """Names of the files that may hold annotations: one that is alone, else neither pictures
        nor what systems leave in folders."""
        if self.alone:
            return self.names
        paths = [(each, PurePosixPath(each)) for each in self.names]
        return [
            each
            for each, path in paths
            if path.suffix.lower() not in _PICTURES
            and not path.name.startswith(".")
            and path.name.lower() not in _SYSTEMS
        ]

    def called(self, name: str) -> bytes | None:
        """The file with this name in whichever folder; None where there is none."""
        wanted = PurePosixPath(name).name
        found = next((each for each in self.names if PurePosixPath(each).name == wanted), None)
        return None if found is None else self.read(found)


def file_set(source: Source, most_bytes: int = MOST_BYTES) -> FileSet:
    """Files of a folder, of a ZIP, one file, or files by name.

    Args:
        most_bytes: read of the set.

    Raises:
        FormatError: the ZIP is damaged, or there are too many files.
        OSError: the path cannot be read.
    """
    if isinstance(source, Mapping):
        return _of_files(dict(source), most_bytes)
    if isinstance(source, Path) and source.is_dir():
        folder = source
        names = sorted(
            each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()
        )
        return _checked(
            FileSet(
                str(folder), names, False, lambda name: (folder / name).read_bytes(), most_bytes
            )
        )
    name = str(source) if isinstance(source, Path) else "The file"
    content = source.read_bytes() if isinstance(source, Path) else source
    if _is_zip(content):
        return _of_zip(name, content, most_bytes)
    return FileSet(name, [name], True, lambda _: content)


def _of_files(found: dict[str, bytes], most: int) -> FileSet:
    """Files by name, a ZIP among them with what it has."""
    archives = {
        name: _of_zip(name, content, most) for name, content in found.items() if _is_zip(content)
    }
    if len(found) == 1 and archives:
        return next(iter(archives.values()))
    where = {
        f"{name}/{member}": (archive, member)
        for name, archive in archives.items()
        for member in archive.names
    }
    alone = len(found) == 1
    name = next(iter(found)) if alone else "The set of files"
    names = [*(each for each in found if each not in archives), *where]

    def read(name: str) -> bytes:
        if name in where:
            archive, member = where[name]
            return archive.read(member)
        return found[name]

    return _checked(FileSet(name, names, alone, read, most))


def _is_zip(content: bytes) -> bool:
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _of_zip(name: str, content: bytes, most: int) -> FileSet:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        # Some programs for Windows write its own separator.
        entries = {
            each.filename.replace("\\", "/"): each
            for each in archive.infolist()
            if not each.is_dir()
        }
    except Exception as error:  # noqa: BLE001  # zipfile raises of all kinds on damaged files
        raise FormatError(f"{name} is a damaged ZIP ({error}).") from None

    def read(member: str) -> bytes:
        if entries[member].file_size > most:
            raise FormatError(f"{member} in {name} has more than {most:,} bytes unpacked.")
        try:
            return archive.read(entries[member])
        except Exception as error:  # noqa: BLE001  # the same
            raise FormatError(f"{member} in {name} is damaged ({error}).") from None

    names = [each for each in entries if not each.startswith("__MACOSX/")]
    return _checked(FileSet(name, names, False, read, most))


def _checked(files: FileSet) -> FileSet:
    if len(files.names) > _MOST_FILES:
        raise FormatError(f"{files.name} has {len(files.names):,} files; expected fewer.")
    return files
