"""Suggestions as tasks of a project: asked for by a lead, made by one process, heard of by all."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dataengine.beating import Beating, Cancelled
from dataengine.engine import DataEngine
from dataengine.errors import DataEngineError, NotAllowedError, StorageError, WrongStateError
from dataengine.prefill.candidates import Candidates, Finder
from dataengine.prefill.learning import Learnt, from_exemplars, learn
from dataengine.prefill.progress import Progress
from dataengine.prefill.proposing import proposed
from dataengine.prefill.questions import Example
from dataengine.prefill.requests import KIND, ask, usable
from dataengine.records import Person, Picture, Project, Task
from dataengine.store import judged_pictures, people, prefills, projects, suggestions, tasks
from sam.automatic import PointDecoder
from sam.errors import ImageError, SamError
from sam.fingerprint import decoder_fingerprint
from sam.images import ImageLimits, read_image
from sam.modeling import Sam
from studio.errors import StudioError
from studio.manifest import CURRENT, fingerprint_in_force, read_decoder
from studio.served import served_model

MOST_EXAMPLES = 24
"""Pictures that people have worked on that are searched, to learn from."""
ENOUGH = 8
"""Of one label."""

SHOWN_LEFT_OUT = 20
"""Pictures that could not be read that are named."""


class Prefiller:
    """Makes suggestions, for one project at a time.

    Args:
        engine: has the projects.
        model: the published one.
        models: the folder of all decoders.
        limits: of pictures that are read.
        decoder: decodes everything's points; None for the model's own.
    """

    def __init__(
        self,
        engine: DataEngine,
        model: Sam,
        models: Path,
        limits: ImageLimits | None = None,
        decoder: PointDecoder | None = None,
    ) -> None:
        self._engine, self._model, self._models = engine, model, models
        self._limits = limits or ImageLimits()
        self._decoder = decoder
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}"

    def claim(self) -> Task | None:
        """The oldest task that waits, or whose process is dead; None where there is none."""
        with self._engine.writing() as tx:
            return tasks.claim(tx, self._name, (KIND,))

    def others_work(self) -> bool:
        """Whether a task waits or is another process's, which may die."""
        with self._engine.reading() as tx:
            return tasks.any_left(tx, (KIND,))

    def begin(
        self,
        project: Project,
        person: Person,
        picture_id: str = "",
        annotation_ids: Sequence[str] = (),
    ) -> Task:
        """Make a task and claim it; one that was killed is taken up instead.

        Raises:
            As :func:`~dataengine.prefill.requests.ask` does.
        """
        with self._engine.writing(person) as tx:
            left = [t for t in tasks.of_project(tx, project.id, KIND) if t.state == "running"]
            dead = [t for t in left if not tasks.is_alive(t, tx.now)]
            task = dead[0] if dead else ask(tx, project.id, picture_id, annotation_ids)
            return tasks.claim_one(tx, task.id, self._name)

    def work(
        self, task: Task, report: Callable[[Progress], None] = lambda progress: None
    ) -> dict[str, Any]:
        """Do a task that was claimed, and say in the store what came of it.

        Raises:
            DataEngineError, SamError, StudioError, OSError: it failed; the task says so too.
            Cancelled: it was asked to stop; what is suggested by then stays.
        """
        beating = Beating(self._engine, task, self._name, report)
        try:
            written = _Work(self._engine, self._finder, self._limits, task, beating).done()
        except Cancelled:
            self._end(task)
            raise
        except (DataEngineError, SamError, StudioError, OSError) as error:
            if getattr(error, "code", "") != "task_lost":
                self._end(task, problem=str(error))
            raise
        self._end(task, result=written)
        return written

    def _finder(self, fingerprint: str | None) -> tuple[Finder, str]:
        """What searches with a project's decoder, or with the one in force; where none is in force
        yet, with the model's own. And its fingerprint."""
        model = self._model
        if fingerprint is not None or (self._models / CURRENT).is_file():
            wanted = fingerprint or fingerprint_in_force(self._models)
            model = served_model(model, read_decoder(self._models, wanted))
        return Finder(model, self._decoder), decoder_fingerprint(model)

    def _end(
        self, task: Task, result: dict[str, Any] | None = None, problem: str | None = None
    ) -> None:
        with self._engine.writing() as tx:
            tasks.end(tx, task.id, self._name, result, problem)


