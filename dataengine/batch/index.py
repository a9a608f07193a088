"""The index: a row for each picture, what became of it and where its masks are.

Each shard has a part of its own, written when all else of the shard is there: that a part is there
says that the shard is done. All parts together are one table to anything that reads a folder of
Parquet files; ``index.parquet`` has the same rows in one file, made from them at the end.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from dataengine.batch import parquet
from dataengine.batch.errors import BatchError
from dataengine.batch.places import Place

Status = Literal["done", "refused", "failed"]
"""Of a picture: its masks are there; it is no picture that can be read; or it could not be fetched,
or ended the process that did it."""

FOLDER = "index"
NAME = "index.parquet"


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a picture.

    Attributes:
        number: its number in the catalog.
        picture: its name there.
        sha256: of its file; empty where that could not be fetched.
        width, height: in pixels, upright; 0 where it was not read.
        masks: how many were found.
        seconds: what it took, from its first byte to its masks.
        decoder: the decoder's fingerprint.
        status: see ``Status``.
        reason: why it is not done, a sentence; empty where it is. Of one that is done, what reading
            did to it.
        file: the file in the target that has its masks.
        bytes: of its masks as JSON.
        shard: which it is in.
    """

    number: int
    picture: str
    sha256: str
    width: int
    height: int
    masks: int
    seconds: float
    decoder: str
    status: Status
    reason: str
    file: str
    bytes: int
    shard: int


COLUMNS = {
    "number": "int64",
    "picture": "string",
    "sha256": "string",
    "width": "int32",
    "height": "int32",
    "masks": "int32",
    "seconds": "float64",
    "decoder": "string",
    "status": "string",
    "reason": "string",
    "file": "string",
    "bytes": "int64",
    "shard": "int32",
}


def part(shard: int) -> str:
    """The name of a shard's part."""
    return f"{FOLDER}/{shard:06d}.parquet"


def part_of(rows: Sequence[Row]) -> bytes:
    """A shard's part."""
    return parquet.written(COLUMNS, [asdict(row) for row in rows])


def shards_done(target: Place) -> set[int]:
    """Shards whose part is there."""
    names = (name.removesuffix(".parquet") for name in target.names(FOLDER))
    return {int(name) for name in names if name.isdigit()}


def has(target: Place, shard: int) -> bool:
    """Whether a shard is done."""
    return target.read(part(shard)) is not None


def rows_of(target: Place, shard: int) -> list[Row]:
    """The rows of a shard that is done.

    Raises:
        BatchError: its part is damaged or gone.
    """
    name = part(shard)
    content = target.read(name)
    if content is None:
        raise BatchError(f"{target.where(name)} is gone; run the batch again.")
    return [Row(**row) for row in parquet.read(content, COLUMNS, target.where(name)).to_pylist()]


def rows(target: Place, shards: Iterable[int]) -> Iterator[Row]:
    """The rows of shards that are done, in order."""
    for shard in sorted(shards):
        yield from rows_of(target, shard)


def table(target: Place, columns: Sequence[str]) -> Any:
    """Some columns of the index of a batch that is over, as pyarrow's table.

    Raises:
        BatchError: there is no index yet, or a damaged one.
    """
    content = target.read(NAME)
    if content is None:
        raise BatchError(f"{target.where(NAME)} is not there; the batch is not over yet.")
    return parquet.read(content, COLUMNS, target.where(NAME)).select(list(columns))


@dataclass
class Totals:
    """What a batch came to.

    Attributes:
        pictures: with a row.
        done: with masks; the others are in ``others``.
        masks: of all.
        seconds: of all pictures, of one worker.
        bytes: of all masks as JSON.
        others: rows that are not done, the first ``most_others``.
        not_done: how many those are in all.
    """

    pictures: int = 0
    done: int = 0
    masks: int = 0
    seconds: float = 0.0
    bytes: int = 0
    others: list[Row] | None = None
    not_done: int = 0


MOST_OTHERS = 1000
"""Pictures that are not done that are named; the index has all."""


def join(target: Place, shards: int) -> Totals:
    """Write all parts into one file, and count.

    Raises:
        BatchError: a part is gone or damaged, or the target does not take it.
    """
    wanted = parquet.schema(COLUMNS)
    import pyarrow.parquet as pq

    totals = Totals(others=[])
    assert totals.others is not None
    file = io.BytesIO()
    with pq.ParquetWriter(file, wanted) as writer:
        for shard in range(shards):
            name = part(shard)
            content = target.read(name)
            if content is None:
                raise BatchError(f"{target.where(name)} is gone; run the batch again.")
            table = parquet.read(content, COLUMNS, target.where(name))
            writer.write_table(table)
            _count(totals, table)
    target.write(NAME, file.getvalue())
    return totals


def _count(totals: Totals, table: Any) -> None:
    assert totals.others is not None
    for values in table.to_pylist():
        row = Row(**values)
        totals.pictures += 1
        totals.masks += row.masks
        totals.seconds += row.seconds
        totals.bytes += row.bytes
        if row.status == "done":
            totals.done += 1
        else:
            totals.not_done += 1
            if len(totals.others) < MOST_OTHERS:
                totals.others.append(row)
