"""What is done next, and what when something is lost. It knows neither Ray nor models.

Pictures go out in their order, so that few shards are open at a time. All that was done is in the
target, as pieces and parts of the index: what is here is only who does what at the moment.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator

from dataengine.batch import index, pieces
from dataengine.batch.catalog import Catalog
from dataengine.batch.errors import BatchError
from dataengine.batch.index import Row
from dataengine.batch.job import (
    Answer,
    Job,
    Lost,
    PictureDone,
    PictureTask,
    ShardDone,
    ShardTask,
    Task,
    Unable,
)
from dataengine.batch.places import Place
from dataengine.batch.pool import Pool

MOST_DEATHS = 3
"""After so many workers that ended while they did it, a picture counts as failed."""

WAIT_S = 1.0
"""Between two looks at whether anything is to be said."""


class Scheduler:
    """Has the pictures of a catalog done that are not done yet.

    Args:
        catalog: the pictures.
        job: what is wanted.
        target: where it goes.
        report: called after each answer, and each second without one.
        warn: is given sentences about workers that were lost.
    """

    def __init__(
        self,
        catalog: Catalog,
        job: Job,
        target: Place,
        report: Callable[[Scheduler], None],
        warn: Callable[[str], None],
    ) -> None:
        self._catalog, self._job, self._target = catalog, job, target
        self._report, self._warn = report, warn
        self._shards_done = index.shards_done(target)
        self._left: dict[int, set[int]] = {}
        self._again: deque[Task] = deque()
        self._deaths: Counter[int] = Counter()
        self._shard_deaths: Counter[int] = Counter()
        self.total = len(catalog)
        self.found = sum(len(catalog.numbers(shard)) for shard in self._known_done())
        """Pictures that were done before this run."""
        self.done = 0
        """Pictures done in this run."""
        self.not_done = 0
        """Of these, pictures that were refused or failed."""
        self.masks = 0
        """Masks of this run."""
        self.seconds = 0.0
        """What pictures took their workers in this run."""
        self.memory = 0
        """Most bytes that a worker has had in memory."""
        self.lost = 0
        """Workers that ended without an answer."""
        self._clean()

    def run(self, pool: Pool) -> None:
        """Work until all is done.

        Raises:
            BatchError: the target does not take it, or no worker can be had.
        """
        tasks = self._tasks()
        under_way = 0
        ended = False
        while True:
            while pool.room > 0:
                if self._again:
                    task: Task | None = self._again.popleft()
                else:
                    task = None if ended else next(tasks, None)
                    ended = ended or task is None
                if task is None:
                    break
                pool.give(task)
                under_way += 1
            if not under_way and ended and not self._again:
                return
            for answer in pool.take(WAIT_S):
                under_way -= 1
                self._take(answer)
            self._report(self)

    def _tasks(self) -> Iterator[Task]:
        """What is to be done, in order; looking into each shard when its turn comes."""
        for shard in range(self._catalog.shards):
            if shard in self._shards_done:
                continue
            numbers = self._catalog.numbers(shard)
            have = pieces.there(self._target, shard) & set(numbers)
            self.found += len(have)
            left = [number for number in numbers if number not in have]
            self._left[shard] = set(left)
            if not left:
                yield self._shard_task(shard)
            for number in left:
                yield PictureTask(shard, number, self._catalog.entry(number))

    def _take(self, answer: Answer) -> None:
        match answer:
            case PictureDone():
                self.done += 1
                self.not_done += answer.status != "done"
                self.masks += answer.masks
                self.seconds += answer.seconds
                self.memory = max(self.memory, answer.memory)
                if answer.status != "done":
                    self._warn(f"{answer.task.entry.name}: {answer.reason}")
                self._has_piece(answer.task)
            case ShardDone():
                self._shard_done(answer)
            case Lost():
                self._lost(answer)
            case Unable():
                raise BatchError(answer.reason)

    def _shard_done(self, answer: ShardDone) -> None:
        task = answer.task
        if not answer.missing:
            self._shards_done.add(task.shard)
            self._left.pop(task.shard, None)
            return
        # A power cut may have left a piece that is not whole.
        self._left[task.shard] = set(answer.missing)
        for number in answer.missing:
            self.found -= 1
            self._again.append(PictureTask(task.shard, number, self._catalog.entry(number)))

    def _lost(self, answer: Lost) -> None:
        self.lost += answer.blamed
        task = answer.task
        if isinstance(task, ShardTask) and answer.blamed:
            self._shard_deaths[task.shard] += 1
            if self._shard_deaths[task.shard] >= MOST_DEATHS:
                raise BatchError(
                    f"{MOST_DEATHS} workers ended while they wrote the shard {task.shard}, the "
                    f"last with: {answer.reason}; workers need more memory, or a new target a "
                    "smaller --shard-size."
                )
        if isinstance(task, PictureTask) and answer.blamed:
            self._deaths[task.number] += 1
            times = self._deaths[task.number]
            self._warn(f"A worker ended while it did {task.entry.name}: {answer.reason}.")
            if times >= MOST_DEATHS:
                self._give_up(task, answer.reason)
                return
        self._again.append(task)

    def _give_up(self, task: PictureTask, reason: str) -> None:
        why = f"{MOST_DEATHS} workers ended while they did it, the last with: {reason}."
        row = Row(
            number=task.number,
            picture=task.entry.name,
            sha256="",
            width=0,
            height=0,
            masks=0,
            seconds=0.0,
            decoder=self._job.decoder_fingerprint,
            status="failed",
            reason=why,
            file="",
            bytes=0,
            shard=task.shard,
        )
        pieces.put(self._target, row, {})
        self.done += 1
        self.not_done += 1
        self._warn(f"{task.entry.name}: {why}")
        self._has_piece(task)

    def _has_piece(self, task: PictureTask) -> None:
        left = self._left[task.shard]
        left.discard(task.number)
        if not left:
            self._again.append(self._shard_task(task.shard))

    def _shard_task(self, shard: int) -> ShardTask:
        numbers = self._catalog.numbers(shard)
        return ShardTask(shard, numbers.start, numbers.stop)

    def _known_done(self) -> set[int]:
        return {shard for shard in self._shards_done if shard < self._catalog.shards}

    def _clean(self) -> None:
        """Let go of pieces of shards that are done: somebody was killed before they did."""
        for name in self._target.names(pieces.FOLDER):
            if name.isdigit() and int(name) in self._shards_done:
                self._target.remove_folder(pieces.folder(int(name)))
