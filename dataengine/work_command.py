"""``python -m dataengine work``: does what projects wait for, and ends; a server starts it."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from dataengine.train_command import add_model, exporter, model_of
from dataengine.training.priority import yield_to_others

if TYPE_CHECKING:
    from dataengine.records import Task


class Worker(Protocol):
    """Works on tasks of one kind, one at a time."""

    def claim(self) -> Task | None:
        """The oldest task that waits, or whose process is dead; None where there is none."""

    def others_work(self) -> bool:
        """Whether a task waits or is another process's, which may die."""

    def work(self, task: Task) -> Any:
        """Do a task that was claimed, and say in the store what came of it."""


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], where: argparse.ArgumentParser
) -> None:
    """Declare the command."""
    work = commands.add_parser(
        "work",
        parents=[where],
        help="does the rounds, suggestions and orders that projects wait for, and ends",
    )
    add_model(work)
    add_embeddings(work)


def add_embeddings(command: argparse.ArgumentParser) -> None:
    """``--cache-dir`` and ``--embeddings``: where embeddings are kept already."""
    command.add_argument(
        "--cache-dir", type=Path, metavar="FOLDER", help="the server's folder of caches, if any"
    )
    command.add_argument(
        "--embeddings", type=Path, metavar="FOLDER", help="embeddings that a batch has kept"
    )


def run(given: argparse.Namespace) -> int:
    """Do what waits, and what another process began and did not end; then end."""
    from dataengine.beating import BEAT_S, Cancelled
    from dataengine.engine import DataEngine
    from dataengine.errors import DataEngineError
    from dataengine.ordering.looker import kept_embeddings
    from dataengine.ordering.worker import Orderer
    from dataengine.prefill.worker import Prefiller
    from dataengine.training.worker import Trainer
    from sam.errors import SamError
    from studio.errors import StudioError

    yield_to_others()
    model, source = model_of(given.checkpoint)
    engine = DataEngine(given.data_dir, given.database)
    try:
        embeddings = kept_embeddings(given.cache_dir, given.embeddings, model)
        # What takes the shorter time goes first.
        workers: tuple[Worker, ...] = (
            Orderer(engine, model, given.out, embeddings),
            Prefiller(engine, model, given.out),
            Trainer(engine, model, exporter(given.out, source)),
        )
        while any(each.others_work() for each in workers):
            claimed = next(
                ((each, task) for each in workers if (task := each.claim()) is not None), None
            )
            if claimed is None:
                time.sleep(BEAT_S)
                continue
            worker, task = claimed
            try:
                worker.work(task)
            except Cancelled:
                pass
            except (DataEngineError, SamError, StudioError, OSError) as error:
                print(error, file=sys.stderr)  # the task says it too
    finally:
        engine.close()
    return 0
