"""What a source would take: core-hours and bytes, from a sample of its pictures."""

from __future__ import annotations

import math
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from dataengine.batch import pieces
from dataengine.batch.catalog import Catalog
from dataengine.batch.errors import BatchError
from dataengine.batch.job import Job, PictureDone, PictureTask
from dataengine.batch.places import Place
from dataengine.batch.worker import Worker
from sam.modeling import Sam

PAPER = 11_000_000
"""Pictures of SA-1B."""

BUSY = 0.8
"""Below this share of time spent computing it is said."""

_Z = 1.96
"""Of a normal distribution, 95 % lie within so many deviations of the mean."""


@dataclass(frozen=True)
class Estimate:
    """What was measured on a sample, a picture each.

    Attributes:
        pictures: of the source.
        bytes: of the source; None where it is not known of all its files.
        sampled: pictures that were done.
        not_done: of the sample, pictures that were refused or failed.
        seconds: of one worker, the mean and half of the width of its 95 % interval; NaN of one.
        computing: the share of these seconds in which the processor was at it; the rest was spent
            waiting, for the source or for other work on the machine.
        written: bytes that a picture takes in the target.
        masks: found in a picture.
    """

    pictures: int
    bytes: int | None
    sampled: int
    not_done: int
    seconds: tuple[float, float]
    computing: float
    written: float
    masks: float

    def lines(self) -> list[str]:
        """The estimate in words, for the source and for as many pictures as SA-1B has."""
        mean, half = self.seconds
        about = f"{mean:.2f} ± {half:.2f} s" if math.isfinite(half) else f"{mean:.2f} s"
        size = "" if self.bytes is None else f", {bytes_said(self.bytes)}"
        first = [
            f"The source has {self.pictures:,} pictures{size}.",
            f"Of {self.sampled} drawn evenly from it, {self.not_done} were refused or failed; one "
            f"takes {about} of a core and {bytes_said(self.written)} of the target, and has "
            f"{self.masks:.0f} masks.",
        ]
        return [
            *first,
            self._of("All of them take", self.pictures),
            self._of(f"{PAPER:,} such pictures, as SA-1B has, would take", PAPER),
            *self._waiting(),
        ]

    def _waiting(self) -> list[str]:
        """What is to be said of time that was not spent computing."""
        if self.computing >= BUSY:
            return []
        hours = hours_said(self.pictures * self.seconds[0] * self.computing / 3600)
        return [
            f"Only {100 * self.computing:.0f} % of that time was computing: the machine is busy, "
            f"or the source slow. Computing alone would be {hours} core-hours for all of them."
        ]

    def _of(self, what: str, pictures: int) -> str:
        mean, half = self.seconds
        hours, more = pictures * mean / 3600, pictures * half / 3600
        within = f" ± {hours_said(more)}" if math.isfinite(more) else ""
        return (
            f"{what} {hours_said(hours)}{within} core-hours and write "
            f"{bytes_said(pictures * self.written)}."
        )


def estimate(
    model: Sam, job: Job, catalog: Catalog, sample: int, say: Callable[[str], None]
) -> Estimate:
    """Do a sample of the pictures, spread evenly over them, and throw away what comes of it.

    Raises:
        BatchError: the target of a sample, a temporary folder, does not take it.
    """
    count = min(sample, len(catalog))
    numbers = [index * len(catalog) // count for index in range(count)]
    times: list[float] = []
    computing = 0.0
    written: list[int] = []
    masks: list[int] = []
    not_done = 0
    with tempfile.TemporaryDirectory() as folder:
        worker = Worker(model, replace(job, target=folder, layout="tar"))
        place = Place(folder)
        for number in numbers:
            task = PictureTask(0, number, catalog.entry(number))
            begun = time.process_time()
            answer = worker.do(task)
            spent = time.process_time() - begun
            if not isinstance(answer, PictureDone):
                raise BatchError(getattr(answer, "reason", "A picture of the sample was not done."))
            if answer.status == "done":
                piece = pieces.get(place, 0, number)
                assert piece is not None, "What was done has a piece."
                written.append(sum(map(len, piece[1].values())))
                times.append(answer.seconds)
                computing += spent / job.threads
                masks.append(answer.masks)
            else:
                not_done += 1
                say(f"{task.entry.name}: {answer.reason}")
            place.remove_folder(pieces.folder(0))
    if not times:
        raise BatchError("None of the sample could be done, so nothing can be said of the source.")
    spread = statistics.stdev(times) / math.sqrt(len(times)) * _Z if len(times) > 1 else math.nan
    return Estimate(
        pictures=len(catalog),
        bytes=catalog.size,
        sampled=count,
        not_done=not_done,
        seconds=(statistics.fmean(times), spread),
        computing=min(1.0, computing / sum(times)),
        written=statistics.fmean(written),
        masks=statistics.fmean(masks),
    )


def bytes_said(count: float) -> str:
    """Bytes in a unit in which they are read easily."""
    for unit in ("bytes", "kB", "MB", "GB", "TB"):
        if count < 1000:
            return f"{count:.3g} {unit}" if unit != "bytes" else f"{count:.0f} bytes"
        count /= 1000
    return f"{count:.3g} PB"


def hours_said(hours: float) -> str:
    """Hours, as exact as an estimate is."""
    return f"{hours:,.0f}" if hours >= 100 else f"{hours:.2g}"
