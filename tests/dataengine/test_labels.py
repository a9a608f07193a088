"""Labels of many objects, and what people did lately; on both databases where it matters."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from dataengine.engine import DataEngine
from dataengine.errors import WrongStateError
from dataengine.records import Person
from dataengine.store import doings, labels, people, pictures, relabelling, work
from dataengine.store.annotation_writes import write, write_all
from dataengine.store.annotations import get
from dataengine.store.database import Transaction
from dataengine.store.doings import Doings
from tests.dataengine.conftest import Clock
from tests.dataengine.made import new_change, project


def test_a_label_of_many_objects_is_renamed_while_others_write(
    engine: DataEngine, lead: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relabelling, "PORTION", 2)
    project_id, (a,) = project(engine, lead, "a.png")
    changes = [new_change("cell") for _ in range(5)]
    with engine.writing(lead) as tx:
        cell = labels.make(tx, project_id, "cell")
        dust = labels.make(tx, project_id, "dust")
        write_all(tx, project_id, a.id, changes)
    with engine.writing(lead) as tx:
        labels.change(tx, project_id, cell.id, name="nucleus")
        assert labels.counted(tx, project_id) == {"cell": 3, "nucleus": 2}
    with engine.reading() as tx:
        assert relabelling.under_way(tx, project_id) == ("cell", "nucleus")
    with (
        pytest.raises(WrongStateError, match="still getting the label nucleus"),
        engine.writing(lead) as tx,
    ):
        labels.merge(tx, project_id, dust.id, cell.id)
    late = replace(changes[0], predecessor=None, revision="page.late")
    with engine.reading() as tx:
        now = get(tx, a, changes[0].annotation_id).revision

    def writing() -> AbstractContextManager[Transaction]:
        # Somebody writes the old label after its object was passed.
        nonlocal late
        if late.predecessor is None:
            late = replace(late, predecessor=now)
            with engine.writing(ben) as tx:
                write(tx, project_id, a.id, late)
        return engine.writing()

    relabelling.carry_out(writing)
    with engine.reading() as tx:
        assert relabelling.under_way(tx) is None
        assert labels.counted(tx, project_id) == {"nucleus": 5}
        stored = get(tx, a, late.annotation_id)
        assert stored.predecessor == late.revision
    relabelling.carry_out(engine.writing)


def test_what_a_dead_process_left_of_renaming_a_label_is_done_when_the_data_are_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relabelling, "PORTION", 2)
    first = DataEngine(tmp_path)
    with first.writing() as tx:
        lead, _ = people.make(tx, "Ada")
    project_id, (a,) = project(first, lead, "a.png")
    with first.writing(lead) as tx:
        cell = labels.make(tx, project_id, "cell")
        write_all(tx, project_id, a.id, [new_change("cell") for _ in range(5)])
        work.act(tx, project_id, a.id, "submit", ["cell"])
        labels.change(tx, project_id, cell.id, name="nucleus")
    first.close()
    engine = DataEngine(tmp_path)
    engine.relabel()
    with engine.reading() as tx:
        assert labels.counted(tx, project_id) == {"nucleus": 5}
        assert pictures.get(tx, project_id, a.id).exhaustive == ("nucleus",)
    engine.close()


def test_what_people_did_lately_is_counted(
    engine: DataEngine, clock: Clock, lead: Person, ben: Person
) -> None:
    project_id, (a, b) = project(engine, lead, "a.png", "b.png")
    with engine.writing(ben) as tx:
        write(tx, project_id, a.id, new_change())
    clock.pass_by(100)
    begun = clock.now
    with engine.writing(ben) as tx:
        write(tx, project_id, a.id, new_change())
        write(tx, project_id, b.id, new_change())
        work.act(tx, project_id, b.id, "submit")
    clock.pass_by(5)
    with engine.writing(lead) as tx:
        work.act(tx, project_id, b.id, "accept")
    with engine.reading(lead) as tx:
        assert doings.since(tx, project_id, begun) == {
            ben.id: Doings(objects=2, submitted=1, last=begun),
            lead.id: Doings(accepted=1, last=clock.now),
        }
        assert doings.since(tx, project_id, 0)[ben.id].objects == 3
        assert doings.since(tx, project_id, clock.now + 1) == {}
