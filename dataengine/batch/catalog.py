"""The pictures of a batch, listed once: which number each has, and so in which shard it is.

A source of millions takes long to list and may change meanwhile. So the list is written into the
target before work begins, and every later run goes by it; pictures that came later are added behind
it, in shards of their own, where that is asked for.
"""

from __future__ import annotations

import io
import itertools
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import numpy as np

from dataengine.batch import parquet
from dataengine.batch.errors import BatchError
from dataengine.batch.places import Place
from dataengine.batch.sources import Entry, distinct

NAME = "pictures.parquet"

COLUMNS = {
    "name": "string",
    "address": "string",
    "begin": "int64",
    "size": "int64",
    "shard": "int32",
}

_PORTION = 100_000
"""Pictures that are put into the table at a time."""


class Catalog:
    """The pictures of a batch in order.

    Args:
        table: pyarrow's, with ``COLUMNS``; shards follow one another.
    """

    def __init__(self, table: Any) -> None:
        self._table = table.combine_chunks()
        shards = self._table.column("shard").to_numpy()
        self._begins = [int(each) for each in np.flatnonzero(np.diff(shards, prepend=-1))]

    def __len__(self) -> int:
        return int(self._table.num_rows)

    @property
    def shards(self) -> int:
        """How many shards they are cut into."""
        return len(self._begins)

    @property
    def size(self) -> int | None:
        """Bytes of all files; None where it is not known of all."""
        import pyarrow.compute as pc

        column = self._table.column("size")
        return None if column.null_count else int(pc.sum(column).as_py() or 0)

    def numbers(self, shard: int) -> range:
        """The numbers of a shard's pictures."""
        end = self._begins[shard + 1] if shard + 1 < self.shards else len(self)
        return range(self._begins[shard], end)

    def shard_of(self, number: int) -> int:
        """The shard of a picture."""
        return bisect_right(self._begins, number) - 1

    def entry(self, number: int) -> Entry:
        """A picture by its number."""
        return next(_entries(self._table.slice(number, 1)))

    def entries(self) -> Iterator[Entry]:
        """All of them in order."""
        return _entries(self._table)

    def with_more(self, found: Iterator[Entry], shard_size: int) -> Catalog:
        """This one with what is new behind it, in shards of its own; itself where nothing is."""
        import pyarrow as pa

        new = distinct(found, self.entries())
        more = _table(new, shard_size, self.shards)
        return Catalog(pa.concat_tables([self._table, more])) if more.num_rows else self

    def as_file(self) -> bytes:
        """As a Parquet file."""
        import pyarrow.parquet as pq

        file = io.BytesIO()
        pq.write_table(self._table, file)
        return file.getvalue()


def listed(found: Iterator[Entry], shard_size: int) -> Catalog:
    """The catalog of some pictures, in their order.

    Args:
        shard_size: how many pictures a shard has; the last has what is left.

    Raises:
        BatchError: there are none, or pyarrow is not installed.
    """
    table = _table(found, shard_size, 0)
    if not table.num_rows:
        raise BatchError(
            "The source holds no picture; expected files of pictures, or tars of them."
        )
    return Catalog(table)


def kept(target: Place) -> Catalog | None:
    """The catalog that a target has; None where it has none yet.

    Raises:
        BatchError: it is damaged.
    """
    content = target.read(NAME)
    if content is None:
        return None
    return Catalog(parquet.read(content, COLUMNS, target.where(NAME)))


def _entries(table: Any) -> Iterator[Entry]:
    for batch in table.to_batches(_PORTION):
        for row in batch.to_pylist():
            yield Entry(row["name"], row["address"], row["begin"], row["size"])


def _table(found: Iterator[Entry], shard_size: int, first_shard: int) -> Any:
    wanted = parquet.schema(COLUMNS)
    import pyarrow as pa

    rows = (
        {**asdict(each), "shard": first_shard + number // shard_size}
        for number, each in enumerate(found)
    )
    portions = iter(lambda: list(itertools.islice(rows, _PORTION)), [])
    tables = [pa.Table.from_pylist(one, wanted) for one in portions]
    return pa.concat_tables([wanted.empty_table(), *tables])
