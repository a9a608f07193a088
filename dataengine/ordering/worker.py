"""Orders as tasks of a project: asked for when a lead chooses one, computed by one process."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dataengine.beating import Beating, Cancelled
from dataengine.engine import DataEngine
from dataengine.errors import DataEngineError
from dataengine.ordering.looker import Look, Looker
from dataengine.ordering.looks import doubt
from dataengine.queue.ordering import Ranked, unlike_first, unsure_first
from dataengine.records import Picture, Project, Task, Why
from dataengine.store import memories, ordering, projects, tasks
from sam.errors import SamError
from sam.images import ImageLimits
from sam.modeling import MaskDecoder, Sam
from studio.errors import StudioError
from studio.kept_embeddings import EmbeddingStore
from studio.manifest import read_decoder
from studio.served import served_model


@dataclass(slots=True)
class Progress:
    """One moment of ordering.

    Attributes:
        done, total: pictures that were looked at.
        seconds_left: estimated; None while there is nothing to go by.
    """

    done: int
    total: int
    seconds_left: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)

    def __str__(self) -> str:
        left = "" if self.seconds_left is None else f", {self.seconds_left:.0f} s left"
        return f"looking {self.done}/{self.total}{left}"


Report = Callable[[Progress], None]


class Orderer:
    """Orders projects' queues, one at a time.

    Args:
        engine: has the projects.
        model: the published one.
        models: the folder of all decoders, where projects' own are.
        embeddings: those that are kept already; None for none.
        limits: of pictures that are read.
    """

    def __init__(
        self,
        engine: DataEngine,
        model: Sam,
        models: Path,
        embeddings: EmbeddingStore | None = None,
        limits: ImageLimits | None = None,
    ) -> None:
        self._engine, self._model, self._models = engine, model, models
        self._embeddings, self._limits = embeddings, limits
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}"

    def claim(self) -> Task | None:
        """The oldest order that waits, or whose process is dead; None where there is none."""
        with self._engine.writing() as tx:
            return tasks.claim(tx, self._name, (ordering.KIND,))

    def others_work(self) -> bool:
        """Whether an order waits or is another process's, which may die."""
        with self._engine.reading() as tx:
            return tasks.any_left(tx, (ordering.KIND,))

    def begin(self, task: Task) -> Task:
        """Claim one task that waits, or whose process is dead.

        Raises:
            WrongStateError: another process has it.
        """
        with self._engine.writing() as tx:
            return tasks.claim_one(tx, task.id, self._name)

    def work(self, task: Task, report: Report = lambda progress: None) -> dict[str, Any]:
        """Compute an order that was claimed, and write it.

        Returns:
            ``order``, ``pictures`` that have a place, ``unread`` ones among them that come last,
            ``begun`` pictures that they were compared with, and ``seconds``.

        Raises:
            DataEngineError, SamError, StudioError, OSError: it failed; the task says so too.
            Cancelled: it was asked to stop, or another order was chosen.
        """
        beating = Beating(self._engine, task, self._name, report)
        try:
            found = self._order(task, beating)
        except Cancelled:
            self._end(task)
            raise
        except (DataEngineError, SamError, StudioError, OSError) as error:
            if getattr(error, "code", "") not in ("task_lost", "task_not_found"):
                self._end(task, problem=str(error))
            raise
        self._end(task, result=found)
        return found

    def _order(self, task: Task, report: Beating[Progress]) -> dict[str, Any]:
        began = time.monotonic()
        assert task.project_id is not None
        with self._engine.reading() as tx:
            project = projects.get(tx, task.project_id)
            waiting, others = ordering.pictures_of(tx, project.id)
            begun = ordering.begun(tx, project.id)
            weights = memories.of_project(tx, project.id).weights()
        decoder = self._decoder_of(project)
        looker = Looker(self._engine, self._model, decoder, self._embeddings, self._limits)
        unsure = project.queue_order == "unsure"
        try:
            looks = _looked(looker, waiting, others, unsure, report)
        finally:
            looker.flush()
        seen = [each for each in waiting if each.number in looks]
        compared = [each for each in others if each.number in looks]
        unread = [each for each in waiting if each.number not in looks]
        ranked: list[tuple[int, Why | None]] = []
        if seen:
            both = [*seen, *compared]
            descriptors = np.stack([looks[each.number].descriptor for each in both])
            done = np.arange(len(both)) >= len(seen)
            order: list[Ranked]
            if unsure:
                doubts = [_doubt(looks[each.number], weights) for each in both]
                changed = [looks[each.number].changed for each in both]
                order = unsure_first(
                    descriptors, done, doubts, None if decoder is None else changed
                )
            else:
                order = unlike_first(descriptors, done)
            ranked = [(both[each.index].number, each.why) for each in order]
        ranked += [(each.number, None) for each in unread]
        report.found({})
        ordering.keep(self._engine.writing, project.id, project.queue_order, ranked)
        return {
            "order": project.queue_order,
            "pictures": len(ranked),
            "unread": len(unread),
            "begun": begun,
            "seconds": round(time.monotonic() - began, 1),
        }

    def _decoder_of(self, project: Project) -> MaskDecoder | None:
        if project.decoder is None:
            return None
        manifest = read_decoder(self._models, project.decoder)
        return served_model(self._model, manifest).mask_decoder

    def _end(
        self, task: Task, result: dict[str, Any] | None = None, problem: str | None = None
    ) -> None:
        with self._engine.writing() as tx:
            tasks.end(tx, task.id, self._name, result, problem)


def _looked(
    looker: Looker,
    waiting: list[Picture],
    others: list[Picture],
    with_clicks: bool,
    report: Callable[[Progress], None],
) -> dict[int, Look]:
    """What is seen of each picture that can be read, by number."""
    began, looks = time.monotonic(), {}
    total = len(waiting) + len(others)
    for place, picture in enumerate([*waiting, *others]):
        left = (time.monotonic() - began) / place * (total - place) if place else None
        report(Progress(place, total, left))
        found = looker.look(picture, with_clicks and place < len(waiting))
        if found is not None:
            looks[picture.number] = found
    report(Progress(total, total))
    return looks


def _doubt(look: Look, weights: Any) -> float:
    return float("nan") if look.rows is None else doubt(look.rows, weights)
