"""Who does what when workers end, by a pool that a test controls; and how far it is, in a line."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dataengine.batch import catalog, index, pieces
from dataengine.batch.errors import BatchError
from dataengine.batch.index import Row
from dataengine.batch.job import (
    Answer,
    Job,
    Lost,
    PictureDone,
    ShardDone,
    ShardTask,
    Task,
    Unable,
)
from dataengine.batch.places import Place
from dataengine.batch.progress import ProgressLine, duration
from dataengine.batch.scheduler import MOST_DEATHS, Scheduler
from dataengine.batch.shards import write_shard
from dataengine.batch.sources import Entry
from sam.automatic import EverythingSettings
from tests.dataengine.batch.conftest import Run

pytest.importorskip("pyarrow", reason="pyarrow is not installed: run `make test`")

JOB = Job("", EverythingSettings(), "float32", 1, "files", False, False, "e" * 64, "d" * 64)


class FakePool:
    """Two workers that leave a piece of each picture, but for those that end them."""

    workers = 2

    def __init__(self, target: Place, ends: dict[int, list[bool]]) -> None:
        self.target, self.ends = target, ends
        self.waiting: list[Task] = []
        self.most_waiting = 0
        self.done: list[int] = []

    @property
    def room(self) -> int:
        return 4 - len(self.waiting)

    def give(self, task: Task) -> None:
        self.waiting.append(task)
        self.most_waiting = max(self.most_waiting, len(self.waiting))

    def take(self, seconds: float) -> list[Answer]:
        task = self.waiting.pop(0)
        if isinstance(task, ShardTask):
            return [ShardDone(task, write_shard(self.target, JOB, task, (1, 1, 1, 1)))]
        if self.ends.get(task.number):
            return [Lost(task, self.ends[task.number].pop(), "it was killed")]
        self.done.append(task.number)
        row = Row(task.number, task.entry.name, "", 1, 1, 1, 0.0, "", "done", "", "", 0, task.shard)
        pieces.put(self.target, row, {})
        return [PictureDone(task, "done", "", 1, 0.5, 10)]

    def close(self) -> None:
        pass


def entries(count: int) -> Iterator[Entry]:
    return (Entry(f"{number}.png", f"/{number}.png", None, None) for number in range(count))


def test_a_picture_that_ends_workers_is_given_up_and_machines_that_go_are_not_its_fault(
    tmp_path: Path,
) -> None:
    target = Place(str(tmp_path))
    pictures = catalog.listed(entries(11), 3)
    said: list[str] = []
    pool = FakePool(target, {4: [True] * MOST_DEATHS, 5: [False] * 9, 6: [True]})
    scheduler = Scheduler(pictures, JOB, target, lambda now: None, said.append)
    scheduler.run(pool)
    assert index.shards_done(target) == {0, 1, 2, 3}
    rows = list(index.rows(target, range(4)))
    assert [row.number for row in rows] == list(range(11))
    (failed,) = [row for row in rows if row.status != "done"]
    assert failed.number == 4
    assert failed.reason == "3 workers ended while they did it, the last with: it was killed."
    assert sorted(pool.done) == [number for number in range(11) if number != 4]
    assert pool.most_waiting == 4
    assert (scheduler.done, scheduler.not_done, scheduler.lost) == (11, 1, MOST_DEATHS + 1)
    assert said.count("A worker ended while it did 6.png: it was killed.") == 1


def test_what_no_worker_can_do_ends_it(tmp_path: Path) -> None:
    class Full(FakePool):
        def take(self, seconds: float) -> list[Answer]:
            return [Unable(self.waiting.pop(0), "The disk is full.")]

    target = Place(str(tmp_path))
    scheduler = Scheduler(
        catalog.listed(entries(2), 3), JOB, target, lambda now: None, lambda line: None
    )
    with pytest.raises(BatchError, match="The disk is full."):
        scheduler.run(Full(target, {}))


def test_a_shard_that_ends_workers_ends_it_too(tmp_path: Path) -> None:
    class TooLarge(FakePool):
        def take(self, seconds: float) -> list[Answer]:
            if isinstance(self.waiting[0], ShardTask):
                return [Lost(self.waiting.pop(0), True, "there was not enough memory")]
            return super().take(seconds)

    target = Place(str(tmp_path))
    scheduler = Scheduler(
        catalog.listed(entries(2), 3), JOB, target, lambda now: None, lambda line: None
    )
    with pytest.raises(BatchError, match="3 workers ended while they wrote the shard 0"):
        scheduler.run(TooLarge(target, {}))


def test_without_ray_a_sentence_says_how_to_get_it(
    run: Run, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    said = run(photos, tmp_path / "out", workers=2)
    assert said.status == 2
    assert said.err == (
        "A batch with several workers (--workers 0 works in this process alone) needs the package "
        "ray, which is not installed; expected it from `make batch`, or pip install "
        "'segment-studio[cluster]'.\n"
    )


def test_how_far_it_is_in_a_line() -> None:
    now = [0.0]
    stream = io.StringIO()
    line = ProgressLine(stream, lambda: now[0])
    line.show(10, 0, 110, 0, 2)
    now[0] = 20.0
    line.show(10, 40, 110, 1, 2)
    assert stream.getvalue() == ""  # no line more often than each half minute
    now[0] = 40.0
    line.show(10, 80, 110, 1, 2)
    assert stream.getvalue() == (
        "90 of 110 pictures, 2 workers, 2.00 a second, 10 s left; 1 refused or failed\n"
    )
    assert [duration(each) for each in (7, 400, 9000, 10**6)] == ["7 s", "7 min", "2 h", "12 days"]
