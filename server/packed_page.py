"""What the page begins with: the files that the set-up packed, or the sources they were made of.

Packed files come at a few addresses with their content's hash in them (``bootstrap/packing.py``).
They count while they are made of the sources as these are now: a change of these is seen at once,
and an upgrade without a set-up serves no old page.
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)

FOLDER = "packed"
_INDEX = "page.json"


@dataclass(frozen=True, slots=True)
class Entries:
    """Names below /static.

    Attributes:
        first: the script that runs before anything is painted.
        main: the page's module.
        sheet: its style sheet.
        worker: the decoder's module.
    """

    first: str
    main: str
    sheet: str
    worker: str

    @property
    def packed(self) -> bool:
        """Whether they have their content's hash in their names."""
        return self.main.startswith(f"{FOLDER}/")


SOURCES = Entries("js/first.js", "js/main.js", "css/page.css", "js/decoder/worker.js")

_Stamp = tuple[int, int] | None


class PackedPage:
    """Knows which files count; safe to use from several threads."""

    def __init__(self, static: Path) -> None:
        self._static = static
        self._lock = threading.Lock()
        self._known: tuple[Mapping[Path, _Stamp], Entries] | None = None

    def entries(self) -> Entries:
        """What the page begins with now."""
        with self._lock:
            if self._known is None or not _unchanged(self._known[0]):
                self._known = self._look()
            return self._known[1]

    def _look(self) -> tuple[Mapping[Path, _Stamp], Entries]:
        index = self._static / FOLDER / _INDEX
        stamps = {index: _stamp(index)}
        try:
            about = json.loads(index.read_text(encoding="utf-8"))
            folder = f"{FOLDER}/{about['folder']}"
            hashes = {self._static / name: sha256 for name, sha256 in about["sources"].items()}
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return stamps, SOURCES
        packed = Entries(
            *(f"{folder}/{name.rsplit('/')[-1]}" for name in _names(SOURCES)),
        )
        stamps |= {path: _stamp(path) for path in hashes}
        stamps |= {self._static / name: _stamp(self._static / name) for name in _names(packed)}
        changed = [path for path, sha256 in hashes.items() if _hash(path) != sha256]
        whole = all((self._static / name).is_file() for name in _names(packed))
        if changed or not whole:
            log.info("The packed page is older than its sources, which are served themselves.")
            return stamps, SOURCES
        return stamps, packed


def _names(entries: Entries) -> tuple[str, str, str, str]:
    return entries.first, entries.main, entries.sheet, entries.worker


def _unchanged(stamps: Mapping[Path, _Stamp]) -> bool:
    return all(_stamp(path) == stamp for path, stamp in stamps.items())


def _stamp(path: Path) -> _Stamp:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _hash(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
