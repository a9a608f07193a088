"""Annotations in the store: revisions, conflicts, retries; on both databases."""

from __future__ import annotations

import dataclasses
import uuid

import pytest

from dataengine.engine import DataEngine
from dataengine.errors import (
    AbsentError,
    ConflictError,
    InvalidError,
    NotAllowedError,
    WrongStateError,
)
from dataengine.records import Change, Person
from dataengine.store import pictures, projects, work
from dataengine.store.annotation_writes import write, write_all
from dataengine.store.annotations import get, history, of_picture, stream
from tests.dataengine.made import (
    following,
    new_change,
    new_picture,
    picture_id,
    project,
    record,
    removal,
)

A = picture_id("a.png")


def test_what_is_written_is_read_with_all_that_it_was(
    engine: DataEngine, lead: Person, ben: Person
) -> None:
    project_id, (picture,) = project(engine, lead, "a.png")
    first = new_change("cell")
    with engine.writing(ben) as tx:
        stored = write(tx, project_id, A, first)
    assert (stored.revision, stored.record, stored.person_id) == (
        first.revision,
        first.record,
        ben.id,
    )
    second = following(first, label="nucleus")
    with engine.writing(lead) as tx:
        write(tx, project_id, A, second)
        write(tx, project_id, A, removal(second))
    with engine.reading() as tx:
        there = pictures.get(tx, project_id, A)
        assert [each.record for each in of_picture(tx, there)] == [None]
        told = history(tx, there, first.annotation_id)
        with pytest.raises(AbsentError, match="has no annotation"):
            get(tx, there, str(uuid.uuid4()))
    assert [each.predecessor for each in told] == [None, first.revision, second.revision]
    assert [each.person_id for each in told] == [ben.id, lead.id, lead.id]
    assert (there.objects, there.state, there.contents) == (0, "in_progress", 3)


def test_a_change_that_follows_another_is_refused_with_both(
    engine: DataEngine, lead: Person, ben: Person
) -> None:
    project_id, _ = project(engine, lead, "a.png")
    first = new_change()
    theirs, mine = following(first, name="theirs"), following(first, name="mine")
    with engine.writing(lead) as tx:
        write(tx, project_id, A, first)
        write(tx, project_id, A, theirs)
    with pytest.raises(ConflictError) as caught, engine.writing(ben) as tx:
        write(tx, project_id, A, mine)
    assert caught.value.sent == mine
    assert caught.value.stored is not None
    assert caught.value.stored.record == theirs.record
    unknown = following(new_change())
    with pytest.raises(ConflictError) as caught, engine.writing(ben) as tx:
        write(tx, project_id, A, unknown)
    assert caught.value.stored is None
    with engine.reading() as tx:
        assert [each.revision for each in of_picture(tx, pictures.get(tx, project_id, A))] == [
            theirs.revision
        ]


def test_a_retry_never_conflicts_with_itself_nor_doubles(engine: DataEngine, lead: Person) -> None:
    project_id, _ = project(engine, lead, "a.png")
    first = new_change()
    second = following(first, name="Rex")
    with engine.writing(lead) as tx:
        for change in (first, first, second, first, second):
            stored = write(tx, project_id, A, change)
            assert (stored.revision, stored.record) == (change.revision, change.record)
    with engine.reading() as tx:
        picture = pictures.get(tx, project_id, A)
        assert len(history(tx, picture, first.annotation_id)) == 2
        assert get(tx, picture, first.annotation_id).revision == second.revision
    assert (picture.objects, picture.contents) == (1, 2)


