"""Suggestions as tasks: learnt from what people kept, made for what nobody has begun."""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from dataengine.beating import Cancelled
from dataengine.engine import DataEngine
from dataengine.errors import NotAllowedError, WrongStateError
from dataengine.prefill.progress import Progress
from dataengine.prefill.worker import Prefiller
from dataengine.records import Change, Person, Project, Suggestion
from dataengine.store import labels, pictures, projects, suggestions, tasks, work
from dataengine.store.annotation_writes import write
from dataengine.store.pictures import NewPicture
from sam.automatic.decoder import Floats
from sam.masks import rle
from sam.masks.rle import CocoRle
from tests.dataengine.conftest import Clock, person
from tests.dataengine.made import record
from tests.dataengine.training.made import tiny_model

SIDE, LOW, RADIUS = 128, 64, 12
CENTRES = [(24, 24), (64, 28), (104, 24), (24, 90), (64, 96), (104, 90)]
NUT, STONE = (200, 120, 40), (40, 90, 200)


def disc(x: float, y: float, radius: float, side: int = SIDE) -> np.ndarray:
    down, across = np.mgrid[:side, :side] + 0.5
    return (down - y) ** 2 + (across - x) ** 2 < radius**2


class Discs:
    """A decoder that answers a point on a disc with that disc, and any other with nothing good."""

    batch, workers = 64, 1

    def prepare(self, embedding: Floats, rows: int) -> Discs:
        return self

    def decode(self, points: Floats) -> Any:
        hit = [
            next(
                (i for i, at in enumerate(CENTRES) if np.hypot(*(p * SIDE / 256 - at)) < RADIUS),
                None,
            )
            for p in points
        ]

        class Decoded:
            iou_predictions = np.array([[0.1 if h is None else 0.95, 0, 0] for h in hit])

            def logits(self, point: int, tokens: Any) -> torch.Tensor:
                x, y = CENTRES[hit[point] or 0]
                inside = disc(x * LOW / SIDE, y * LOW / SIDE, RADIUS * LOW / SIDE, LOW)
                return torch.from_numpy(np.where(inside, 9.0, -9.0)[None].astype(np.float32))

        return Decoded()


def mask(place: int) -> CocoRle:
    return rle.encode(disc(*CENTRES[place], RADIUS))


def add(engine: DataEngine, who: Person, project: Project, nuts: Sequence[int], seed: int) -> str:
    """A picture of six discs, some of which are nuts and the others stones; its id."""
    rng = np.random.default_rng(seed)
    rgb = np.full((SIDE, SIDE, 3), 90, np.int16) + rng.integers(-9, 9, (SIDE, SIDE, 3))
    for place, at in enumerate(CENTRES):
        inside = disc(*at, RADIUS)
        rgb[inside] = np.array(NUT if place in nuts else STONE) + rng.integers(-9, 9, 3)
    file = io.BytesIO()
    Image.fromarray(rgb.astype(np.uint8)).save(file, "PNG")
    content = file.getvalue()
    name = hashlib.sha256(content).hexdigest()
    engine.files.put(name, content)
    new = NewPicture(
        id=name,
        file_name=f"{seed}.png",
        width=SIDE,
        height=SIDE,
        format="PNG",
        browser_safe=True,
        bytes=len(content),
    )
    with engine.writing(who) as tx:
        pictures.add(tx, project.id, new)
    return name


def keep(engine: DataEngine, who: Person, project: Project, picture: str, *places: int) -> str:
    """Keep objects of a picture; the id of the last."""
    for place in places:
        name = str(uuid.uuid4())
        content = record(name, "nut") | {"segmentation": mask(place)}
        with engine.writing(who) as tx:
            write(tx, project.id, picture, Change(name, f"page.{name}", None, 1, content))
    return name


def suggested(engine: DataEngine, project: Project, picture: str) -> list[Suggestion]:
    with engine.reading() as tx:
        return suggestions.of_picture(tx, pictures.get(tx, project.id, picture))


def above(found: Sequence[Suggestion]) -> set[int]:
    """Which discs are suggested above the line."""
    masks = [rle.decode(each.mask["segmentation"]) for each in found if each.score >= each.line]
    return {i for bits in masks for i, (x, y) in enumerate(CENTRES) if bits[y, x]}


@pytest.fixture
def ada(lite: DataEngine) -> Person:
    return person(lite, "Ada")


@pytest.fixture
def project(lite: DataEngine, ada: Person) -> Project:
    with lite.writing(ada) as tx:
        made = projects.make(tx, "Nuts")
        labels.make(tx, made.id, "nut")
    return made


