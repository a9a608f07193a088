"""What a project learns: lessons of several people, each object once, labels that change."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import numpy as np
import pytest

from dataengine.engine import DataEngine
from dataengine.errors import InvalidError, NotAllowedError
from dataengine.records import Person
from dataengine.store import labels, memories
from dataengine.store.memories import Lesson
from sam.ranking import FEATURES, Memory
from tests.dataengine.made import project


def lesson(seed: int, label: str = "cell", **fields: Any) -> Lesson:
    rows = np.random.default_rng(seed).uniform(0, 1, (4, len(FEATURES))).tolist()
    given = {"annotation_id": str(uuid4()), "rows": rows, "overlaps": [0.9, 0.2, 0.1, 0.3]}
    return Lesson(label=label, **(given | fields))


def learnt(*lessons: Lesson) -> Memory:
    memory = Memory()
    for each in lessons:
        memory.learn(each.label, each.rows, each.overlaps)
    return memory


def test_lessons_of_several_people_add_up_and_each_object_counts_once(
    engine: DataEngine, lead: Person, ben: Person
) -> None:
    project_id, _ = project(engine, lead)
    first, second, third = lesson(1), lesson(2, "dust"), lesson(3, "")
    with engine.writing(lead) as tx:
        new, memory = memories.learn(tx, project_id, [first, second, first])
        assert (new, memory.objects) == (2, 2)
    with engine.writing(ben) as tx:
        new, memory = memories.learn(tx, project_id, [second, third])
        assert (new, memory.objects) == (1, 3)
    with engine.reading() as tx:
        found = memories.of_project(tx, project_id)
    expected = learnt(first, second, third)
    assert found.to_json() == expected.to_json()  # to the last digit
    assert {label: sums.objects for label, sums in found.labels.items()} == {"cell": 1, "dust": 1}


def test_what_was_learnt_of_a_label_follows_it(engine: DataEngine, lead: Person) -> None:
    project_id, _ = project(engine, lead)
    with engine.writing(lead) as tx:
        cell, dust = (labels.make(tx, project_id, name) for name in ("cell", "dust"))
        memories.learn(tx, project_id, [lesson(1), lesson(2), lesson(3, "dust")])
        labels.change(tx, project_id, cell.id, name="nucleus")
        assert set(memories.of_project(tx, project_id).labels) == {"nucleus", "dust"}
        labels.merge(tx, project_id, cell.id, dust.id)
        found = memories.of_project(tx, project_id)
    assert {label: sums.objects for label, sums in found.labels.items()} == {"dust": 3}
    np.testing.assert_allclose(found.labels["dust"].targets, found.all.targets)


def test_reviewers_and_leads_may_forget(engine: DataEngine, lead: Person, ben: Person) -> None:
    project_id, _ = project(engine, lead)
    again = lesson(1)
    with engine.writing(lead) as tx:
        memories.learn(tx, project_id, [again, lesson(2)])
    with pytest.raises(NotAllowedError, match="may not change memory"), engine.writing(ben) as tx:
        memories.forget(tx, project_id)
    with engine.writing(lead) as tx:
        memories.forget(tx, project_id)
        assert memories.of_project(tx, project_id).objects == 0
        assert memories.learn(tx, project_id, [again])[0] == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"annotation_id": "x"}, "annotation is 'x'; expected a UUID"),
        ({"rows": [[0.0] * 16] * 4}, r"shape \(4, 16\)"),
        ({"overlaps": [2.0, 0, 0, 0]}, "from 0 to 1"),
    ],
)
def test_a_wrong_lesson_teaches_nothing(
    engine: DataEngine, lead: Person, wrong: dict[str, Any], said: str
) -> None:
    project_id, _ = project(engine, lead)
    with pytest.raises(InvalidError, match=said), engine.writing(lead) as tx:
        memories.learn(tx, project_id, [lesson(1), lesson(2, **wrong)])
    with engine.reading() as tx:
        assert memories.of_project(tx, project_id).objects == 0
    with pytest.raises(InvalidError, match="201 lessons; expected 200"), engine.writing(lead) as tx:
        memories.learn(tx, project_id, [lesson(1)] * 201)
