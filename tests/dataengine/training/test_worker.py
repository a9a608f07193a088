"""Rounds of a project as tasks: begun, worked on, cancelled, failed, and taken up again."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pytest
from PIL import Image

from dataengine.beating import Cancelled
from dataengine.engine import DataEngine
from dataengine.errors import NotAllowedError, WrongStateError
from dataengine.records import Person, Project
from dataengine.store import annotation_writes, pictures, projects, tasks, work
from dataengine.store.pictures import NewPicture
from dataengine.training.errors import NothingToLearnError, TooFewGroupsError
from dataengine.training.progress import Progress
from dataengine.training.recipe import Recipe
from dataengine.training.round import General
from dataengine.training.worker import Trainer
from sam.masks import rle
from tests.dataengine.conftest import Clock, person
from tests.dataengine.made import following, new_change
from tests.dataengine.training.made import disc, example, tiny_model

RECIPE = Recipe(steps=2, free_steps=1, evaluate_every=1, prompts=1, distil_prompts=1)


@pytest.fixture
def ada(lite: DataEngine) -> Person:
    return person(lite, "Ada")


@pytest.fixture
def trainer(lite: DataEngine) -> Trainer:
    return Trainer(lite, tiny_model(), lambda model: "f" * 64)


@pytest.fixture(autouse=True)
def small_check() -> Any:
    """One picture each to replay and to judge by: the real check's are large."""
    small = General([example(100)], [example(101)])
    with mock.patch("dataengine.training.worker.general_check", lambda: small):
        yield


def _project(engine: DataEngine, lead: Person, count: int, group: str = "") -> Project:
    """A project with some accepted pictures of a disc each."""
    with engine.writing(lead) as tx:
        made = projects.make(tx, f"Discs {count}{group}")
    for number in range(count):
        _accept(engine, lead, made, *disc(number), group)
    return made


def _accept(
    engine: DataEngine,
    lead: Person,
    project: Project,
    pixels: np.ndarray,
    mask: np.ndarray,
    group: str = "",
) -> None:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    picture_id = hashlib.sha256(file.getvalue()).hexdigest()
    engine.files.put(picture_id, file.getvalue())
    height, width = pixels.shape[:2]
    new = NewPicture(
        id=picture_id,
        file_name=f"{picture_id[:6]}.png",
        width=width,
        height=height,
        format="PNG",
        browser_safe=True,
        bytes=len(file.getvalue()),
        group=group,
    )
    change = new_change()
    with engine.writing(lead) as tx:
        pictures.add(tx, project.id, new)
        content = following(change, segmentation=rle.encode(mask)).record
        whole = type(change)(change.annotation_id, change.revision, None, 1, content)
        annotation_writes.write_all(tx, project.id, picture_id, [whole])
        work.act(tx, project.id, picture_id, "submit")
        work.act(tx, project.id, picture_id, "accept")


def test_a_round_of_a_project_is_done_and_told(
    lite: DataEngine, ada: Person, trainer: Trainer
) -> None:
    project = _project(lite, ada, 5)
    _accept(lite, ada, project, disc(9)[0], np.zeros((48, 64), bool))  # an empty mask
    task = trainer.begin(project, RECIPE, ada)
    written = trainer.work(task)
    with lite.reading() as tx:
        done = tasks.get(tx, task.id)
    assert done.state == "done" and done.result is not None
    assert done.result["pictures"] == {"train": 2, "stop": 1, "gate": 2} == written["pictures"]
    (note,) = written["notes"]
    assert "is empty; it was left out" in note
    assert (lite.folder / "training" / "rounds" / task.id / "report.md").is_file()
    kinds = [event.data for event in next(lite.listen(project.id, 0, 0))]
    assert {"task_id": task.id, "state": "done"} in kinds


@pytest.mark.parametrize(
    ("count", "group", "error", "sentence"),
    [
        (0, "", NothingToLearnError, "no accepted picture with an object"),
        (6, "one stack", TooFewGroupsError, "of 1 group .one stack.; a round needs 5 at least"),
    ],
)
def test_what_cannot_be_learnt_from_fails_in_words(
    lite: DataEngine,
    ada: Person,
    trainer: Trainer,
    count: int,
    group: str,
    error: type[Exception],
    sentence: str,
) -> None:
    task = trainer.begin(_project(lite, ada, count, group), RECIPE, ada)
    with pytest.raises(error, match=sentence) as raised:
        trainer.work(task)
    with lite.reading() as tx:
        failed = tasks.get(tx, task.id)
    assert (failed.state, failed.problem) == ("failed", str(raised.value))


def test_a_full_disk_is_said_and_the_next_round_may_begin(
    lite: DataEngine, ada: Person, trainer: Trainer
) -> None:
    project = _project(lite, ada, 5)
    task = trainer.begin(project, RECIPE, ada)
    full = OSError(28, "No space left on device", "embeddings")
    with (
        mock.patch("dataengine.training.views.np.savez", side_effect=full),
        pytest.raises(OSError, match="No space left"),
    ):
        trainer.work(task)
    with lite.reading() as tx:
        assert tasks.get(tx, task.id).problem == (
            "embeddings does not do it (No space left on device)."
        )
    trainer.begin(project, RECIPE, ada)


def test_one_round_at_a_time_and_only_by_leads(
    lite: DataEngine, ada: Person, trainer: Trainer
) -> None:
    project = _project(lite, ada, 0)
    with pytest.raises(NotAllowedError):
        trainer.begin(project, RECIPE, person(lite, "Ben"))
    trainer.begin(project, RECIPE, ada)
    with pytest.raises(WrongStateError, match="has a round that is not over"):
        trainer.begin(project, RECIPE, ada)


def test_a_dead_processs_round_is_taken_up(
    lite: DataEngine, ada: Person, trainer: Trainer, clock: Clock
) -> None:
    project = _project(lite, ada, 0)
    task = trainer.begin(project, RECIPE, ada)
    other = Trainer(lite, tiny_model(), lambda model: "f" * 64)
    assert other.claim() is None and other.others_work()
    clock.pass_by(61)
    again = other.begin(project, RECIPE, ada)
    assert again.id == task.id
    with pytest.raises(WrongStateError, match="not this worker's any more"):
        trainer.work(task)


def test_a_round_that_is_cancelled_stops(lite: DataEngine, ada: Person, trainer: Trainer) -> None:
    project = _project(lite, ada, 5)
    task = trainer.begin(project, RECIPE, ada)

    def cancel(progress: Progress) -> None:
        with lite.writing(ada) as tx:
            tasks.cancel(tx, task.id)

    with pytest.raises(Cancelled):
        trainer.work(task, cancel)
    with lite.reading() as tx:
        assert tasks.get(tx, task.id).state == "cancelled"
    assert not trainer.others_work()


def test_the_command_names_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from dataengine.__main__ import main

    # Or all tests after it in this process would wait for everybody else's.
    with mock.patch("dataengine.train_command.yield_to_others"):
        assert main(["train", "--data-dir", str(tmp_path)]) == 1
        assert "a project's name, or --coco with --images" in capsys.readouterr().err
        assert main(["train", "--data-dir", str(tmp_path), "--coco", "a.json"]) == 1
        assert "--coco needs --images" in capsys.readouterr().err
        missing = str(tmp_path / "nothing.pt")
        assert main(["train", "P", "--data-dir", str(tmp_path), "--checkpoint", missing]) == 1
        assert "There are no projects in" in capsys.readouterr().err