class _Work:
    """What the phases of one task share."""

    def __init__(
        self,
        engine: DataEngine,
        finder: Callable[[str | None], tuple[Finder, str]],
        limits: ImageLimits,
        task: Task,
        beating: Beating[Progress],
    ) -> None:
        assert task.project_id is not None
        self._engine, self._limits, self._task, self._beating = engine, limits, task, beating
        self._progress = Progress(**task.progress) if task.progress else Progress()
        self._project_id = task.project_id
        with engine.reading() as tx:
            project = projects.get(tx, task.project_id)
            self._person = _lead(people.every(tx), task.parameters["person_id"])
        self._finder, self._decoder = finder(project.decoder)
        self._began = time.monotonic()

    def done(self) -> dict[str, Any]:
        """Learn, suggest, and say what came of it."""
        began = time.monotonic()
        after = self._progress.after
        given = self._task.parameters.get("annotation_ids")
        learnt, pictures = self._from_objects(given) if given else self._learn()
        self._suggest(learnt, after)
        progress = self._progress
        return {
            "labels": {label: asdict(each) for label, each in learnt.calibrations.items()},
            "examples": pictures,
            "looked_at": progress.looked_at,
            "prefilled": progress.prefilled,
            "suggestions": progress.suggestions,
            "left_out": progress.left_out,
            "seconds": time.monotonic() - began,
        }

    def _from_objects(self, ids: list[str]) -> tuple[Learnt, int]:
        with self._engine.reading() as tx:
            picture, label, masks = judged_pictures.exemplars(
                tx, self._project_id, self._task.parameters["picture_id"], ids
            )
        self._enter("learning", 1)
        found = self._find(picture)
        return from_exemplars(label, found.describer.describe(masks)), 1

    def _learn(self) -> tuple[Learnt, int]:
        with self._engine.reading() as tx:
            labels = usable(tx, self._project_id)
            judged = judged_pictures.judged(
                tx, self._project_id, frozenset(labels), MOST_EXAMPLES, ENOUGH
            )
        self._enter("learning", len(judged))
        examples = []
        for each in judged:
            try:
                found = self._find(each.picture)
            except (StorageError, ImageError) as error:
                self._leave_out(each.picture, error)
                continue
            finally:
                self._count()
            examples.append(
                Example.of(each.picture.id, found, each.kept, each.rejected, each.complete)
            )
        learnt = learn(examples, labels)
        if not learnt.exemplars:
            raise WrongStateError(
                "too_few_examples",
                "None of the pictures with kept objects can be read; nothing can be learnt.",
            )
        return learnt, len(examples)

    def _suggest(self, learnt: Learnt, after: int) -> None:
        with self._engine.reading() as tx:
            total = judged_pictures.count_untouched(tx, self._project_id, after)
        self._enter("suggesting", total)
        self._progress.after = after
        while True:
            with self._engine.reading() as tx:
                found_next = judged_pictures.to_suggest_after(
                    tx, self._project_id, self._progress.after
                )
                if found_next is None:
                    return
                picture, gold = found_next
                rejected = suggestions.rejected(tx, picture)
                off = prefills.off(tx, self._project_id)
            try:
                found = self._find(picture)
            except (StorageError, ImageError) as error:
                self._leave_out(picture, error)
            else:
                known: dict[str, list[Any]] = {}
                for each in rejected:
                    known.setdefault(each.label, []).append(each.mask["segmentation"])
                self._keep(picture, gold, learnt, proposed(found, learnt, known, off))
            self._progress.after = picture.number
            self._count()

    def _keep(
        self,
        picture: Picture,
        gold: bool,
        learnt: Learnt,
        found: list[suggestions.NewSuggestion],
    ) -> None:
        labels = list(learnt.exemplars)
        with self._engine.writing(self._person) as tx:
            if gold:
                suggestions.put_for_trials(tx, picture, found, labels, self._decoder)
                return
            kept = suggestions.put(tx, picture, found, labels, self._decoder)
        self._progress.looked_at += 1
        if kept:
            self._progress.prefilled += 1
            self._progress.suggestions += len(found)

    def _find(self, picture: Picture) -> Candidates:
        data = self._engine.picture_file(picture.id)
        if data is None:
            raise StorageError(
                "picture_missing", f"The file of {picture.file_name} is not where it was."
            )
        image = read_image(data, self._limits).rgb
        return self._finder.find(image, lambda share: self._beating(self._progress))

    def _enter(self, phase: Any, total: int) -> None:
        self._progress.phase, self._progress.done, self._progress.total = phase, 0, total
        self._progress.seconds_left = None
        self._began = time.monotonic()
        self._beating(self._progress)

    def _count(self) -> None:
        progress = self._progress
        progress.done += 1
        taken = (time.monotonic() - self._began) / progress.done
        progress.seconds_left = taken * max(progress.total - progress.done, 0)
        self._beating(progress)

    def _leave_out(self, picture: Picture, error: Exception) -> None:
        if len(self._progress.left_out) < SHOWN_LEFT_OUT:
            self._progress.left_out.append(f"{picture.file_name}: {error}")


def _lead(every: Sequence[Person], person_id: str) -> Person:
    for each in every:
        if each.id == person_id:
            return each
    raise NotAllowedError("person_required", "Who asked for it is not known any more.")
