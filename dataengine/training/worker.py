"""Rounds as tasks of a project: asked for by a lead, worked on by one process, heard of by all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from typing import Any

from dataengine.beating import Beating, Cancelled
from dataengine.engine import DataEngine
from dataengine.errors import DataEngineError
from dataengine.records import Person, Project, Task
from dataengine.store import projects, tasks
from dataengine.training.checked import general_check
from dataengine.training.progress import Progress
from dataengine.training.recipe import Recipe
from dataengine.training.requests import KIND, ask
from dataengine.training.rounds import Export, train
from dataengine.training.rounds_folder import RoundsFolder
from dataengine.training.sources import from_project
from sam.errors import SamError
from sam.images import ImageLimits
from sam.modeling import Sam


class Trainer:
    """Works on rounds, one at a time.

    Args:
        engine: has the projects.
        model: the published one.
        export: writes a decoder that is offered.
        limits: of pictures that are read.
    """

    def __init__(
        self,
        engine: DataEngine,
        model: Sam,
        export: Export,
        limits: ImageLimits | None = None,
    ) -> None:
        self._engine, self._model, self._export = engine, model, export
        self._limits = limits or ImageLimits()
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._place = RoundsFolder(engine.folder)

    def claim(self) -> Task | None:
        """The oldest round that waits, or whose process is dead; None where there is none."""
        with self._engine.writing() as tx:
            return tasks.claim(tx, self._name, (KIND,))

    def others_work(self) -> bool:
        """Whether a round waits or is another process's, which may die."""
        with self._engine.reading() as tx:
            return tasks.any_left(tx, (KIND,))

    def begin(self, project: Project, recipe: Recipe, person: Person) -> Task:
        """Make a round's task and claim it; one that was killed is taken up instead.

        Raises:
            WrongStateError: another process works on a round of this project.
            NotAllowedError: the person is no lead.
        """
        with self._engine.writing(person) as tx:
            left = [t for t in tasks.of_project(tx, project.id, KIND) if t.state == "running"]
            dead = [t for t in left if not tasks.is_alive(t, tx.now)]
            task = dead[0] if dead else ask(tx, project.id, recipe)
            return tasks.claim_one(tx, task.id, self._name)

    def work(
        self, task: Task, report: Callable[[Progress], None] = lambda progress: None
    ) -> dict[str, Any]:
        """Do a round that was claimed, and say in the store what came of it.

        Raises:
            DataEngineError: it failed, with a sentence; the task says the same.
            Cancelled: it was asked to stop.
        """
        beating = Beating(self._engine, task, self._name, report)
        try:
            written = self._train(task, beating)
        except Cancelled:
            self._end(task)
            raise
        except (DataEngineError, SamError, OSError) as error:
            if getattr(error, "code", "") != "task_lost":
                self._end(task, problem=_sentence(error))
            raise
        self._end(task, result=written)
        return written

    def _train(self, task: Task, report: Beating[Progress]) -> dict[str, Any]:
        assert task.project_id is not None
        with self._engine.reading() as tx:
            project = projects.get(tx, task.project_id)
        notes: list[str] = []
        examples = from_project(self._engine, project, self._limits, notes.append)
        recipe = Recipe(**task.parameters["recipe"])
        return train(
            self._place,
            task.id,
            project.name,
            self._model,
            examples,
            general_check(),
            recipe,
            self._export,
            notes,
            report,
            report.found,
        )

    def _end(
        self, task: Task, result: dict[str, Any] | None = None, problem: str | None = None
    ) -> None:
        with self._engine.writing() as tx:
            tasks.end(tx, task.id, self._name, result, problem)


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename or 'The disk'} does not do it ({error.strerror})."
    return str(error)
