"""``python -m dataengine batch``: everything of all pictures of a source."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sam.automatic import PRESETS, preset
from sam.precision import AUTO, PRECISIONS, choose_precision
from studio.settings import ROOT

if TYPE_CHECKING:
    from dataengine.batch.index import Totals
    from dataengine.batch.job import Job
    from dataengine.batch.pool import Pool
    from dataengine.batch.progress import ProgressLine
    from dataengine.batch.run import Outcome, Wanted
    from sam.modeling import Sam

SOME_NOT_DONE, IMPOSSIBLE, STOPPED = 1, 2, 130

SHOWN = 20
"""Pictures that were not done that are named at the end; the index has all."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    batch = commands.add_parser(
        "batch",
        help="segments everything in all pictures of a folder, a list, tars or object storage",
        description="Segments everything in all pictures of a source. Started again, it goes on "
        "where it was, whatever stopped it.",
    )
    batch.add_argument(
        "source",
        metavar="SOURCE",
        help="a folder, a .txt with a path or URL a line, a .tar, or a pattern of files; a path or "
        "a URL such as s3://bucket/folder",
    )
    batch.add_argument("--out", metavar="TARGET", help="a folder, or a URL of one")
    batch.add_argument(
        "--preset", choices=tuple(PRESETS), default="default", help="settings by name (default)"
    )
    batch.add_argument(
        "--windows", action="store_true", help="search large pictures at native scale too"
    )
    batch.add_argument(
        "--tar",
        action="store_true",
        help="writes a tar of JSON files for each shard in place of a JSON file for each picture",
    )
    batch.add_argument(
        "--with-pictures", action="store_true", help="with --tar: the pictures' files too"
    )
    batch.add_argument("--embeddings", action="store_true", help="keeps the embeddings, float16")
    batch.add_argument(
        "--shard-size", type=int, default=100, metavar="N", help="pictures of a shard (100)"
    )
    batch.add_argument(
        "--workers",
        type=int,
        metavar="N",
        help="processes of Ray, a model in each (default: one for each processor); 0 works in this "
        "process, without Ray",
    )
    batch.add_argument(
        "--threads", type=int, default=1, metavar="N", help="of each worker (default: 1)"
    )
    batch.add_argument(
        "--ray", metavar="ADDRESS", help="a cluster of Ray, as host:port (default: this machine)"
    )
    batch.add_argument(
        "--plan",
        type=int,
        nargs="?",
        const=8,
        metavar="N",
        help="does N pictures (8) of the source, says what all would take, and writes nothing",
    )
    batch.add_argument(
        "--add-new", action="store_true", help="looks for pictures that are new in the source"
    )
    batch.add_argument(
        "--retry", action="store_true", help="does pictures again that were refused or failed"
    )
    batch.add_argument(
        "--checkpoint", type=Path, metavar="FILE", help="the model (default: in weights/)"
    )
    batch.add_argument("--device", default="cpu", help="cpu, cuda or mps (default: cpu)")
    batch.add_argument(
        "--precision",
        choices=(AUTO, *PRECISIONS),
        default=AUTO,
        help="what the image encoder computes in (default: auto)",
    )


def run(given: argparse.Namespace) -> int:
    """Do what is not done yet, and say what came of it.

    Returns:
        The exit status: 0, 1 where pictures were refused or failed, 2 where it cannot be done, 130
        where somebody stopped it.
    """
    from dataengine.batch.errors import BatchError
    from dataengine.batch.places import canonical
    from dataengine.batch.progress import ProgressLine
    from sam.errors import SamError

    progress = ProgressLine()
    try:
        _check(given)
        given.source = canonical(given.source)
        given.out = given.out and canonical(given.out)
        model, job = _job(given)
        if given.plan is not None:
            return _plan(given, model, job)
        return _done(_run(given, model, job, progress), given.out)
    except (BatchError, SamError) as error:
        progress.end()
        print(error, file=sys.stderr)
        return IMPOSSIBLE
    except KeyboardInterrupt:
        progress.end()
        print("Stopped; the same command goes on from here.", file=sys.stderr)
        return STOPPED


def _check(given: argparse.Namespace) -> None:
    from dataengine.batch.errors import BatchError

    for name, least in (("shard_size", 1), ("workers", 0), ("threads", 1), ("plan", 1)):
        value = getattr(given, name)
        if value is not None and value < least:
            option = name.replace("_", "-")
            raise BatchError(f"--{option} is {value}; expected {least} or more.")
    if given.out is None and given.plan is None:
        raise BatchError("There is no --out; expected a folder, or the URL of one.")
    if given.with_pictures and not given.tar:
        raise BatchError(
            "--with-pictures goes with --tar; without it the pictures stay as they are."
        )
    if given.ray is not None and given.workers == 0:
        raise BatchError("--workers 0 is this process alone; expected 1 or more with --ray.")


def _job(given: argparse.Namespace) -> tuple[Sam, Job]:
    from dataengine.batch.job import Job
    from sam.build import load_sam
    from sam.fingerprint import decoder_fingerprint, encoder_fingerprint
    from sam.weights import find_checkpoint

    path = given.checkpoint or find_checkpoint(folder=ROOT / "weights")
    model = load_sam(path, device=given.device)
    precision = choose_precision(given.precision, model.kind, model.device)
    return model, Job(
        target=given.out or "",
        settings=replace(preset(given.preset), windows=given.windows),
        precision=precision,
        threads=given.threads,
        layout="tar" if given.tar else "files",
        with_pictures=given.with_pictures,
        embeddings=given.embeddings,
        encoder_fingerprint=encoder_fingerprint(model, precision),
        decoder_fingerprint=decoder_fingerprint(model),
    )


def _plan(given: argparse.Namespace, model: Sam, job: Job) -> int:
    from dataengine.batch import catalog
    from dataengine.batch.estimate import estimate
    from dataengine.batch.sources import entries

    pictures = catalog.listed(entries(given.source, given.out), given.shard_size)
    found = estimate(model, job, pictures, given.plan, lambda line: print(line, file=sys.stderr))
    print("\n".join(found.lines()))
    return 0


def _run(given: argparse.Namespace, model: Sam, job: Job, progress: ProgressLine) -> Outcome:
    from dataengine.batch.run import Wanted, run

    def open_pool() -> Pool:
        from dataengine.batch.pool import OneProcess

        if given.workers == 0:
            return OneProcess(model, job)
        from dataengine.batch.ray_pool import RayPool

        return RayPool(model.to("cpu"), job, given.workers, given.ray, given.device, progress.say)

    wanted: Wanted = Wanted(
        source=given.source,
        preset=given.preset,
        kind=model.kind,
        shard_size=given.shard_size,
        add_new=given.add_new,
        retry=given.retry,
    )
    return run(wanted, job, open_pool, progress)


def _done(outcome: Outcome, out: str) -> int:
    totals: Totals = outcome.totals
    print(
        f"{out} has {totals.masks:,} masks of {totals.done:,} pictures; {outcome.scheduler.done:,} "
        "were done now."
    )
    if not totals.not_done:
        return 0
    print(f"{totals.not_done:,} pictures were refused or failed; index.parquet has all reasons:")
    for row in (totals.others or [])[:SHOWN]:
        print(f"  {row.picture}: {row.reason}")
    return SOME_NOT_DONE
