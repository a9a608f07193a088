"""Removing pictures and projects for good: what goes, what stays, and who may."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from filelock import FileLock

from dataengine.engine import DataEngine
from dataengine.errors import AbsentError, NotAllowedError, WrongStateError
from dataengine.records import Person
from dataengine.store import (
    comments,
    feed,
    gold,
    labels,
    pictures,
    projects,
    removals,
    tables,
    tasks,
    timings,
    work,
)
from dataengine.store.annotation_writes import write
from dataengine.store.check import problems
from dataengine.store.files import THUMBNAILS
from dataengine.store.pictures import Filter
from tests.dataengine.conftest import person
from tests.dataengine.made import following, new_change, new_picture, picture_id, project, timing

A, B = picture_id("a.png"), picture_id("b.png")


def filled(engine: DataEngine, lead: Person, ben: Person) -> str:
    """A project with something in every table: two pictures, one of them gold and tried by Ben."""
    project_id, _ = project(engine, lead, "a.png", "b.png")
    change = new_change()
    with engine.writing(lead) as tx:
        labels.make(tx, project_id, "cell")
        write(tx, project_id, A, change)
        write(tx, project_id, A, following(change))
        write(tx, project_id, B, new_change())
        comments.make(tx, project_id, A, "Look here.")
        timings.add(tx, project_id, [timing(picture_id=A)])
        work.act(tx, project_id, A, "submit", ["cell"])
        work.act(tx, project_id, A, "accept")
        gold.mark(tx, project_id, A)
    with engine.writing(ben) as tx:
        write(tx, project_id, A, new_change())
    for each in (A, B):
        engine.files.put(each, b"pixels")
        engine.files.put(each, b"small", THUMBNAILS)
    return project_id


def rows(engine: DataEngine, project_id: str) -> dict[str, int]:
    """How many rows of each table are a project's, by name; those with none are left out."""
    found = {}
    with engine.reading() as tx:
        for table in tables.METADATA.sorted_tables:
            if table.name in ("removal", "project") or "project_id" not in table.c:
                continue
            own = sa.select(sa.func.count()).where(table.c.project_id == project_id)
            if count := tx.connection.execute(own).scalar_one():
                found[table.name] = count
    return found


def put_away(engine: DataEngine, lead: Person, project_id: str) -> str:
    """The project's name."""
    with engine.writing(lead) as tx:
        return projects.change(tx, project_id, archived=True).name


def test_a_picture_is_removed_with_all_that_hangs_on_it(
    engine: DataEngine, lead: Person, ben: Person, cyd: Person
) -> None:
    project_id = filled(engine, lead, ben)
    other, _ = project(engine, lead, "b.png")
    with pytest.raises(NotAllowedError, match="may not remove pictures"):
        with engine.writing(cyd) as tx:
            removals.remove_picture(tx, project_id, A)
    with engine.writing(ben) as tx:
        work.lease(tx, project_id, B, take_over=True)
    with pytest.raises(WrongStateError, match=r"Somebody works on b.png by now"):
        with engine.writing(lead) as tx:
            removals.remove_picture(tx, project_id, B)
    with engine.writing(ben) as tx:
        work.release(tx, project_id, B)
    with engine.writing(lead) as tx:
        assert removals.remove_picture(tx, project_id, A) == 1
        assert removals.remove_picture(tx, project_id, B) == 1
    engine.remove(30)
    with engine.reading(lead) as tx:
        assert pictures.page(tx, project_id, Filter()).total == 0
        assert projects.progress(tx, project_id).objects == 0
        assert [each.number for each in gold.of_project(tx, project_id).pictures] == []
        told = [each for each in feed.after(tx, project_id, 0) if each.kind == "picture_removed"]
        assert [(each.picture_id, each.person_id) for each in told] == [(A, lead.id), (B, lead.id)]
        assert told[0].data == {"file_name": "a.png", "objects": 1}
        assert list(problems(tx, engine.database.is_sqlite)) == []
        with pytest.raises(AbsentError, match="has no picture"):
            pictures.must_exist(tx, project_id, A)
    assert {"timing", "event", "label", "project"} >= set(rows(engine, project_id))
    assert engine.files.get(A) is None and engine.files.get(A, THUMBNAILS) is None
    assert engine.files.get(B) == b"pixels", "another project has it"
    with engine.writing(lead) as tx:
        removals.remove_picture(tx, other, B)
        pictures.add(tx, project_id, new_picture("b.png"))
    engine.remove(30)
    assert engine.files.get(B) == b"pixels", "it was added again meanwhile"


def test_a_project_is_removed_once_it_is_put_away_and_called_by_its_name(
    engine: DataEngine, lead: Person, ben: Person, cyd: Person
) -> None:
    project_id = filled(engine, lead, ben)
    other, _ = project(engine, lead, "b.png")
    with engine.reading() as tx:
        name = projects.get(tx, project_id).name
    with pytest.raises(WrongStateError, match="put it away before"), engine.writing(lead) as tx:
        removals.remove_project(tx, project_id, name)
    put_away(engine, lead, project_id)
    with pytest.raises(WrongStateError, match="and 'cells' was given; nothing is removed"):
        with engine.writing(lead) as tx:
            removals.remove_project(tx, project_id, "cells")
    with pytest.raises(NotAllowedError, match="may not change projects"):
        with engine.writing(cyd) as tx:
            removals.remove_project(tx, project_id, name)
    with engine.writing(lead) as tx:
        task = tasks.make(tx, "train", {}, project_id)
    with pytest.raises(WrongStateError, match="is not over in the project"):
        with engine.writing(lead) as tx:
            removals.remove_project(tx, project_id, name)
    with engine.writing(lead) as tx:
        tasks.cancel(tx, task.id)
        removed = removals.remove_project(tx, project_id, name)
    assert (removed.name, removed.pictures, removed.objects) == (name, 2, 2)
    # From now on nobody sees it, and its name is free.
    with engine.writing(lead) as tx:
        assert [each.id for each in projects.every(tx)] == [other]
        with pytest.raises(AbsentError, match="There is no project"):
            projects.change(tx, project_id, archived=False)
        projects.make(tx, name)
    engine.remove(30)
    assert rows(engine, project_id) == {}
    with engine.reading() as tx:
        gone = sa.select(tables.project.c.id).where(tables.project.c.id == project_id)
        assert tx.connection.execute(gone).scalar() is None
        assert removals.every(tx) == [removed]
        assert not removals.under_way(tx)
        assert pictures.page(tx, other, Filter()).total == 1
        assert list(problems(tx, engine.database.is_sqlite)) == []
    assert engine.files.get(A) is None
    assert engine.files.get(B) == b"pixels", "another project has it"
    assert list(engine.listen(project_id, 0, 60)) == [[]], "who listens is let go"


def test_a_removal_is_gone_on_with_and_waits_for_a_backup(lite: DataEngine) -> None:
    lead = person(lite, "Ada")
    project_id, _ = project(lite, lead, "a.png")
    lite.files.put(A, b"pixels")
    name = put_away(lite, lead, project_id)
    with lite.writing(lead) as tx:
        removals.remove_project(tx, project_id, name)
    # The process ends here.
    lite.close()
    with FileLock(lite.folder / removals.FILES_LOCK):
        again = DataEngine(lite.folder)
        again.remove(0)
        assert again.files.get(A) == b"pixels", "a backup may still have to copy it"
        with again.reading() as tx:
            assert projects.every(tx) == []
    again.remove(30)
    assert again.files.get(A) is None
    assert rows(again, project_id) == {}
    again.close()
