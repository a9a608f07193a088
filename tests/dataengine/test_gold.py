"""Gold pictures: what is mixed in, what those see who are given one, and how they are scored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from dataengine.engine import DataEngine
from dataengine.errors import InvalidError, NotAllowedError, WrongStateError
from dataengine.queue.agreement import Agreement, agreements
from dataengine.queue.gold import due
from dataengine.records import Change, FeedEvent, Person, Picture
from dataengine.store import (
    comments,
    feed,
    gold,
    labels,
    pictures,
    projects,
    timings,
    work,
)
from dataengine.store.annotation_writes import write
from dataengine.store.annotations import of_picture, stream
from dataengine.store.check import pictures as pictures_checked
from dataengine.store.check import problems
from dataengine.store.database import Transaction
from dataengine.store.pictures import Filter
from sam.masks import rle
from tests.dataengine.conftest import person
from tests.dataengine.made import (
    HEIGHT,
    WIDTH,
    following,
    new_change,
    picture_id,
    project,
    record,
    timing,
)

GOLD = picture_id("gold.png")


def box(left: int, right: int, label: str = "cell") -> Change:
    """A new annotation of whole columns."""
    change = new_change(label)
    bits = np.zeros((HEIGHT, WIDTH), bool)
    bits[:, left:right] = True
    return replace(
        change,
        record=record(change.annotation_id, label) | {"segmentation": rle.encode(bits)},
    )


@pytest.fixture
def with_gold(engine: DataEngine, lead: Person, ben: Person, cyd: Person) -> str:
    """A project of a gold picture with two objects that Cyd made, between others that are new."""
    project_id, _ = project(engine, lead, "0.png", "gold.png", *(f"{n}.png" for n in range(1, 9)))
    with engine.writing(lead) as tx:
        for name in ("cell", "dust"):
            labels.make(tx, project_id, name)
    with engine.writing(cyd) as tx:
        write(tx, project_id, GOLD, box(0, 6))
        write(tx, project_id, GOLD, box(10, 16))
        work.act(tx, project_id, GOLD, "submit", ["cell"])
        comments.make(tx, project_id, GOLD, "A known answer.")
    with engine.writing(lead) as tx:
        work.act(tx, project_id, GOLD, "accept")
        gold.mark(tx, project_id, GOLD)
        gold.mark(tx, project_id, GOLD)
        gold.set_rate(tx, project_id, 0.5)
    return project_id


def work_through(engine: DataEngine, who: Person, project_id: str) -> list[str]:
    """Submit all that somebody is given; the names of it, in order."""
    names = []
    while True:
        with engine.writing(who) as tx:
            turn = work.next_picture(tx, project_id, "annotate")
            if turn.picture is None:
                return names
            again = work.next_picture(tx, project_id, "annotate")
            assert again.picture is not None and again.picture.id == turn.picture.id
            names.append(turn.picture.file_name)
            work.act(tx, project_id, turn.picture.id, "submit")
        if turn.following is not None:  # what was announced comes
            with engine.writing(who) as tx:
                coming = work.next_picture(tx, project_id, "annotate", keep=False)
            assert coming.picture is not None and coming.picture.id == turn.following.id


def as_answered(picture: Picture) -> Picture:
    """What the API shows of a picture."""
    number = picture.number if picture.shown_as is None else picture.shown_as
    return replace(picture, number=number, shown_as=None)


def test_one_in_so_many_at_places_that_differ() -> None:
    for rate in (0.1, 0.25, 0.5):
        found = [due(given, rate, "p ben") for given in range(901)]
        assert all(
            0 <= after - before <= 1 for before, after in zip(found, found[1:], strict=False)
        )
        assert abs(found[900] / (found[900] + 900) - rate) < 0.002
    assert due(1000, 0, "p ben") == 0 and due(0, 0.5, "p ben") == 0
    first = {
        next(n for n in range(100) if due(n, 0.1, f"p {who}"))
        for who in ("ben", "dan", "eve", "fay")
    }
    assert len(first) > 1


def test_each_label_is_compared_by_itself() -> None:
    known = [box(0, 6).record, box(10, 16).record, box(0, 20, "dust").record]
    made = [
        box(0, 5).record,
        box(17, 20).record,
        box(18, 20).record,
        box(10, 16, "dust").record,
    ]
    found = agreements([each for each in known if each], [each for each in made if each], ["cell"])
    assert set(found) == {"cell"}
    (cell,) = found.values()
    assert (cell.expected, cell.found, cell.matched, cell.missed, cell.extra) == (2, 3, 1, 1, 2)
    assert cell.iou == pytest.approx(5 / 6)
    assert cell.agreement == pytest.approx(5 / 6 / 2.5)
    assert (Agreement().iou, Agreement().agreement) == (None, None)


def test_a_mask_without_a_pixel_is_no_partner() -> None:
    empty = box(3, 3).record
    assert empty is not None
    (cell,) = agreements([empty], [empty], ["cell"]).values()
    assert (cell.missed, cell.extra) == (1, 1)


def test_annotators_get_it_once_and_those_who_know_it_never(
    engine: DataEngine, lead: Person, ben: Person, cyd: Person, with_gold: str
) -> None:
    given = work_through(engine, ben, with_gold)
    assert sorted(given) == sorted(["gold.png", *(f"{n}.png" for n in range(9))])
    with engine.writing(lead) as tx:
        for number in range(9):
            work.act(tx, with_gold, picture_id(f"{number}.png"), "return")
    for who in (lead, cyd):
        assert "gold.png" not in work_through(engine, who, with_gold)


def test_it_looks_as_if_nobody_had_begun_it(
    engine: DataEngine, lead: Person, ben: Person, with_gold: str
) -> None:
    for guest in (False, True):
        with engine.reading(None if guest else ben, guest) as tx:
            (shown,) = pictures.page(tx, with_gold, Filter(search="GOLD")).pictures
            one = pictures.get(tx, with_gold, GOLD)
            like = pictures.get(tx, with_gold, picture_id("1.png"))
            assert as_answered(shown) == as_answered(one)
            same = {"number": 0, "id": "", "file_name": ""}
            assert replace(as_answered(one), **same) == replace(like, **same)  # type: ignore[arg-type]
            states = pictures.page(tx, with_gold, Filter(states=("new",)), limit=3)
            assert [each.file_name for each in states.pictures] == ["0.png", "gold.png", "1.png"]
            assert states.total == 10
            rest = pictures.page(tx, with_gold, Filter(states=("new",)), states.after or 0)
            assert len(rest.pictures) == 7
            for wanted in (
                Filter(states=("accepted",)),
                Filter(label="cell"),
                Filter(at_work=True),
            ):
                assert pictures.page(tx, with_gold, wanted).total == 0
            assert of_picture(tx, one) == [] == comments.of_picture(tx, with_gold, GOLD)
            assert projects.progress(tx, with_gold).pictures["new"] == 10
            assert projects.progress(tx, with_gold).objects == 0
            assert all(found == [] for _, found in stream(tx, with_gold))
            assert list(stream(tx, with_gold, ["accepted"])) == []
            (heard,) = [each for each in feed.after(tx, with_gold, 0) if is_of_gold(each)]
            assert heard.kind == "picture_added"
            with pytest.raises(NotAllowedError):
                gold.of_project(tx, with_gold)
            with pytest.raises(NotAllowedError):
                gold.report(tx, with_gold)
    with engine.reading(lead) as tx:
        assert pictures.get(tx, with_gold, GOLD).state == "accepted"
        assert projects.progress(tx, with_gold).pictures["accepted"] == 1
        assert len([each for each in feed.after(tx, with_gold, 0) if is_of_gold(each)]) == 7


def is_of_gold(event: FeedEvent) -> bool:
    """Whether it is of the gold picture."""
    return event.picture_id == GOLD


def test_what_is_made_of_it_is_kept_apart_and_scored(
    engine: DataEngine, lead: Person, ben: Person, cyd: Person, with_gold: str
) -> None:
    dan = person(engine, "Dan")
    with engine.reading() as tx:
        begun = feed.last(tx, with_gold)
        known = of_picture(tx, pictures.get(tx, with_gold, GOLD))
    first, second = box(0, 5), box(18, 20)
    with engine.writing(ben) as tx:
        write(tx, with_gold, GOLD, first)
        write(tx, with_gold, GOLD, second)
        moved = following(second, name="a second look")
        write(tx, with_gold, GOLD, moved)
        assert comments.make(tx, with_gold, GOLD, "Is this one?").picture_id == GOLD
        timings.add(tx, with_gold, [timing(picture_id=GOLD)])
        assert [each.file_name for each in pictures.at_work(tx, with_gold)] == ["gold.png"]
        assert pictures.get(tx, with_gold, GOLD).state == "in_progress"
    with engine.reading(ben) as tx:
        assert pictures.page(tx, with_gold, Filter(label="cell")).total == 1
        (mine,) = stream(tx, with_gold, ["in_progress"])
        assert {each.annotation_id for each in mine[1]} == {
            first.annotation_id,
            second.annotation_id,
        }
        assert projects.progress(tx, with_gold).objects == 2
        (comment,) = comments.of_picture(tx, with_gold, GOLD)
    with engine.reading(lead) as tx:
        report = gold.report(tx, with_gold)
        assert (report.lines, report.begun, report.skipped) == ([], {ben.id: 1}, {})
    with engine.writing(ben) as tx:
        comments.resolve(tx, with_gold, comment.id, True)
        assert work.act(tx, with_gold, GOLD, "submit").state == "submitted"
    with engine.writing(dan) as tx:
        work.act(tx, with_gold, GOLD, "skip")
    for listener, kinds in ((ben, 7), (dan, 1), (cyd, 0), (lead, 0)):
        with engine.reading(listener) as tx:
            heard = [each for each in feed.after(tx, with_gold, begun) if is_of_gold(each)]
            assert len(heard) == kinds, (listener.name, [each.kind for each in heard])
            took = sum(each.masks for each in timings.summed(tx, with_gold))
            assert took == len(list(timings.every(tx, with_gold))) == (listener is not dan)
    with engine.writing(cyd) as tx:
        assert work.next_picture(tx, with_gold, "review").picture is None
    with engine.reading(lead) as tx:
        report = gold.report(tx, with_gold)
        assert [each.label for each in report.lines] == ["cell", None]
        for line in report.lines:
            scored = line.agreement
            assert line.person_id == ben.id and scored.pictures == 1
            assert (scored.expected, scored.found, scored.missed, scored.extra) == (2, 2, 1, 1)
            assert (scored.iou, scored.agreement) == (pytest.approx(5 / 6), pytest.approx(5 / 12))
        assert report.skipped == {dan.id: 1}
        assert of_picture(tx, pictures.get(tx, with_gold, GOLD)) == known
        assert projects.progress(tx, with_gold).objects == 2
        assert [len(found) for _, found in stream(tx, with_gold)].count(0) == 9
        assert list(problems(tx, engine.database.is_sqlite)) == []
        assert len(set(pictures_checked(tx))) == 10


def test_a_renamed_label_is_renamed_in_both(
    engine: DataEngine, lead: Person, ben: Person, with_gold: str
) -> None:
    with engine.writing(ben) as tx:
        write(tx, with_gold, GOLD, box(0, 6))
        work.act(tx, with_gold, GOLD, "submit")
    with engine.writing(lead) as tx:
        cell = labels.every(tx, with_gold)[0]
        labels.change(tx, with_gold, cell.id, name="nucleus")
        (line, _) = gold.report(tx, with_gold).lines
    assert (line.label, line.agreement.matched, line.agreement.missed) == ("nucleus", 1, 1)


def test_a_known_answer_stays_as_it_is(
    engine: DataEngine, lead: Person, cyd: Person, with_gold: str
) -> None:
    with pytest.raises(WrongStateError, match="This picture is gold"), engine.writing(cyd) as tx:
        work.act(tx, with_gold, GOLD, "return")
    with engine.writing(lead) as tx:
        gold.unmark(tx, with_gold, GOLD)
        assert gold.of_project(tx, with_gold) == gold.Gold(0.5, [])
        assert work.act(tx, with_gold, GOLD, "return").state == "returned"


@pytest.mark.parametrize(
    ("action", "claim", "said"),
    [("submit", ["cell"], "is submitted cannot be gold"), ("accept", None, "Nobody claims that")],
)
def test_what_cannot_be_gold(
    engine: DataEngine,
    lead: Person,
    with_gold: str,
    action: str,
    claim: list[str] | None,
    said: str,
) -> None:
    first = picture_id("0.png")
    with engine.writing(lead) as tx:
        work.act(tx, with_gold, first, "submit", claim)
        if action == "accept":
            work.act(tx, with_gold, first, "accept")
        with pytest.raises(WrongStateError, match=said):
            gold.mark(tx, with_gold, first)


def test_only_leads_say_what_is_gold(
    engine: DataEngine, lead: Person, ben: Person, cyd: Person, with_gold: str
) -> None:
    for who in (ben, cyd):
        with engine.writing(who) as tx:
            for refused in doings(tx, with_gold):
                with pytest.raises(NotAllowedError, match="gold; expected lead"):
                    refused()
    with engine.writing(lead) as tx, pytest.raises(InvalidError, match=r"rate is 0.6; expected"):
        gold.set_rate(tx, with_gold, 0.6)


def doings(tx: Transaction, project_id: str) -> Iterator[Callable[[], object]]:
    """What leads alone may do."""
    yield lambda: gold.mark(tx, project_id, GOLD)
    yield lambda: gold.unmark(tx, project_id, GOLD)
    yield lambda: gold.set_rate(tx, project_id, 0.1)
    yield lambda: gold.of_project(tx, project_id)
