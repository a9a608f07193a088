"""Every kind of hostile input, and how to make the same ones again."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

import numpy as np

from tests.hostile import bombs, damage, posing, sizes, varieties
from tests.hostile.bases import Rng
from tests.hostile.upload import Upload

KINDS: dict[str, Callable[[Rng], Upload]] = {
    "truncated": damage.truncated,
    "flipped": damage.flipped,
    "spliced": damage.spliced,
    "thin": sizes.thin,
    "promises": sizes.promises,
    "zeros": posing.zeros,
    "mislabelled": posing.mislabelled,
    "markup": posing.markup,
    "names": posing.names,
    "animated": varieties.animated,
    "deep": varieties.deep,
    "ink": varieties.ink,
    "profiles": varieties.profiles,
    "exif": varieties.exif,
    "floats": varieties.floats,
    "aside": varieties.aside,
    "unended": varieties.unended,
    "texts": bombs.texts,
    "laborious": bombs.laborious,
    "bombs": bombs.bombs,
}
"""By name; each gives any number of inputs."""

_TRIES = 20
"""How many inputs are made for each distinct one that is wanted, at most."""


def make(kind: str, seed: int, number: int) -> Upload:
    """The input of this number, always the same one, whatever was made before."""
    return KINDS[kind](np.random.default_rng([seed, zlib.crc32(kind.encode()), number]))


def distinct(kind: str, seed: int, count: int) -> Iterator[tuple[int, Upload]]:
    """``count`` inputs of a kind, each with its number; no two are the same request.

    Raises:
        RuntimeError: the kind has not that many.
    """
    seen: set[str] = set()
    for number in range(count * _TRIES):
        upload = make(kind, seed, number)
        if upload.digest not in seen:
            seen.add(upload.digest)
            yield number, upload
            if len(seen) == count:
                return
    raise RuntimeError(f"{kind} has only {len(seen)} distinct inputs; expected {count}.")
