"""Orders as tasks: computed from pictures, kept, cancelled, and computed anew for less."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from PIL import Image

from dataengine.beating import Cancelled
from dataengine.engine import DataEngine
from dataengine.ordering.looker import Looker
from dataengine.ordering.worker import Orderer
from dataengine.records import Person, QueueOrder, Task
from dataengine.store import ordering, pictures, projects, tasks
from dataengine.store.pictures import NewPicture
from sam.inference.encoder import Encoder
from sam.modeling import Sam
from tests.dataengine.conftest import person
from tests.dataengine.training.made import disc, tiny_model
from tests.studio.models_folder import tuned, write_decoder


@pytest.fixture
def ada(lite: DataEngine) -> Person:
    return person(lite, "Ada")


@pytest.fixture(scope="module")
def model() -> Sam:
    return tiny_model()


def _add(engine: DataEngine, lead: Person, project_id: str, pixels: np.ndarray) -> str:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    data = file.getvalue()
    picture_id = hashlib.sha256(data).hexdigest()
    engine.files.put(picture_id, data)
    height, width = pixels.shape[:2]
    about = {"width": width, "height": height, "format": "PNG", "browser_safe": True}
    new = NewPicture(id=picture_id, file_name=f"{picture_id[:6]}.png", bytes=len(data), **about)
    with engine.writing(lead) as tx:
        pictures.add(tx, project_id, new)
    return picture_id


def _project(engine: DataEngine, lead: Person) -> str:
    """Four pictures of noise with a disc and a black one."""
    with engine.writing(lead) as tx:
        made = projects.make(tx, "Discs")
    for number in range(4):
        _add(engine, lead, made.id, disc(number)[0])
    _add(engine, lead, made.id, np.zeros((40, 30, 3), np.uint8))
    return made.id


def _choose(engine: DataEngine, lead: Person, project_id: str, order: QueueOrder) -> Task:
    with engine.writing(lead) as tx:
        task = ordering.choose(tx, project_id, order)
    assert task is not None
    return task


def test_an_order_is_computed_and_told_and_the_next_costs_no_encoding(
    lite: DataEngine, ada: Person, model: Sam, tmp_path: Path
) -> None:
    project_id = _project(lite, ada)
    gone = _add(lite, ada, project_id, disc(9)[0])
    lite.files.path(gone).unlink()
    orderer = Orderer(lite, model, tmp_path / "models")
    _choose(lite, ada, project_id, "diverse")
    task = orderer.claim()
    assert task is not None and orderer.others_work()
    found = orderer.work(task)
    assert (found["order"], found["pictures"], found["begun"]) == ("diverse", 6, 0)
    assert found["unread"] == 1
    with lite.reading() as tx:
        waiting, _ = ordering.pictures_of(tx, project_id)
        assert tasks.get(tx, task.id).result == found
    assert sorted(each.ordinal or 0 for each in waiting) == list(range(6))
    black = next(each for each in waiting if each.width == 30)
    assert (black.why, black.ordinal) == ("unlike", 1)
    kinds = [event.kind for event in next(lite.listen(project_id, 0, 0))]
    assert "queue_ordered" in kinds

    _choose(lite, ada, project_id, "unsure")
    orderer.work(orderer.claim())  # type: ignore[arg-type]
    with mock.patch.object(Encoder, "__call__", side_effect=AssertionError("encodes again")):
        _choose(lite, ada, project_id, "unsure")
        orderer.work(orderer.claim())  # type: ignore[arg-type]
    with lite.reading() as tx:
        waiting, _ = ordering.pictures_of(tx, project_id)
    assert {each.why for each in waiting} <= {"unsure", "sure", None}


def test_the_tuned_decoder_is_asked_beside_the_published_one(
    lite: DataEngine, ada: Person, model: Sam, tmp_path: Path
) -> None:
    project_id = _project(lite, ada)
    other = tuned(model)
    with lite.reading() as tx:
        picture = ordering.pictures_of(tx, project_id)[0][0]
    look = Looker(lite, model, other.mask_decoder).look(picture, True)
    same = Looker(lite, model, model.mask_decoder).look(picture, True)
    alone = Looker(lite, model).look(picture, True)
    assert look is not None and same is not None and alone is not None
    assert 0 < look.changed <= 1 and same.changed == 0 and np.isnan(alone.changed)
    fingerprint = write_decoder(tmp_path / "models", other)
    with lite.writing(ada) as tx:
        projects.set_decoder(tx, project_id, fingerprint)
    task = _choose(lite, ada, project_id, "unsure")
    orderer = Orderer(lite, model, tmp_path / "models")
    orderer.work(orderer.begin(task))
    with lite.reading() as tx:
        waiting, _ = ordering.pictures_of(tx, project_id)
    assert {each.why for each in waiting} <= {"unsure", "changed", "sure"}


def test_an_order_that_is_wanted_no_more_ends(
    lite: DataEngine, ada: Person, model: Sam, tmp_path: Path
) -> None:
    project_id = _project(lite, ada)
    orderer = Orderer(lite, model, tmp_path)
    task = orderer.begin(_choose(lite, ada, project_id, "diverse"))
    with lite.writing(ada) as tx:
        ordering.choose(tx, project_id, "given")
    with pytest.raises(Cancelled):
        orderer.work(task)
    with lite.reading() as tx:
        assert tasks.get(tx, task.id).state == "cancelled"
        assert {each.ordinal for each in ordering.pictures_of(tx, project_id)[0]} == {None}
