"""Content codings: which there are, and which one a client gets (RFC 9110, section 12.5.3)."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import brotli
from werkzeug.datastructures import Accept

IDENTITY = "identity"
"""The name of no coding at all."""


@dataclass(frozen=True, slots=True)
class Coding:
    """One way to make content smaller on its way.

    Attributes:
        suffix: what a file that was compressed ahead of time has after its source's name.
        compress: as small as it gets; for small files.
        decompress: the way back; raises one of ``DAMAGE``.
    """

    suffix: str
    compress: Callable[[bytes], bytes]
    decompress: Callable[[bytes], bytes]


CODINGS = {
    "br": Coding(".br", brotli.compress, brotli.decompress),
    "gzip": Coding(".gz", lambda body: gzip.compress(body, 9, mtime=0), gzip.decompress),
}
"""By their name in HTTP. Browsers take brotli over HTTPS and from localhost only."""

DAMAGE = (brotli.error, zlib.error, EOFError, OSError)
"""What decompressing something else than compressed content raises."""


def choose(accepted: Accept, sizes: Mapping[str, int]) -> str | None:
    """The coding to answer with.

    Args:
        accepted: the request's Accept-Encoding; empty if it has none, as from old clients.
        sizes: bytes by coding; ``IDENTITY`` is among them.

    Returns:
        What the client prefers, and of equals the smallest; None if it refuses all there is.
    """
    if not accepted:
        return IDENTITY
    quality = {name: accepted.quality(name) for name in sizes}
    if accepted.find(IDENTITY) < 0:  # "*" counts as naming it
        quality[IDENTITY] = 1e-9  # not refused, but what was asked for comes first
    best = max(sizes, key=lambda name: (quality[name], -sizes[name]))
    return best if quality[best] > 0 else None
