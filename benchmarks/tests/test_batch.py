"""What is counted of a batch in which a machine was killed."""

from __future__ import annotations

import pytest

pytest.importorskip("pyarrow", reason="pyarrow is not installed: run `make test`")

from benchmarks.batch import summed
from benchmarks.batches.bench import Sums
from dataengine.batch.index import Row


def row(name: str, status: str = "done") -> Row:
    return Row(0, name, "", 1, 1, 1, 0.0, "", status, "", "", 0, 0)  # type: ignore[arg-type]


def test_what_is_lost_and_what_is_there_twice() -> None:
    sums = Sums(ratios=[0.8, 1.0, 0.95], memory=400_000_000, same=[True, False])
    rows = [row("a"), row("b"), row("b"), row("c", "failed")]
    assert summed(sums, rows, {"a", "b", "c", "d"}) == {
        "throughput_ratio": 0.95,
        "worker_mb": 400,
        "lost": 2,
        "doubled": 1,
        "equal": False,
    }
