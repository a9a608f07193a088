"""One file or page in each coding it can travel in.

Large files are compressed ahead of time, into siblings named ``FILE.br`` and ``FILE.gz``. A sibling
is offered only after it was decompressed here and gave its source's bytes, which is checked again
when either file changes: whatever lies there, nobody is answered with anything but the source.
Small texts are compressed here, once per content.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from server.content_codings import CODINGS, DAMAGE, IDENTITY, Coding

TEXTS = frozenset({".css", ".html", ".js", ".json", ".map", ".mjs", ".svg", ".txt"})
"""Suffixes of what shrinks; pictures and fonts are compressed already."""

SMALL = 2**18
"""Bytes up to which a text is compressed on its first request, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Representation:
    """What is sent.

    Attributes:
        content: the bytes, or the file that has them.
        size: in bytes.
        etag: a hash of the very bytes, so no two representations share it.
    """

    content: Path | bytes
    size: int
    etag: str


Representations = Mapping[str, Representation]
"""By coding; ``IDENTITY`` is always there, others where they are smaller."""

_Stamp = tuple[tuple[int, int] | None, ...]


class RepresentationCache:
    """Remembers the representations of files; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[Path, tuple[_Stamp, Representations]] = {}

    def of_file(self, path: Path) -> Representations:
        """What ``path`` can travel as, looked at anew when it or a sibling has changed.

        Raises:
            OSError: it cannot be read.
        """
        stamp = tuple(_state(file) for file in (path, *map(path.with_name, _sibling_names(path))))
        with self._lock:
            known = self._known.get(path)
            if known is None or known[0] != stamp:
                known = self._known[path] = stamp, _of_file(path)
        return known[1]


def of_text(body: bytes) -> Representations:
    """A text, compressed here."""
    return _smaller(
        _representation(body),
        {name: _representation(coding.compress(body)) for name, coding in CODINGS.items()},
    )


def _of_file(path: Path) -> Representations:
    body = path.read_bytes()
    if path.suffix in TEXTS and len(body) <= SMALL:
        return of_text(body)
    siblings = {name: _sibling(path, body, coding) for name, coding in CODINGS.items()}
    return _smaller(
        _representation(body, path),
        {name: sibling for name, sibling in siblings.items() if sibling is not None},
    )


def _sibling(path: Path, body: bytes, coding: Coding) -> Representation | None:
    """The sibling of ``path``, whose content is ``body``; None if there is none that is true."""
    sibling = path.with_name(path.name + coding.suffix)
    try:
        compressed = sibling.read_bytes()
        if coding.decompress(compressed) != body:
            return None
    except DAMAGE:
        return None
    return _representation(compressed, sibling)


def _smaller(plain: Representation, others: Representations) -> Representations:
    return {IDENTITY: plain} | {
        name: other for name, other in others.items() if other.size < plain.size
    }


def _representation(body: bytes, file: Path | None = None) -> Representation:
    return Representation(file or body, len(body), hashlib.sha256(body).hexdigest()[:20])


def _sibling_names(path: Path) -> list[str]:
    return [path.name + coding.suffix for coding in CODINGS.values()]


def _state(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
