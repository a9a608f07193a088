"""Orders of a queue: the methods by themselves, and in the store on both databases."""

from __future__ import annotations

import numpy as np
import pytest

from dataengine.engine import DataEngine
from dataengine.errors import InvalidError, NotAllowedError
from dataengine.queue.diverse import k_centre
from dataengine.queue.ordering import unlike_first, unsure_first
from dataengine.queue.unsure import disagreement, shares_below
from dataengine.records import Person
from dataengine.store import gold, labels, ordering, pictures, projects, tasks, work
from tests.dataengine.conftest import Clock
from tests.dataengine.made import new_picture, picture_id, project
from tests.dataengine.test_work import act, turn

NAMES = [f"{number}.png" for number in range(4)]


def test_each_picture_is_the_farthest_from_all_before_it() -> None:
    line = np.array([[0], [1], [5], [9], [4.9]], np.float32)
    nothing = np.zeros(5, bool)
    order, far = k_centre(line, nothing, first=1)
    assert order.tolist() == [1, 3, 2, 0, 4]
    assert far.tolist() == pytest.approx([np.inf, 8, 4, 1, 0.1], abs=1e-3)
    done = np.array([True, False, False, True, False])
    order, far = k_centre(line, done, first=1)
    assert (order.tolist(), far[0]) == ([4, 1, 2], pytest.approx(4.1))
    assert k_centre(line, nothing, first=1, most=2)[0].tolist() == [1, 3, 2, 4, 0]


def test_masks_disagree_where_equal_votes_have_other_pixels() -> None:
    apart, same = np.eye(2), np.ones((2, 2))
    assert disagreement([0.7, 0.7], apart) == pytest.approx(0.5)
    assert disagreement([0.7, 0.7], same) == 0
    assert disagreement([0.9, 0.1], apart) < 0.01
    assert shares_below([3, 1, 3, np.nan]).tolist() == [0.75, 0, 0.75, 0.5]


def test_unlike_pictures_come_before_those_of_the_same_kind() -> None:
    rng = np.random.default_rng(0)
    kinds = np.repeat(np.eye(4) * 5, 5, axis=0)
    descriptors = kinds + rng.normal(0, 0.1, kinds.shape)
    ranked = unlike_first(descriptors, np.zeros(20, bool))
    assert {each.index // 5 for each in ranked[:4]} == {0, 1, 2, 3}
    assert [each.why for each in ranked[:5]] == ["typical", *["unlike"] * 3, "alike"]
    done = np.arange(20) < 5
    assert {each.index // 5 for each in unlike_first(descriptors, done)[:3]} == {1, 2, 3}
    assert unlike_first(descriptors, np.ones(20, bool)) == []


def test_the_least_sure_come_first_and_say_what_is_unsure() -> None:
    rng = np.random.default_rng(0)
    descriptors = rng.normal(0, 1, (60, 6))
    doubts = np.linspace(0, 1, 60)
    ranked = unsure_first(descriptors, np.zeros(60, bool), doubts)
    assert {each.index for each in ranked[:8]} <= set(range(36, 60))  # of the pool
    assert {each.why for each in ranked if each.index >= 30} == {"unsure"}
    assert {each.why for each in ranked if each.index < 30} == {"sure"}
    changed = np.where(np.arange(60) == 40, 1.0, 0.0)
    done = np.arange(60) >= 50
    whys = {each.index: each.why for each in unsure_first(descriptors, done, doubts, changed)}
    assert whys[40] == "changed" and "unfamiliar" in whys.values() and len(whys) == 50


def test_pictures_are_given_in_the_order_that_was_computed(
    engine: DataEngine, lead: Person, ben: Person, clock: Clock
) -> None:
    project_id, made = project(engine, lead, *NAMES)
    with pytest.raises(NotAllowedError), engine.writing(ben) as tx:
        ordering.choose(tx, project_id, "diverse")
    with pytest.raises(InvalidError, match="'best'; expected given, diverse or unsure"):
        with engine.writing(lead) as tx:
            ordering.choose(tx, project_id, "best")  # type: ignore[arg-type]
    with engine.writing(lead) as tx:
        task = ordering.choose(tx, project_id, "diverse")
        assert task is not None and ordering.choose(tx, project_id, "diverse") == task
    # Until it is there they are given as before.
    assert turn(engine, ben, project_id) == ("0.png", "1.png")
    ranked = [(made[place].number, "unlike") for place in (3, 1, 0, 2)]
    ordering.keep(engine.writing, project_id, "unsure", ranked)  # chosen no more
    assert turn(engine, lead, project_id)[0] == "1.png"
    ordering.keep(engine.writing, project_id, "diverse", ranked)  # type: ignore[arg-type]
    clock.pass_by(61)
    with engine.writing(lead) as tx:
        pictures.add(tx, project_id, new_picture("late.png"))
        tasks.claim_one(tx, task.id, "w")
        tasks.end(tx, task.id, "w", {"begun": 0})
    assert turn(engine, ben, project_id) == ("3.png", "1.png")
    act(engine, ben, project_id, "0.png", "submit")
    act(engine, lead, project_id, "0.png", "return")
    assert turn(engine, ben, project_id) == ("0.png", "3.png")
    act(engine, ben, project_id, "0.png", "submit")
    for name in ("3.png", "1.png", "2.png"):
        act(engine, ben, project_id, name, "submit")
    assert turn(engine, ben, project_id) == ("late.png", None)
    with engine.writing(ben) as tx:
        assert ordering.of_project(tx, project_id).without == 1
        again = ordering.ask_if_due(tx, project_id)
        assert again is not None and ordering.ask_if_due(tx, project_id) is None
    with engine.writing(lead) as tx:
        assert ordering.choose(tx, project_id, "given") is None
        assert tasks.get(tx, again.id).state == "cancelled"
        assert projects.get(tx, project_id).queue_order == "given"


def test_gold_pictures_have_a_word_like_all_others(
    engine: DataEngine, lead: Person, ben: Person
) -> None:
    project_id, made = project(engine, lead, *NAMES)
    with engine.writing(lead) as tx:
        labels.make(tx, project_id, "cell")
        work.act(tx, project_id, picture_id("0.png"), "submit", ["cell"])
        work.act(tx, project_id, picture_id("0.png"), "accept")
        gold.mark(tx, project_id, picture_id("0.png"))
        ordering.choose(tx, project_id, "diverse")
        waiting, others = ordering.pictures_of(tx, project_id)
    assert [each.file_name for each in waiting] == NAMES and others == []
    ordering.keep(engine.writing, project_id, "diverse", [(each.number, "unlike") for each in made])
    with engine.reading(ben) as tx:
        seen = pictures.page(tx, project_id, pictures.Filter()).pictures
    assert {(each.state, each.why) for each in seen} == {("new", "unlike")}
