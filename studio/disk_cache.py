"""A cache on disk that outlives the server, bounded in bytes and shared by several processes.

An entry is a file of its own: a mark, the SHA-256 of key and content, and the content. It appears
whole, by renaming, and is checked each time it is read: what a crash, a full disk or a failing one
left there is removed and counts as absent. The sum has no secret in it, so that it says nothing
against somebody who may write to the folder; nobody but the server's user may.

The files' times tell what was used longest ago. They are counted on from the newest one rather
than taken from the clock, which may jump.

The folder is not listed for each entry: what is used longest is remembered from the last listing,
and listed again when that is spent, or when so much was written since that other processes, which
write as well, may have filled the folder.

A failing disk takes the cache away, never the server: what cannot be written is not kept.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import secrets
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import nsmallest
from operator import attrgetter
from pathlib import Path

if sys.platform != "win32":
    import fcntl

log = logging.getLogger(__name__)

_MARK = b"SEGCACHE1\n"
_HEAD = len(_MARK) + hashlib.sha256().digest_size
_KEY = re.compile(r"[0-9a-z-]{1,200}")
_BLOCK = 4096
"""What a file takes on disk is counted in these, as most file systems do."""

_REMEMBERED = 4096
"""Entries used longest ago that are remembered from one listing."""

_UNSEEN = 16
"""Of this one part of all bytes may be written before the folder is listed again."""

_WRITING = ".writing-"
"""How the name of a file begins that is not whole yet."""


@dataclass(frozen=True, slots=True)
class _Entry:
    path: Path
    size: int
    used: int


class DiskCache:
    """Keeps what was used last, up to ``max_bytes`` of files.

    Args:
        folder: where; made if need be, readable by nobody else. One folder has entries of one kind.
        max_bytes: most bytes on disk, unfinished files included. Each further process that shares
            the folder may exceed it by a sixteenth, or one entry.
        clock: nanoseconds, as ``time.time_ns``.
    """

    def __init__(
        self, folder: Path, max_bytes: int, clock: Callable[[], int] = time.time_ns
    ) -> None:
        self.folder = folder
        self.max_bytes = max_bytes
        self._clock = clock
        self._lock = threading.Lock()
        self._newest = 0
        self._total = 0
        self._written = 0
        self._writing: dict[str, int] = {}
        self._oldest: deque[_Entry] = deque()
        self._complaint: str | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._remove_abandoned()
            self._list()
            self._make_room(0)
        except OSError as error:
            self._complain("prepared", error)

    def get(self, key: str) -> bytes | None:
        """What was put in under ``key``, which becomes the most recently used; None if it is not
        here, or not whole.
        """
        path = self._path(key)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            self._complain("read", error)
            return None
        content = memoryview(data)[_HEAD:]
        if data[:_HEAD] != _head(key, content):
            log.warning("The cached file %s is damaged; it is removed and made anew.", path.name)
            _remove(path)
            return None
        self._touch(path)
        return bytes(content)

    def put(self, key: str, content: bytes) -> bool:
        """Keep ``content``, which becomes the most recently used; whether it is kept now."""
        path = self._path(key)
        length = _HEAD + len(content)
        if _on_disk(length) > self.max_bytes:
            return False
        head = _head(key, content)
        try:
            if not _is_there(path, head, length):
                with self._room(_on_disk(length)) as unfinished:
                    if unfinished is None:
                        return False
                    self._write(unfinished, path, head, content)
        except OSError as error:
            self._complain("written", error)
            return False
        self._touch(path)
        self._complaint = None
        return True

    @property
    def used_bytes(self) -> int:
        """Bytes on disk now, unfinished files included."""
        return sum(entry.size for entry in self._entries())

    def __len__(self) -> int:
        return sum(not entry.path.name.startswith(_WRITING) for entry in self._entries())

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key[:80]!r} is no key; expected 1 to 200 of 0-9, a-z and -")
        return self.folder / key

    def _write(self, unfinished: Path, path: Path, head: bytes, content: bytes) -> None:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(descriptor, "wb") as file:
                _claim(file.fileno())
                file.write(head)
                file.write(content)
            os.replace(unfinished, path)
        except BaseException:
            _remove(unfinished)
            raise

    def _touch(self, path: Path) -> None:
        """Mark as used now: after all that was used before, whatever the clock says."""
        with self._lock:
            self._newest = used = max(self._clock(), self._newest + 1)
        try:
            os.utime(path, ns=(used, used))
        except OSError:
            pass  # read-only, or another process has just removed it: it is found all the same

    @contextmanager
    def _room(self, size: int) -> Iterator[Path | None]:
        """Room for so many bytes, which nobody else gets while they are written, and the file to
        write them to; None where all room there is is being written to.
        """
        unfinished = self.folder / f"{_WRITING}{secrets.token_hex(8)}"
        with self._lock:
            fits = sum(self._writing.values()) + size <= self.max_bytes
            if fits:
                self._make_room(size)
                self._writing[unfinished.name] = size
        try:
            yield unfinished if fits else None
        finally:
            with self._lock:
                self._writing.pop(unfinished.name, None)

    def _make_room(self, size: int) -> None:
        """Remove what was used longest ago until ``size`` more bytes fit, and count them in; what
        then is not written after all is counted until the next listing.
        """
        if self._written + size > self.max_bytes // _UNSEEN:
            self._list()
        while self._total + size > self.max_bytes:
            if not self._oldest:
                self._list()
                if not self._oldest:
                    break
                continue
            entry = self._oldest.popleft()
            if _used(entry.path) == entry.used:
                entry.path.unlink(missing_ok=True)
                self._total -= entry.size
        self._total += size
        self._written += size

    def _list(self) -> None:
        """Look what is there, and remember what was used longest ago. What this process is writing
        counts as if it were whole.
        """
        entries = self._entries()
        others = (entry.size for entry in entries if entry.path.name not in self._writing)
        self._total = sum(others) + sum(self._writing.values())
        self._written = 0
        whole = (entry for entry in entries if not entry.path.name.startswith(_WRITING))
        self._oldest = deque(nsmallest(_REMEMBERED, whole, key=attrgetter("used")))

    def _entries(self) -> list[_Entry]:
        """All files; those that another process removes meanwhile are left out."""
        found = []
        try:
            with os.scandir(self.folder) as listed:
                for item in listed:
                    try:
                        status = item.stat(follow_symlinks=False)
                    except OSError:
                        continue
                    if item.is_file(follow_symlinks=False):
                        size = _on_disk(status.st_size)
                        found.append(_Entry(Path(item.path), size, status.st_mtime_ns))
        except OSError:
            return []
        self._newest = max([self._newest, *(entry.used for entry in found)])
        return found

    def _remove_abandoned(self) -> None:
        """Remove what a process that is no more was writing."""
        for entry in self._entries():
            if entry.path.name.startswith(_WRITING) and _is_abandoned(entry.path):
                _remove(entry.path)

    def _complain(self, what: str, error: OSError) -> None:
        """Say once, not with each picture, that the disk does not take part."""
        complaint = f"{self.folder} cannot be {what} ({error.strerror})"
        if complaint != self._complaint:
            self._complaint = complaint
            log.warning("The cache in %s; the server goes on without it.", complaint)


def _head(key: str, content: bytes | memoryview) -> bytes:
    digest = hashlib.sha256(key.encode() + b"\0")
    digest.update(content)
    return _MARK + digest.digest()


def _on_disk(length: int) -> int:
    """What a file of so many bytes takes."""
    return -(-length // _BLOCK) * _BLOCK


def _is_there(path: Path, head: bytes, length: int) -> bool:
    """Whether this entry is here already, as far as its head and its length tell."""
    try:
        with open(path, "rb") as file:
            return os.fstat(file.fileno()).st_size == length and file.read(_HEAD) == head
    except OSError:
        return False


def _used(path: Path) -> int | None:
    """When a file was used last; None if it is gone."""
    try:
        return path.lstat().st_mtime_ns
    except OSError:
        return None


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        pass  # on a read-only disk it stays, and is refused at each reading


def _claim(descriptor: int) -> None:
    """Show that somebody is writing; the system takes the claim back when the process ends."""
    if sys.platform != "win32":
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def _is_abandoned(path: Path) -> bool:
    """Whether nobody writes this file. Windows lets nobody remove what is being written."""
    if sys.platform == "win32":
        return True
    try:
        with open(path, "rb") as file:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
