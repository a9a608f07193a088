"""Suggestions in the store: kept, decided on, settled by a submission, and what they are worth; on
both databases.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dataengine.engine import DataEngine
from dataengine.errors import AbsentError, NotAllowedError
from dataengine.records import Change, Label, Person, Picture, Suggestion
from dataengine.store import gold, labels, pictures, prefills, suggestions, work
from dataengine.store.annotation_writes import write
from dataengine.store.pictures import Filter
from dataengine.store.suggestions import NewSuggestion
from sam.masks import rle
from tests.dataengine.made import HEIGHT, WIDTH, following, new_change, project, record, removal


def mask(column: int) -> dict[str, Any]:
    bits = np.zeros((HEIGHT, WIDTH), bool)
    bits[2:5, column : column + 2] = True
    return {"segmentation": rle.encode(bits)}


def new(column: int, score: float = 0.9, label: str = "cell") -> NewSuggestion:
    return NewSuggestion(label=label, score=score, line=0.5, mask=mask(column))


def put(engine: DataEngine, lead: Person, picture: Picture, *found: NewSuggestion) -> bool:
    with engine.writing(lead) as tx:
        return suggestions.put(tx, picture, found, ["cell"], "d" * 64)


def seen(engine: DataEngine, who: Person, project_id: str, picture: Picture) -> list[Suggestion]:
    with engine.reading(who) as tx:
        return suggestions.of_picture(tx, pictures.get(tx, project_id, picture.id))


def accepted(each: Suggestion, label: str = "cell", overlap: float = 1) -> Change:
    """The annotation that a page makes of a suggestion."""
    content = record(each.id, label) | {"segmentation": each.mask["segmentation"]}
    content["suggestion"] = {"by": "prefill", "score": 0.9, "line": 0.5, "overlap": overlap}
    return Change(each.id, f"page.{each.id}", None, 1, content)


def _labels(engine: DataEngine, project_id: str) -> list[Label]:
    with engine.reading() as tx:
        return labels.every(tx, project_id)


def state(engine: DataEngine, project_id: str) -> prefills.LabelPrefill:
    with engine.reading() as tx:
        return prefills.every(tx, project_id)[0]


@pytest.fixture
def cells(engine: DataEngine, lead: Person) -> tuple[str, list[Picture]]:
    project_id, found = project(engine, lead, "0.png", "1.png", "2.png")
    with engine.writing(lead) as tx:
        labels.make(tx, project_id, "cell")
        labels.make(tx, project_id, "dirt")
    return project_id, found


def test_suggestions_become_annotations_and_say_how_they_were_changed(
    engine: DataEngine, lead: Person, ben: Person, cells: tuple[str, list[Picture]]
) -> None:
    project_id, (first, second, _) = cells
    assert not put(engine, lead, second, new(1, 0.4))  # nothing above the line: nothing is kept
    assert seen(engine, ben, project_id, second) == []
    found = [new(column, 0.9 - column / 100) for column in range(0, 15, 3)]
    with pytest.raises(NotAllowedError):
        put(engine, ben, first, *found)
    assert put(engine, lead, first, *found) and put(engine, lead, first, *found)  # in their place
    with engine.writing(ben) as tx:
        turn = work.next_picture(tx, project_id, "annotate")
    assert turn.picture is not None and turn.picture.state == "prefilled"
    asis, corrected, other, wrong, left = seen(engine, ben, project_id, first)
    changes = [accepted(asis), accepted(corrected, overlap=0.8), accepted(other, "dirt")]
    with engine.writing(ben) as tx:
        for change in changes:
            after = write(tx, project_id, first.id, change)
        assert suggestions.decide(tx, project_id, first.id, [wrong.id]) == [left]
    assert after.record is not None
    assert state(engine, project_id).states == {
        "accepted": 1,
        "corrected": 1,
        "relabelled": 1,
        "rejected": 1,
        "open": 1,
    }
    assert (state(engine, project_id).good, state(engine, project_id).judged) == (2, 4)
    with engine.writing(ben) as tx:  # undone, and on second thoughts
        write(tx, project_id, first.id, removal(changes[0]))
        suggestions.decide(tx, project_id, first.id, [wrong.id], reject=False)
    assert [each.id for each in seen(engine, ben, project_id, first)] == [
        asis.id,
        wrong.id,
        left.id,
    ]
    with engine.writing(ben) as tx:
        with pytest.raises(AbsentError):
            suggestions.decide(tx, project_id, first.id, ["nothing"])
    # Somebody is at it: it stays as it is.
    assert not put(engine, lead, first, new(1))
    assert len(seen(engine, ben, project_id, first)) == 3


def test_what_is_left_is_settled_when_the_picture_is_submitted(
    engine: DataEngine, lead: Person, cells: tuple[str, list[Picture]]
) -> None:
    project_id, (first, *_) = cells
    put(engine, lead, first, new(0), new(3), new(6, label="dirt"))
    by_hand = following(new_change(), segmentation=mask(0)["segmentation"])
    with engine.writing(lead) as tx:
        write(tx, project_id, first.id, Change(by_hand.annotation_id, "p", None, 1, by_hand.record))
        work.act(tx, project_id, first.id, "submit", ["cell"])
    assert state(engine, project_id).states == {"found": 1, "absent": 1}
    assert [each.label for each in seen(engine, lead, project_id, first)] == ["dirt"]
    with engine.writing(lead) as tx:
        work.act(tx, project_id, first.id, "take_back")
    assert state(engine, project_id).states == {"open": 2}


def test_what_costs_more_than_it_saves_is_off_until_a_lead_switches_it_on(
    engine: DataEngine, lead: Person, ben: Person, cells: tuple[str, list[Picture]]
) -> None:
    project_id, (first, second, _) = cells
    put(engine, lead, first, *(new(column) for column in range(18)))
    with engine.writing(ben) as tx:
        for number, each in enumerate(suggestions.of_picture(tx, first)):
            if number < 3:
                write(tx, project_id, first.id, accepted(each))
            elif number < 10:
                suggestions.decide(tx, project_id, first.id, [each.id])
    now = state(engine, project_id)
    assert (now.off, now.good, now.judged) == (True, 3, 10)
    assert seen(engine, ben, project_id, first) == []
    with engine.writing(ben) as tx, pytest.raises(NotAllowedError):
        prefills.switch(tx, project_id, "cell", True)
    with engine.writing(lead) as tx:
        label = labels.every(tx, project_id)[0]
        labels.change(tx, project_id, label.id, name="nucleus")
        assert prefills.off(tx, project_id) == {"nucleus"}
    engine.database._now.pass_by(1)  # type: ignore[attr-defined]
    with engine.writing(lead) as tx:
        prefills.switch(tx, project_id, "nucleus", True)
    now = state(engine, project_id)
    assert (now.label, now.off, now.good, now.judged) == ("nucleus", False, 0, 0)
    assert len(seen(engine, ben, project_id, first)) == 8
    # What a task still suggests of a label that is no more is not kept.
    assert not put(engine, lead, second, new(1))
    dirt = [each for each in _labels(engine, project_id) if each.name == "dirt"]
    assert put(engine, lead, second, new(1, label="dirt"))
    with engine.writing(lead) as tx:
        labels.remove(tx, project_id, dirt[0].id)
    assert seen(engine, ben, project_id, second) == []


def test_a_gold_picture_has_suggestions_as_others_and_each_trial_its_own(
    engine: DataEngine, lead: Person, ben: Person, cells: tuple[str, list[Picture]]
) -> None:
    project_id, (first, second, _) = cells
    with engine.writing(lead) as tx:
        write(tx, project_id, first.id, new_change())
        work.act(tx, project_id, first.id, "submit", ["cell"])
        work.act(tx, project_id, first.id, "accept")
        gold.mark(tx, project_id, first.id)
        suggestions.put(tx, second, [new(1)], ["cell"], "d" * 64)
        real = pictures.get(tx, project_id, first.id)
        suggestions.put_for_trials(tx, real, [new(1), new(3)], ["cell"], "d" * 64)
    with engine.reading(ben) as tx:
        shown = {
            (each.state, each.version, each.objects, len(suggestions.of_picture(tx, each)))
            for each in pictures.page(tx, project_id, Filter(states=("prefilled",))).pictures
        }
        assert shown == {("prefilled", 2, 0, 2), ("prefilled", 2, 0, 1)}
    one, other = seen(engine, ben, project_id, first)
    with engine.writing(ben) as tx:
        assert suggestions.decide(tx, project_id, first.id, [one.id]) == [other]
        write(tx, project_id, first.id, accepted(other))
    assert seen(engine, ben, project_id, first) == []
    assert [each.state for each in seen(engine, lead, project_id, first)] == ["open", "open"]
    assert state(engine, project_id).states == {"open": 1, "rejected": 1, "accepted": 1}
