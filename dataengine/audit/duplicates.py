"""Pictures that a batch has twice: the same file, or files that the model sees alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dataengine.batch import index
from dataengine.batch.errors import BatchError
from dataengine.batch.places import Place
from dataengine.batch.shards import embeddings_of

ALIKE = 0.95
"""Cosine of two pictures' descriptors from which they count as alike.

Of MobileSAM on 14 pictures of which a third came from one series: copies of 0.6 of the size had
0.986 and more, copies as JPEG of quality 30 from 0.91 to 0.98, and different pictures 0.957 at
most, all but one pair of a series below 0.93. Parts and mirror images of a picture are not seen.
"""

SIDE = 8
"""Cells across and down that an embedding is averaged to."""

NUMBERS = 512
"""Of a descriptor; a random projection to so many keeps cosines to some hundredths."""

MOST = 100_000
"""Pictures that are compared each with each: 200 MB of descriptors."""

_BLOCK = 1000


@dataclass(frozen=True, slots=True)
class Alike:
    """Two pictures that look alike.

    Attributes:
        first, second: their names.
        cosine: of their descriptors, ``ALIKE`` to 1.
    """

    first: str
    second: str
    cosine: float


def same_files(target: Place) -> list[list[str]]:
    """The names of pictures whose files are the same, those of one file together."""
    table = index.table(target, ["picture", "sha256"])
    hashes = table.column("sha256").to_numpy(zero_copy_only=False)
    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    begins = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    ends = np.append(begins[1:], len(ordered))
    names = table.column("picture")
    return [
        [names[int(place)].as_py() for place in order[begin:end]]
        for begin, end in zip(begins, ends, strict=True)
        if end - begin > 1 and ordered[begin]
    ]


def look_alike(target: Place) -> list[Alike]:
    """Pairs of pictures that are not the same file and whose embeddings hardly differ, such as a
    picture and its smaller copy; the most alike first.

    An embedding is averaged to 8x8 cells of the part that the picture takes up, projected, and the
    mean of all is taken off, which pictures have in common.

    Raises:
        BatchError: there are too many pictures, or the batch has kept no embeddings.
    """
    names: list[str] = []
    rows: list[NDArray[np.float32]] = []
    for name, descriptor in _descriptors(target):
        names.append(name)
        rows.append(descriptor)
        if len(names) > MOST:
            raise BatchError(
                f"There are more than {MOST:,} pictures, too many to compare in pairs."
            )
    if len(rows) < 2:
        return []
    described = np.stack(rows)
    described -= described.mean(axis=0)
    described /= np.maximum(np.linalg.norm(described, axis=1, keepdims=True), 1e-9)
    found = []
    for begin in range(0, len(described), _BLOCK):
        cosines = described[begin : begin + _BLOCK] @ described.T
        for row, column in np.argwhere(cosines >= ALIKE):
            first = begin + int(row)
            if first < column:
                cosine = float(cosines[row, column])
                found.append(Alike(names[first], names[int(column)], cosine))
    return sorted(found, key=lambda each: -each.cosine)


def _descriptors(target: Place) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """The name and descriptor of each picture, of several of one file the first."""
    seen: set[str] = set()
    projection: NDArray[np.float32] | None = None
    for shard in sorted(index.shards_done(target)):
        embeddings = embeddings_of(target, shard)
        for row in index.rows_of(target, shard):
            if row.status != "done" or row.sha256 in seen:
                continue
            seen.add(row.sha256)
            cells = averaged(embeddings[row.sha256][0], row.width, row.height).ravel()
            if projection is None:
                signs = np.random.default_rng(0).integers(0, 2, (cells.size, NUMBERS))
                projection = ((2 * signs - 1) / np.sqrt(NUMBERS)).astype(np.float32)
            yield row.picture, cells @ projection


def averaged(embedding: NDArray[Any], width: int, height: int) -> NDArray[np.float32]:
    """The part of an embedding that a picture takes up, averaged to ``(C, 8, 8)``.

    Args:
        embedding: ``(C, S, S)``, the picture at the top left, its longer side S.
        width, height: of the picture.
    """
    side = embedding.shape[1]
    across, down = (max(1, round(side * each / max(width, height))) for each in (width, height))
    rows, columns = (np.arange(SIDE + 1) * length / SIDE for length in (down, across))
    part = embedding[:, :down, :across].astype(np.float32)
    part = np.stack([_mean(part, 1, a, b) for a, b in zip(rows, rows[1:], strict=False)], axis=1)
    return np.stack(
        [_mean(part, 2, a, b) for a, b in zip(columns, columns[1:], strict=False)], axis=2
    )


def _mean(part: NDArray[np.float32], axis: int, begin: float, end: float) -> NDArray[np.float32]:
    """The mean along an axis of what lies between two places, at least one."""
    first = int(begin)
    taken = np.arange(first, max(first + 1, int(np.ceil(end))))
    mean: NDArray[np.float32] = part.take(taken, axis=axis).mean(axis=axis)
    return mean
