"""Working on a project in the store: turns, leases, states, claims; on both databases."""

from __future__ import annotations

import pytest

from dataengine.engine import DataEngine
from dataengine.errors import InvalidError, NotAllowedError, WrongStateError
from dataengine.records import Person
from dataengine.store import labels, pictures, projects, work
from dataengine.store.annotation_writes import write
from tests.dataengine.conftest import Clock
from tests.dataengine.made import new_change, picture_id, project

NAMES = [f"{number}.png" for number in range(4)]


def turn(
    engine: DataEngine, who: Person, project_id: str, stage: str = "annotate", *without: str
) -> tuple[str | None, str | None]:
    """File names of the next picture, and of the one behind it."""
    with engine.writing(who) as tx:
        found = work.next_picture(tx, project_id, stage, without)  # type: ignore[arg-type]
    return (
        found.picture.file_name if found.picture else None,
        found.following.file_name if found.following else None,
    )


def act(engine: DataEngine, who: Person, project_id: str, name: str, action: str) -> str:
    with engine.writing(who) as tx:
        return work.act(tx, project_id, picture_id(name), action).state  # type: ignore[arg-type]


def test_two_people_get_two_pictures_until_one_leaves(
    engine: DataEngine, lead: Person, ben: Person, cyd: Person, clock: Clock
) -> None:
    project_id, _ = project(engine, lead, *NAMES)
    assert turn(engine, ben, project_id) == ("0.png", "1.png")
    assert turn(engine, cyd, project_id) == ("1.png", "2.png")
    assert turn(engine, ben, project_id) == ("0.png", "2.png")
    with engine.reading() as tx:
        assert {each.file_name for each in pictures.at_work(tx, project_id)} == {"0.png", "1.png"}
    clock.pass_by(61)
    assert turn(engine, lead, project_id) == ("0.png", "1.png")
    with engine.writing(lead) as tx:
        assert work.release(tx, project_id, picture_id("0.png")).lease is None
    assert turn(engine, cyd, project_id) == ("0.png", "1.png")


def test_a_second_person_is_told_and_may_go_on(
    engine: DataEngine, lead: Person, ben: Person, cyd: Person, clock: Clock
) -> None:
    project_id, _ = project(engine, lead, "0.png")
    first = picture_id("0.png")
    with engine.writing(ben) as tx:
        held = work.lease(tx, project_id, first).lease
    with engine.writing(cyd) as tx:
        assert work.lease(tx, project_id, first).lease == held
        write(tx, project_id, first, new_change())
        assert pictures.get(tx, project_id, first).lease == held
        assert work.release(tx, project_id, first).lease == held
        taken = work.lease(tx, project_id, first, take_over=True).lease
    assert taken is not None and taken.person_id == cyd.id
    clock.pass_by(30)
    with engine.writing(cyd) as tx:
        write(tx, project_id, first, new_change())  # a sign of life
        lease = pictures.get(tx, project_id, first).lease
    assert lease is not None and lease.until == clock.now + 60_000


def test_the_way_of_a_picture(engine: DataEngine, lead: Person, ben: Person, cyd: Person) -> None:
    project_id, _ = project(engine, lead, *NAMES)
    assert turn(engine, cyd, project_id, "review") == (None, None)
    assert act(engine, ben, project_id, "2.png", "submit") == "submitted"
    assert act(engine, cyd, project_id, "3.png", "submit") == "submitted"
    assert turn(engine, cyd, project_id, "review") == ("2.png", "3.png")
    assert act(engine, cyd, project_id, "2.png", "return") == "returned"
    assert turn(engine, lead, project_id) == ("2.png", "0.png")
    with engine.writing(lead) as tx:
        work.release(tx, project_id, picture_id("2.png"))
    assert turn(engine, ben, project_id) == ("2.png", "0.png")
    with engine.writing(ben) as tx:
        write(tx, project_id, picture_id("2.png"), new_change())
    assert act(engine, ben, project_id, "2.png", "submit") == "submitted"
    assert act(engine, ben, project_id, "2.png", "take_back") == "in_progress"
    assert turn(engine, ben, project_id) == ("2.png", "0.png")
    assert turn(engine, ben, project_id, "annotate", picture_id("2.png")) == ("0.png", "1.png")
    act(engine, ben, project_id, "2.png", "submit")
    assert act(engine, cyd, project_id, "2.png", "accept") == "accepted"
    assert act(engine, ben, project_id, "0.png", "skip") == "skipped"
    with engine.reading() as tx:
        counts = projects.progress(tx, project_id)
    assert {state: count for state, count in counts.pictures.items() if count} == {
        "new": 1,
        "submitted": 1,
        "accepted": 1,
        "skipped": 1,
    }
    assert counts.objects == 1


def test_who_may_not_is_refused_in_words(
    engine: DataEngine, lead: Person, ben: Person, cyd: Person
) -> None:
    project_id, _ = project(engine, lead, "0.png")
    with pytest.raises(NotAllowedError, match="may not review"):
        turn(engine, ben, project_id, "review")
    act(engine, cyd, project_id, "0.png", "submit")
    for action in ("accept", "return"):
        with pytest.raises(NotAllowedError, match="expected reviewer or lead"):
            act(engine, ben, project_id, "0.png", action)
    with pytest.raises(NotAllowedError, match="Another person submitted"):
        act(engine, ben, project_id, "0.png", "take_back")
    with pytest.raises(WrongStateError, match="expected one of edit, take_back, return, accept"):
        act(engine, ben, project_id, "0.png", "skip")


def test_what_is_exhaustive_is_a_claim_of_its_own(
    engine: DataEngine, lead: Person, ben: Person
) -> None:
    project_id, _ = project(engine, lead, "0.png")
    first = picture_id("0.png")
    with engine.writing(lead) as tx:
        for name in ("cell", "dust"):
            labels.make(tx, project_id, name)
    with engine.writing(ben) as tx:
        assert work.claim(tx, project_id, first, ["dust"]).exhaustive == ("dust",)
        assert work.claim(tx, project_id, first, None).exhaustive is None
        submitted = work.act(tx, project_id, first, "submit", ["dust", "cell"])
        assert submitted.exhaustive == ("cell", "dust")
    with pytest.raises(InvalidError, match="no label 'rock'; it has cell, dust"):
        with engine.writing(lead) as tx:
            work.claim(tx, project_id, first, ["rock"])
    with engine.writing(lead) as tx:
        (cell, dust) = labels.every(tx, project_id)
        labels.merge(tx, project_id, dust.id, cell.id)
        assert pictures.get(tx, project_id, first).exhaustive == ("cell",)


def test_a_decision_is_taken_back_while_nobody_works_on_the_picture(
    engine: DataEngine, lead: Person, ben: Person, clock: Clock
) -> None:
    project_id, _ = project(engine, lead, "0.png")
    act(engine, ben, project_id, "0.png", "submit")
    for decision in ("accept", "return"):
        act(engine, lead, project_id, "0.png", decision)
        assert act(engine, lead, project_id, "0.png", "reconsider") == "submitted"
    with engine.reading(lead) as tx:
        assert pictures.get(tx, project_id, picture_id("0.png")).worker_id == ben.id
    act(engine, lead, project_id, "0.png", "return")
    assert turn(engine, ben, project_id) == ("0.png", None)
    with pytest.raises(WrongStateError, match="Somebody works on this picture"):
        act(engine, lead, project_id, "0.png", "reconsider")
    with pytest.raises(NotAllowedError):
        act(engine, ben, project_id, "0.png", "reconsider")