def test_of_changes_sent_together_those_that_follow_are_taken(
    engine: DataEngine, lead: Person
) -> None:
    project_id, _ = project(engine, lead, "a.png")
    kept, stale, fresh = new_change(rank=2), new_change(rank=3), new_change(rank=1)
    with engine.writing(lead) as tx:
        write_all(tx, project_id, A, [kept, stale])
        write(tx, project_id, A, following(stale))
    late = following(stale)
    with engine.writing(lead) as tx:
        outcome = write_all(tx, project_id, A, [kept, late, fresh])
    assert set(outcome.taken) == {kept.annotation_id, fresh.annotation_id}
    assert [change for change, _ in outcome.conflicts] == [late]
    with engine.reading() as tx:
        order = [each.rank for each in of_picture(tx, pictures.get(tx, project_id, A))]
    assert order == [3, 2, 1]
    assert outcome.picture.objects == 3


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda c: {"annotation_id": "x"}, "has no UUID"),
        (lambda c: {"predecessor": c.revision}, "and follows it"),
        (lambda c: {"record": {**c.record, "source": "magic"}}, 'has source "magic"'),
        (lambda c: {"record": record(str(uuid.uuid4()))}, "expected its own"),
        (lambda c: {"record": {**c.record, "label": "\x00"}}, "has NUL"),
        (
            lambda c: {"record": {**c.record, "segmentation": {"size": [2, 2], "counts": "4"}}},
            "expected the picture's 20x10",
        ),
        (
            lambda c: {"record": {**c.record, "picture": {"id": "0" * 64, "file_name": "b.png"}}},
            "is of the picture 000000000000…",
        ),
    ],
)
def test_what_is_no_annotation_is_refused_and_nothing_with_it_is_kept(
    engine: DataEngine, lead: Person, change: object, sentence: str
) -> None:
    project_id, _ = project(engine, lead, "a.png")
    good, bad = new_change(), new_change()
    bad = dataclasses.replace(bad, **change(bad))  # type: ignore[operator]
    with pytest.raises(InvalidError, match=sentence), engine.writing(lead) as tx:
        write_all(tx, project_id, A, [good, bad])
    with pytest.raises(InvalidError, match="there twice"), engine.writing(lead) as tx:
        write_all(tx, project_id, A, [good, good])
    with engine.reading() as tx:
        assert of_picture(tx, pictures.get(tx, project_id, A)) == []


def test_who_may_edit_is_said_by_the_pictures_state(
    engine: DataEngine, lead: Person, ben: Person, cyd: Person
) -> None:
    project_id, _ = project(engine, lead, "a.png")
    first = new_change()
    with engine.writing(ben) as tx:
        write(tx, project_id, A, first)
        work.act(tx, project_id, A, "submit")
    with (
        pytest.raises(NotAllowedError, match="'annotator' may not edit"),
        engine.writing(ben) as tx,
    ):
        write(tx, project_id, A, following(first))
    with engine.writing(cyd) as tx:
        write(tx, project_id, A, following(first, name="mended"))
        picture = work.act(tx, project_id, A, "accept")
    assert picture.worker_id == ben.id  # who reviewed does not count as its annotator
    with pytest.raises(WrongStateError, match="is accepted"), engine.writing(lead) as tx:
        write(tx, project_id, A, new_change())
    with engine.writing(lead) as tx:
        projects.change(tx, project_id, archived=True)
    with pytest.raises(WrongStateError, match="is put away"), engine.writing(lead) as tx:
        write(tx, project_id, A, new_change())


def test_a_project_is_streamed_in_portions(engine: DataEngine, lead: Person) -> None:
    project_id, _ = project(engine, lead, "a.png", "b.png", "c.png")
    changes: dict[str, Change] = {}
    with engine.writing(lead) as tx:
        for name in ("a.png", "c.png"):
            changes[name] = new_change(rank=1)
            write_all(tx, project_id, picture_id(name), [changes[name], new_change(rank=2)])
        write(tx, project_id, A, removal(changes["a.png"]))
        work.act(tx, project_id, picture_id("c.png"), "submit")
    with engine.reading() as tx:
        found = {
            picture.file_name: len(each) for picture, each in stream(tx, project_id, portion=2)
        }
        assert found == {"a.png": 1, "b.png": 0, "c.png": 2}
        submitted = list(stream(tx, project_id, ["submitted"]))
    assert [picture.file_name for picture, _ in submitted] == ["c.png"]


def test_a_picture_belongs_to_each_project_by_itself(engine: DataEngine, lead: Person) -> None:
    first, _ = project(engine, lead, "a.png")
    second, _ = project(engine, lead, "a.png")
    change = new_change()
    with engine.writing(lead) as tx:
        write(tx, first, A, change)
        write(tx, second, A, change)
        _, is_new = pictures.add(tx, second, new_picture("a.png"))
    assert not is_new
    with engine.reading() as tx:
        for project_id in (first, second):
            assert pictures.get(tx, project_id, A).objects == 1