@pytest.fixture
def prefiller(lite: DataEngine, tmp_path: Path) -> Prefiller:
    return Prefiller(lite, tiny_model(), tmp_path, decoder=Discs())  # type: ignore[arg-type]


def test_what_people_kept_is_suggested_in_pictures_that_nobody_has_begun(
    lite: DataEngine, ada: Person, project: Project, prefiller: Prefiller, clock: Clock
) -> None:
    for seed, nuts in enumerate([(0, 1, 2), (3, 4, 5), (0, 4, 5)]):
        picture = add(lite, ada, project, nuts, seed)
        keep(lite, ada, project, picture, *nuts)
        with lite.writing(ada) as tx:
            work.act(tx, project.id, picture, "submit", ["nut"])
    fresh = [add(lite, ada, project, nuts, 10 + nuts[0]) for nuts in ((1, 3), (2, 4), (0, 5))]
    lost = add(lite, ada, project, (0,), 99)
    lite.files.remove(lost)
    with lite.writing(ada) as tx:
        work.lease(tx, project.id, fresh[2])

    said: list[str] = []
    task = prefiller.begin(project, ada)
    written = prefiller.work(task, lambda progress: said.append(str(progress)))
    assert (written["looked_at"], written["prefilled"], written["examples"]) == (2, 2, 3)
    assert written["left_out"] == ["99.png: The file of 99.png is not where it was."]
    learnt = written["labels"]["nut"]
    assert learnt["shown"] == learnt["right"] == 9 and 0.2 <= learnt["line"] <= 0.9
    assert said[0].startswith("learning 0/3") and said[-1].startswith("suggesting")
    assert above(suggested(lite, project, fresh[0])) == {1, 3}
    assert above(suggested(lite, project, fresh[1])) == {2, 4}
    assert suggested(lite, project, fresh[2]) == []  # somebody is at it

    # What was rejected does not come again, whoever asks.
    wrong = suggested(lite, project, fresh[0])[0]
    with lite.writing(ada) as tx:
        suggestions.decide(tx, project.id, fresh[0], [wrong.id])
        work.release(tx, project.id, fresh[2])
    clock.pass_by(1)
    prefiller.work(prefiller.begin(project, ada))
    left = above(suggested(lite, project, fresh[0]))
    assert len(left) == 1 and left < {1, 3}
    assert above(suggested(lite, project, fresh[2])) == {0, 5}


def test_the_rest_of_the_project_like_some_objects(
    lite: DataEngine, ada: Person, project: Project, prefiller: Prefiller
) -> None:
    first, second = (add(lite, ada, project, nuts, seed) for seed, nuts in enumerate([(0,), (4,)]))
    one = keep(lite, ada, project, first, 0)
    with pytest.raises(WrongStateError, match=r"kept 3 objects of it; nut has 1\."):
        prefiller.begin(project, ada)
    with pytest.raises(NotAllowedError):
        prefiller.begin(project, person(lite, "Ben"), first, [one])
    written = prefiller.work(prefiller.begin(project, ada, first, [one]))
    assert written["looked_at"] == 1
    found = suggested(lite, project, second)
    assert above(found[:1]) == {4} and {each.label for each in found} == {"nut"}


def test_it_is_cancelled_and_another_process_goes_on_where_one_died(
    lite: DataEngine, ada: Person, project: Project, prefiller: Prefiller, clock: Clock
) -> None:
    first, *others = (add(lite, ada, project, (0, seed), seed) for seed in range(1, 5))
    one = keep(lite, ada, project, first, 0)
    task = prefiller.begin(project, ada, first, [one])
    with pytest.raises(WrongStateError, match="Suggestions are being made"):
        prefiller.begin(project, ada, first, [one])

    class Died(Exception):
        pass

    def die(progress: Progress) -> None:
        if progress.phase == "suggesting" and progress.done == 1:
            with lite.writing() as tx:
                owner = tasks.get(tx, task.id).worker or ""
                tasks.beat(tx, task.id, owner, progress.as_json())
            raise Died

    with pytest.raises(Died):
        prefiller.work(task, die)
    clock.pass_by(61)
    taken = prefiller.begin(project, ada)
    assert taken.id == task.id
    written = prefiller.work(taken)
    assert (written["looked_at"], written["prefilled"]) == (3, 3)
    assert all(suggested(lite, project, each) for each in others)

    def cancel(progress: Progress) -> None:
        with lite.writing(ada) as tx:
            tasks.cancel(tx, again.id)

    again = prefiller.begin(project, ada, first, [one])
    with pytest.raises(Cancelled):
        prefiller.work(again, cancel)
    with lite.reading() as tx:
        assert tasks.get(tx, again.id).state == "cancelled"
    assert not prefiller.others_work()
