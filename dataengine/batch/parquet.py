"""Tables as Parquet files, by pyarrow, which comes with the extra ``cluster``."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from dataengine.batch.errors import BatchError
from dataengine.batch.extra import needed

Columns = Mapping[str, str]
"""Names of columns with their types, as pyarrow calls them."""


def schema(columns: Columns) -> Any:
    """pyarrow's schema of some columns.

    Raises:
        BatchError: pyarrow is not installed.
    """
    with needed("A batch"):
        import pyarrow as pa
    return pa.schema([(name, pa.type_for_alias(kind)) for name, kind in columns.items()])


def written(columns: Columns, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Rows as a Parquet file; the same rows give the same bytes."""
    wanted = schema(columns)
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([dict(row) for row in rows], wanted), file)
    return file.getvalue()


def read(content: bytes, columns: Columns, name: str) -> Any:
    """A Parquet file as pyarrow's table.

    Raises:
        BatchError: it is damaged, or has other columns.
    """
    wanted = schema(columns)
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(io.BytesIO(content))
    except (pa.ArrowException, OSError) as error:
        raise BatchError(f"{name} is damaged ({error}); remove it to have it made anew.") from None
    if not table.schema.equals(wanted):
        found = ", ".join(table.schema.names)
        raise BatchError(f"{name} has the columns {found}; expected {', '.join(columns)}.")
    return table
