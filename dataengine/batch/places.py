"""Where files lie: on a disk or in object storage, by one address for both (fsspec)."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from dataengine.batch.errors import BatchError, UnreadableError
from sam.cli.whole_files import write_whole

T = TypeVar("T")

TRIES = 3
"""How often something is asked of a storage beyond this machine until it counts as failed."""


def open_address(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it.

    Args:
        address: a path, or a URL such as ``s3://bucket/folder`` or ``memory://folder``.

    Raises:
        BatchError: nothing here reads addresses of that kind; the sentence says what would.
    """
    from fsspec.core import url_to_fs

    try:
        fs, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        kind = address.partition("://")[0]
        raise BatchError(
            f"{address} cannot be opened: nothing that is installed reads {kind}:// ({error}); "
            "`make batch` brings what S3 needs, other storages need a package of fsspec's list."
        ) from None
    return fs, str(path)


def canonical(address: str) -> str:
    """An address that means the same wherever a process works.

    Raises:
        BatchError: as :func:`open_address`.
    """
    fs, path = open_address(address)
    return path if is_local(fs) else address


def is_local(fs: Any) -> bool:
    """Whether a file system is this machine's disk."""
    protocol = fs.protocol
    return "file" in (protocol if isinstance(protocol, tuple | list) else (protocol,))


def fetch(address: str, begin: int | None = None, length: int | None = None) -> bytes:
    """The bytes of a file, as it is now, or a range of them.

    Args:
        begin, length: of the range, of a file that has to be as it was when it was listed; None for
            all of it. A length alone counts for nothing.

    Raises:
        UnreadableError: they cannot be had, however often they are asked for.
    """
    fs, path = open_address(address)
    end = None if begin is None or length is None else begin + length
    try:
        found: bytes = _tried(lambda: fs.cat_file(path, start=begin, end=end), is_local(fs))
    except Exception as error:  # each storage has errors of its own
        raise UnreadableError(f"{address} cannot be read: {said(error)}.") from error
    if end is not None and len(found) != length:
        raise UnreadableError(
            f"{address} has {len(found)} of the {length} bytes that it had when it was listed."
        )
    return found


class Place:
    """A folder that files are written to, each whole or not at all.

    On a disk a file is written under another name and moved; an object storage shows an object
    once all of it is there.

    Args:
        address: a path or a URL.

    Raises:
        BatchError: as :func:`open_address`.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._fs, root = open_address(address)
        self._root = root.rstrip("/") or root
        self.local = Path(self._root) if is_local(self._fs) else None

    def __str__(self) -> str:
        return self.address

    def where(self, name: str) -> str:
        """The address of a file in it, for :func:`fetch`."""
        if self.local is not None:
            return str(self.local / name)
        return str(self._fs.unstrip_protocol(self._path(name)))

    def write(self, name: str, content: bytes) -> None:
        """Write a file, over the one there may be.

        Raises:
            BatchError: the place does not take it.
        """
        try:
            if self.local is not None:
                path = self.local / name
                path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(path, content)
            else:
                _tried(lambda: self._fs.pipe_file(self._path(name), content), False)
        except Exception as error:
            raise BatchError(f"{self.where(name)} cannot be written: {said(error)}.") from error

    def read(self, name: str) -> bytes | None:
        """A file's bytes; None where there is none.

        Raises:
            BatchError: it is there and cannot be read.
        """
        try:
            found: bytes = _tried(lambda: self._fs.cat_file(self._path(name)), True)
        except FileNotFoundError:
            return None
        except Exception as error:
            raise BatchError(f"{self.where(name)} cannot be read: {said(error)}.") from error
        return found

    def names(self, folder: str) -> list[str]:
        """The names of the files and folders in a folder of it; none where there is no folder.

        Raises:
            BatchError: it cannot be looked into.
        """
        try:
            self._fs.invalidate_cache(self._path(folder))
            found = self._fs.ls(self._path(folder), detail=False)
        except FileNotFoundError:
            return []
        except Exception as error:
            raise BatchError(f"{self.where(folder)} cannot be listed: {said(error)}.") from error
        names = sorted(posixpath.basename(str(each).rstrip("/")) for each in found)
        return [name for name in names if name and not name.startswith(".")]

    def remove_folder(self, folder: str) -> None:
        """Remove a folder with all that is in it; what is not there is no matter.

        Raises:
            BatchError: it cannot be removed.
        """
        try:
            self._fs.rm(self._path(folder), recursive=True)
        except FileNotFoundError:
            return
        except Exception as error:
            raise BatchError(f"{self.where(folder)} cannot be removed: {said(error)}.") from error

    def remove(self, name: str) -> None:
        """Remove a file; what is not there is no matter.

        Raises:
            BatchError: it cannot be removed.
        """
        self.remove_folder(name)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root


def said(error: BaseException) -> str:
    """What an error says, on one line without a full stop."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    words = " ".join(str(error).split()).rstrip(".")
    return words or type(error).__name__


def _tried(act: Callable[[], T], once: bool) -> T:
    for left in range(0 if once else TRIES - 1, -1, -1):
        try:
            return act()
        except FileNotFoundError:
            raise
        except Exception:
            if not left:
                raise
    raise AssertionError("The last try returns or raises.")
