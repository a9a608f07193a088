"""A batch from its source to its index: claim the target, list, work, join."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from filelock import FileLock, Timeout

from dataengine.batch import catalog, index, manifest
from dataengine.batch.catalog import Catalog
from dataengine.batch.errors import BatchError
from dataengine.batch.index import Totals
from dataengine.batch.job import Job
from dataengine.batch.manifest import manifest_of, same
from dataengine.batch.places import Place, open_address
from dataengine.batch.pool import Pool
from dataengine.batch.progress import ProgressLine
from dataengine.batch.scheduler import Scheduler
from dataengine.batch.shards import take_apart
from dataengine.batch.sources import entries

LOCK = ".batch.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for beside the job.

    Attributes:
        source: see :func:`dataengine.batch.sources.entries`.
        preset: the settings' name.
        kind: of the model.
        shard_size: pictures of a shard.
        add_new: look at the source again, and do what is new in it too.
        retry: do pictures again that were refused or failed.
    """

    source: str
    preset: str
    kind: str
    shard_size: int
    add_new: bool = False
    retry: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run.

    Attributes:
        totals: of the whole batch.
        scheduler: what this run did.
    """

    totals: Totals
    scheduler: Scheduler


def run(wanted: Wanted, job: Job, open_pool: Callable[[], Pool], progress: ProgressLine) -> Outcome:
    """Do what is not done yet.

    Args:
        open_pool: starts the workers, once there is something for them to do.

    Raises:
        BatchError: the source cannot be listed, the target cannot be used or is another batch's, or
            no worker comes up. What was done stays, and the same call goes on from there.
    """
    target = Place(job.target)
    _check_apart(wanted.source, target)
    with _alone(target):
        pictures = _catalog(wanted, job, target)
        if wanted.retry:
            _take_apart(job, target, pictures, progress)
        scheduler = Scheduler(
            pictures, job, target, lambda now: _show(now, pool, progress), progress.say
        )
        pool: Pool | None = None
        if len(index.shards_done(target)) < pictures.shards:
            pool = open_pool()
            try:
                scheduler.run(pool)
            finally:
                progress.end()
                pool.close()
        return Outcome(index.join(target, pictures.shards), scheduler)


def _show(scheduler: Scheduler, pool: Pool | None, progress: ProgressLine) -> None:
    workers = 0 if pool is None else pool.workers
    now = scheduler
    progress.show(now.found, now.done, now.total, now.not_done, workers)


def _catalog(wanted: Wanted, job: Job, target: Place) -> Catalog:
    """The pictures; the manifest, which claims the target, is written once they are listed."""
    about = manifest_of(job, wanted.preset, wanted.kind, wanted.source, wanted.shard_size)
    claimed = same(target, about)
    found = catalog.kept(target) if claimed else None
    if found is not None and not wanted.add_new:
        return found
    listed = entries(wanted.source, target.address)
    if found is None:
        pictures = catalog.listed(listed, wanted.shard_size)
    else:
        pictures = found.with_more(listed, wanted.shard_size)
    if pictures is not found:
        target.write(catalog.NAME, pictures.as_file())
    if not claimed:
        target.write(manifest.NAME, manifest.written(about))
    return pictures


def _take_apart(job: Job, target: Place, pictures: Catalog, progress: ProgressLine) -> None:
    again = 0
    for shard in sorted(index.shards_done(target)):
        if shard < pictures.shards:
            again += take_apart(target, job, shard)
    progress.say(f"{again:,} pictures that were refused or failed are done again.")


def _check_apart(source: str, target: Place) -> None:
    """Refuse to write into the folder of the pictures."""
    fs, path = open_address(source)
    own_fs, own = open_address(target.address)
    if type(fs) is type(own_fs) and path.rstrip("/") == own.rstrip("/"):
        raise BatchError(f"--out {target} is the folder of the pictures; name another one.")


def _alone(target: Place) -> AbstractContextManager[object]:
    """Keep others of this machine from working into the same folder meanwhile."""
    if target.local is None:
        return nullcontext()
    try:
        target.local.mkdir(parents=True, exist_ok=True)
        lock = FileLock(target.local / LOCK, timeout=0)
        return lock.acquire()
    except Timeout:
        raise BatchError(
            f"Another process is at work on {target}; wait for it, or end it."
        ) from None
    except OSError as error:
        raise BatchError(f"--out {target} cannot be used ({error.strerror}).") from error
