"""Batches: workers on Ray beside plain processes, and a machine that is killed midway."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.dataset import data_folder, read_samples
from benchmarks.everything import chosen
from benchmarks.options import add_data, positive
from benchmarks.plain_batch import plain_batch
from benchmarks.verdict import demand
from dataengine.batch import catalog, index
from dataengine.batch.job import Answer, Job, Task
from dataengine.batch.places import Place
from dataengine.batch.pool import OneProcess, Pool
from dataengine.batch.progress import ProgressLine
from dataengine.batch.ray_pool import RayPool
from dataengine.batch.run import Outcome, Wanted
from dataengine.batch.run import run as run_batch
from sam.automatic import PRESETS, preset
from sam.build import load_sam
from sam.fingerprint import decoder_fingerprint, encoder_fingerprint
from sam.modeling import Sam
from sam.weights import find_checkpoint

RATIO = 0.9
"""Of the throughput of as many plain processes, at least so much on Ray."""

SHARD = 3
"""Pictures of a shard: few, so that many shards are written."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare this benchmark's options."""
    parser.add_argument(
        "--pictures", type=positive, default=16, help="evaluation pictures (default: 16)"
    )
    parser.add_argument(
        "--rounds", type=positive, default=3, help="of both sides in turn (default: 3)"
    )
    parser.add_argument(
        "--workers", type=positive, default=2, help="processes of both sides (default: 2)"
    )
    parser.add_argument(
        "--preset", choices=tuple(PRESETS), default="fast", help="of both (default: fast)"
    )
    parser.add_argument(
        "--quick", action="store_true", help="6 pictures, few points, one round: to try it out"
    )
    add_data(parser)


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
        timed = _Timed()

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
            killing: list[_Killing] = []

            def open_pool() -> Pool:
                pool = RayPool(self._model, job, None, address, "cpu", print)
                killing.append(_Killing(pool, kill, len(self._names()) // 3))
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


class _Timed:
    """A pool of which it is known how long it was at work: from its first task to its end."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def begin(self, pool: RayPool) -> None:
        self._pool = pool
        self._begun = time.perf_counter()

    @property
    def workers(self) -> int:
        return self._pool.workers

    @property
    def room(self) -> int:
        return self._pool.room

    def give(self, task: Task) -> None:
        self._pool.give(task)

    def take(self, seconds: float) -> list[Answer]:
        return self._pool.take(seconds)

    def close(self) -> None:
        self.seconds = time.perf_counter() - self._begun
        self._pool.close()


class _Killing:
    """A pool that has a machine killed after so many answers, once both are at work."""

    def __init__(self, pool: RayPool, kill: Callable[[], None], after: int) -> None:
        self._pool, self._kill, self._left = pool, kill, after
        self.killed = False

    @property
    def workers(self) -> int:
        return self._pool.workers

    @property
    def room(self) -> int:
        # Nothing is begun before both are there, or one could be through before the other is.
        return self._pool.room if self.killed or self._pool.ready == 2 else 0

    def give(self, task: Task) -> None:
        self._pool.give(task)

    def take(self, seconds: float) -> list[Answer]:
        answers = self._pool.take(seconds)
        self._left -= len(answers)
        if self._left <= 0 and not self.killed:
            self.killed = True
            self._kill()
        return answers

    def close(self) -> None:
        self._pool.close()


@contextmanager
def two_machines() -> Iterator[tuple[str, Callable[[], None]]]:
    """A cluster of two machines with a processor each, simulated on this one; its address, and what
    kills the second of them.
    """
    os.environ.update(
        RAY_USAGE_STATS_ENABLED="0",
        RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER="0",
        RAY_AUTH_MODE="token",
    )
    os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
    from ray.cluster_utils import Cluster

    cluster: Any = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    try:
        second = cluster.add_node(num_cpus=1)
        cluster.wait_for_nodes()
        yield cluster.address, lambda: cluster.remove_node(second, allow_graceful=False)
    finally:
        cluster.shutdown()


def masks(out: Path) -> dict[str, bytes]:
    """The files of masks of a batch, by the pictures' names."""
    return {
        path.name.removesuffix(".sa1b.json"): path.read_bytes()
        for path in (out / "masks").glob("*.json")
    }


def run(options: argparse.Namespace) -> None:
    """Measure, print what was found, and as the last line one JSON object."""
    if options.quick:
        options.pictures, options.rounds = 6, 1
    samples = chosen(read_samples(data_folder(options.data)), options.pictures)
    model = load_sam(find_checkpoint("vit_t"), kind="vit_t")
    print(f"{machine.describe()}; load {machine.load()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pictures").mkdir()
        for number, sample in enumerate(samples):
            path = sample.image
            shutil.copyfile(path, folder / "pictures" / f"{number:03d}{path.suffix}")
        bench = Bench(folder, model, options)
        expected = bench.alone()
        print(f"One process: {len(expected)} pictures")
        sums = Sums()
        for number in range(options.rounds):
            plain = bench.plain()
            on_ray = bench.on_ray(sums)
            sums.ratios.append(plain / on_ray)
            sums.same += [bench.masks_of("ray") == expected, bench.plain_masks == expected]
            print(
                f"Round {number + 1}: {options.workers} plain processes {plain:.1f} s, workers on "
                f"Ray {on_ray:.1f} s (and {sums.starts[-1]:.1f} s until they were ready); load "
                f"{machine.load()}",
                flush=True,
            )
        rows, was_killed = bench.killed()
        sums.same.append(bench.masks_of("killed") == expected)
    summary = summed(sums, rows, set(expected))
    print(
        f"Beside the work itself a picture takes {statistics.median(sums.overheads):.0f} ms of a "
        f"worker; after one of two machines was killed {len(rows)} rows of {len(expected)} pictures"
    )
    print(json.dumps(summary))
    demand(
        {
            f"the throughput is {RATIO} of that of plain processes": (
                options.quick or summary["throughput_ratio"] >= RATIO
            ),
            "a machine was killed midway": was_killed,
            "nothing is lost or doubled": not summary["lost"] and not summary["doubled"],
            "every run has the masks of one process": summary["equal"],
        }
    )


def summed(sums: Sums, rows: list[index.Row], expected: set[str]) -> dict[str, Any]:
    """The figures that are compared from one version to the next.

    Args:
        rows: of the run in which a machine was killed.
        expected: the names of all pictures.
    """
    times = Counter(row.picture for row in rows if row.status == "done")
    return {
        "throughput_ratio": round(statistics.median(sums.ratios), 3),
        "worker_mb": round(sums.memory / 1e6),
        "lost": len(expected - set(times)),
        "doubled": sum(times.values()) - len(times),
        "equal": all(sums.same),
    }
