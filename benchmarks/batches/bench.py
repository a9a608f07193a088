"""A folder of pictures, done in several ways: alone, by plain processes, on Ray, a machine lost."""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.batches.plain import plain_batch
from benchmarks.batches.pools import Killing, Timed, two_machines
from dataengine.batch import catalog, index
from dataengine.batch.job import Job
from dataengine.batch.places import Place
from dataengine.batch.pool import OneProcess, Pool
from dataengine.batch.progress import ProgressLine
from dataengine.batch.ray_pool import RayPool
from dataengine.batch.run import Outcome, Wanted
from dataengine.batch.run import run as run_batch
from sam.automatic import preset
from sam.fingerprint import decoder_fingerprint, encoder_fingerprint
from sam.modeling import Sam
from sam.weights import find_checkpoint

SHARD = 3
"""Pictures of a shard: few, so that many shards are written."""


@dataclass
class Sums:
    """What is gathered over runs.

    Attributes:
        ratios: plain seconds by those on Ray, a round each.
        overheads: milliseconds of a worker for a picture beside the work itself.
        starts: seconds until all workers on Ray had their model.
        memory: most bytes of a worker.
        same: whether each run's masks were those of one process.
    """

    ratios: list[float] = field(default_factory=list)
    overheads: list[float] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    memory: int = 0
    same: list[bool] = field(default_factory=list)


class Bench:
    """One folder of pictures, and ways to do it.

    Args:
        folder: for all that is written.
        model: what computes.
        options: of the command.
    """

    def __init__(self, folder: Path, model: Sam, options: argparse.Namespace) -> None:
        self.pictures, self._folder = folder / "pictures", folder
        self._model, self._options = model, options
        settings = preset(options.preset)
        if options.quick:
            settings = replace(settings, points_per_side=8)
        self._job = Job(
            target="",
            settings=settings,
            precision="float32",
            threads=1,
            layout="files",
            with_pictures=False,
            embeddings=False,
            encoder_fingerprint=encoder_fingerprint(model),
            decoder_fingerprint=decoder_fingerprint(model),
        )

    def alone(self) -> dict[str, bytes]:
        """The masks that one process finds."""
        job = self._to("alone")
        self._run(job, lambda: OneProcess(self._model, job))
        return masks(self._folder / "alone")

    def plain(self) -> float:
        """Seconds that plain processes take once they are ready."""
        out = self._folder / "plain"
        shutil.rmtree(out, ignore_errors=True)
        names = sorted(path.name for path in self.pictures.iterdir())
        checkpoint = find_checkpoint("vit_t")
        seconds = plain_batch(
            self._options.workers, checkpoint, self._job, self.pictures, names, out
        )
        self.plain_masks = {path.stem: path.read_bytes() for path in out.iterdir()}
        return seconds

    def on_ray(self, sums: Sums) -> float:
        """Seconds that workers on Ray take once they are ready."""
        job = self._to("ray")
        timed = Timed()

        def open_pool() -> Pool:
            begun = time.perf_counter()
            workers = self._options.workers
            pool = RayPool(self._model, job, workers, None, "cpu", print)
            while pool.ready < workers:
                pool.take(1)
            sums.starts.append(time.perf_counter() - begun)
            timed.begin(pool)
            return timed

        outcome = self._run(job, open_pool)
        done = outcome.scheduler
        share = timed.seconds * self._options.workers - done.seconds
        sums.overheads.append(1000 * share / max(done.done, 1))
        sums.memory = max(sums.memory, done.memory)
        return timed.seconds

    def killed(self) -> tuple[list[index.Row], bool]:
        """Rows after one of two machines was killed midway, and whether it was."""
        job = self._to("killed")
        with two_machines() as (address, kill):
            killing: list[Killing] = []

            def open_pool() -> Pool:
                pool = RayPool(self._model, job, None, address, "cpu", print)
                killing.append(Killing(pool, kill, len(self._names()) // 3))
                return killing[0]

            self._run(job, open_pool)
        target = Place(job.target)
        pictures = catalog.kept(target)
        assert pictures is not None, "A batch that is over has its catalog."
        return list(index.rows(target, range(pictures.shards))), killing[0].killed

    def masks_of(self, name: str) -> dict[str, bytes]:
        """The masks of a run of the name."""
        return masks(self._folder / name)

    def _names(self) -> list[str]:
        return [path.name for path in self.pictures.iterdir()]

    def _to(self, name: str) -> Job:
        shutil.rmtree(self._folder / name, ignore_errors=True)
        return replace(self._job, target=str(self._folder / name))

    def _run(self, job: Job, open_pool: Callable[[], Pool]) -> Outcome:
        wanted = Wanted(
            source=str(self.pictures),
            preset=self._options.preset,
            kind=self._model.kind,
            shard_size=SHARD,
        )
        return run_batch(wanted, job, open_pool, ProgressLine())


def masks(out: Path) -> dict[str, bytes]:
    """The files of masks of a batch, by the pictures' names."""
    return {
        path.name.removesuffix(".sa1b.json"): path.read_bytes()
        for path in (out / "masks").glob("*.json")
    }
