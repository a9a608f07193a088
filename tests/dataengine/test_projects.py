"""Projects, labels, people, pages of the grid, comments, timings, tasks, feed; both databases."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from dataengine import active_ms
from dataengine.engine import DataEngine
from dataengine.errors import (
    AbsentError,
    InvalidError,
    NotAllowedError,
    WrongStateError,
)
from dataengine.records import Person
from dataengine.store import (
    comments,
    feed,
    labels,
    people,
    pictures,
    projects,
    tasks,
    timings,
    work,
)
from dataengine.store.annotation_writes import write
from dataengine.store.annotations import get, history
from dataengine.store.answers import KEPT_MS, Answered, RequestKey
from dataengine.store.pictures import Filter
from tests.dataengine.conftest import Clock, person
from tests.dataengine.made import following, new_change, new_picture, picture_id, project, timing


def test_people_pick_or_make_a_name_and_the_first_is_a_lead(engine: DataEngine) -> None:
    ada, ben = person(engine, "Ada"), person(engine, " Ben ")
    assert (ada.role, ben.role, ben.name) == ("lead", "annotator", "Ben")
    assert person(engine, "Ben") == ben
    for bad in ("", "  ", "a\nb", "x" * 101):
        with pytest.raises(InvalidError, match="name of the person"):
            person(engine, bad)
    with pytest.raises(NotAllowedError, match="may not change people"):
        with engine.writing(ben) as tx:
            people.give_role(tx, ben.id, "lead")
    with pytest.raises(WrongStateError, match="the only lead"), engine.writing(ada) as tx:
        people.give_role(tx, ada.id, "annotator")
    with engine.writing(ada) as tx:
        assert people.give_role(tx, ben.id, "reviewer").role == "reviewer"
        assert [each.name for each in people.every(tx)] == ["Ada", "Ben"]
        assert people.names(tx, [ben.id]) == {ben.id: "Ben"}


def test_a_personal_token_keeps_others_from_acting_under_a_name(
    engine: DataEngine, lead: Person, ben: Person, cyd: Person
) -> None:
    assert engine.person(ben.id) == ben
    with engine.writing(ben) as tx:
        _, token = people.give_token(tx, ben.id)
    for wrong in ("", "x", token[:-1]):
        with pytest.raises(NotAllowedError, match="does not have it"):
            engine.person(ben.id, wrong)
    assert engine.person(ben.id, token).has_token
    with pytest.raises(NotAllowedError), engine.writing(cyd) as tx:
        people.give_token(tx, ben.id)
    with engine.writing(lead) as tx:
        people.drop_token(tx, ben.id)
    assert engine.person(ben.id) == ben
    with pytest.raises(NotAllowedError, match="whom nobody knows"):
        engine.person(str(uuid.uuid4()))


def test_projects_have_a_name_of_their_own_and_are_put_away(
    engine: DataEngine, lead: Person, ben: Person
) -> None:
    with engine.writing(lead) as tx:
        made = projects.make(tx, "Cells", "Mark every cell.")
        changed = projects.change(tx, made.id, name="Nuclei", lease_seconds=30)
        assert (changed.name, changed.lease_seconds, changed.version) == ("Nuclei", 30, 2)
        assert projects.every(tx) == [changed]
        with pytest.raises(WrongStateError, match="'Nuclei' already"):
            projects.make(tx, "Nuclei")
        with pytest.raises(InvalidError, match="lease_seconds is 5; expected 10 to 86400"):
            projects.change(tx, made.id, lease_seconds=5)
        with pytest.raises(InvalidError, match="The guideline has 20,001"):
            projects.change(tx, made.id, guideline="x" * 20_001)
        projects.change(tx, made.id, archived=True)
        with pytest.raises(WrongStateError, match="is put away"):
            pictures.add(tx, made.id, new_picture("a.png"))
    with pytest.raises(NotAllowedError), engine.writing(ben) as tx:
        projects.make(tx, "Mine")
    with pytest.raises(AbsentError, match="no project 'x'"), engine.reading() as tx:
        projects.get(tx, "x")


def test_renaming_a_label_renames_it_where_it_is_used(
    engine: DataEngine, lead: Person, ben: Person
) -> None:
    project_id, (a,) = project(engine, lead, "a.png")
    other_id, (b,) = project(engine, lead, "b.png")
    with engine.writing(lead) as tx:
        cell = labels.make(tx, project_id, "cell", key="1")
        dust = labels.make(tx, project_id, "dust", "#FF0000")
        labels.make(tx, other_id, "cell")
        change = new_change("cell")
        write(tx, project_id, a.id, change)
        elsewhere = new_change("cell")
        write(tx, other_id, b.id, elsewhere)
    assert (cell.colour, dust.colour, dust.key, dust.rank) == ("#4e9af1", "#ff0000", None, 1)
    with engine.writing(lead) as tx:
        labels.change(tx, project_id, cell.id, name="nucleus", place=5)
        assert [each.name for each in labels.every(tx, project_id)] == ["dust", "nucleus"]
        stored = get(tx, a, change.annotation_id)
        assert stored.record is not None and stored.record["label"] == "nucleus"
        assert stored.predecessor == change.revision
        kept = get(tx, b, elsewhere.annotation_id)
        assert kept.record == elsewhere.record
        with pytest.raises(WrongStateError, match="1 objects have the label nucleus"):
            labels.remove(tx, project_id, cell.id)
        labels.merge(tx, project_id, cell.id, dust.id)
        assert [each.name for each in labels.every(tx, project_id)] == ["dust"]
        assert len(history(tx, a, change.annotation_id)) == 3
        before = projects.get(tx, project_id).version
        labels.remove(tx, other_id, labels.make(tx, other_id, "rock").id)
        assert projects.get(tx, project_id).version == before
    with pytest.raises(NotAllowedError), engine.writing(ben) as tx:
        labels.make(tx, project_id, "mine")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": "cell"}, "'cell' already"),
        ({"name": ""}, "name of the label"),
        ({"colour": "red"}, "The colour is 'red'"),
        ({"key": "0"}, "The key is '0'"),
        ({"key": "1"}, "The key 1 is that of cell"),
    ],
)
def test_labels_that_cannot_be_are_refused(
    engine: DataEngine, lead: Person, values: dict[str, str], sentence: str
) -> None:
    project_id, _ = project(engine, lead)
    with engine.writing(lead) as tx:
        labels.make(tx, project_id, "cell", key="1")
        with pytest.raises((InvalidError, WrongStateError), match=sentence):
            labels.make(tx, project_id, **({"name": "dust"} | values))


def test_pages_of_the_grid_are_filtered_and_follow_each_other(
    engine: DataEngine, lead: Person, ben: Person
) -> None:
    names = [f"Scan_{number}.png" for number in range(5)]
    project_id, _ = project(engine, lead, *names)
    with engine.writing(ben) as tx:
        pictures.add(tx, project_id, new_picture("100%.png", group="Film é"))
        write(tx, project_id, picture_id(names[1]), new_change("cell"))
        work.act(tx, project_id, picture_id(names[2]), "skip")

    def found(**wanted: object) -> list[str]:
        with engine.reading() as tx:
            page = pictures.page(tx, project_id, Filter(**wanted))  # type: ignore[arg-type]
        assert page.total == len(page.pictures) and page.after is None
        return [each.file_name for each in page.pictures]

    assert found() == [*names, "100%.png"]
    assert found(states=("skipped", "in_progress")) == names[1:3]
    assert found(search="scan_") == names
    assert found(search="0%") == ["100%.png"]
    assert found(search="film") == ["100%.png"]
    assert found(label="cell") == [names[1]]
    assert found(worker_id=ben.id) == names[1:3]
    assert found(at_work=True) == [names[1]]
    assert len(found(at_work=False)) == 5
    walked: list[str] = []
    after: int | None = 0
    with engine.reading() as tx:
        while after is not None:
            page = pictures.page(tx, project_id, Filter(), after, limit=4)
            assert (page.total == 6) == (after == 0)
            walked += [each.file_name for each in page.pictures]
            after = page.after
        assert walked == found()
        with pytest.raises(InvalidError, match="limit is 501"):
            pictures.page(tx, project_id, Filter(), limit=501)
        assert set(pictures.known(tx, [picture_id(names[0]), "0" * 64])) == {picture_id(names[0])}


def test_comments_are_pinned_and_resolved(engine: DataEngine, lead: Person, ben: Person) -> None:
    project_id, (a,) = project(engine, lead, "a.png")
    change = new_change()
    with engine.writing(lead) as tx:
        write(tx, project_id, a.id, change)
        first = comments.make(tx, project_id, a.id, " Too wide. ", change.annotation_id, (3, 4.5))
        comments.make(tx, project_id, a.id, "And one is missing.")
        for text, at, sentence in (
            ("  ", None, "says nothing"),
            ("x", (21.0, 0.0), "expected a place of the picture's 20x10"),
        ):
            with pytest.raises(InvalidError, match=sentence):
                comments.make(tx, project_id, a.id, text, at=at)
        with pytest.raises(AbsentError):
            comments.make(tx, project_id, a.id, "x", str(uuid.uuid4()))
    with engine.writing(ben) as tx:
        assert comments.resolve(tx, project_id, first.id, True) == replace(first, resolved=True)
        told = comments.of_picture(tx, project_id, a.id)
        with pytest.raises(AbsentError):
            comments.resolve(tx, project_id, "x", True)
    assert {(each.text, each.resolved, each.x) for each in told} == {
        ("Too wide.", True, 3.0),
        ("And one is missing.", False, None),
    }


def test_comments_are_answered_and_the_open_ones_counted(
    engine: DataEngine, lead: Person, ben: Person
) -> None:
    project_id, (a, b) = project(engine, lead, "a.png", "b.png")

    def open_comments() -> int:
        with engine.reading(lead) as tx:
            return pictures.get(tx, project_id, a.id).open_comments

    with engine.writing(lead) as tx:
        first = comments.make(tx, project_id, a.id, "Too wide.", action="return")
        comments.make(tx, project_id, a.id, "And one is missing.")
    with engine.writing(ben) as tx:
        answer = comments.make(tx, project_id, a.id, "Better now?", answers=first.id)
        for picture, answers, error in (
            (a, answer.id, InvalidError),
            (a, str(uuid.uuid4()), AbsentError),
            (b, first.id, AbsentError),
        ):
            with pytest.raises(error):
                comments.make(tx, project_id, picture.id, "x", answers=answers)
        with pytest.raises(InvalidError, match="is an answer"):
            comments.resolve(tx, project_id, answer.id, True)
    assert open_comments() == 2
    for resolved, count in ((True, 1), (True, 1), (False, 2)):
        with engine.writing(ben) as tx:
            comments.resolve(tx, project_id, first.id, resolved)
        assert open_comments() == count
    with engine.reading(ben) as tx:
        told = comments.of_picture(tx, project_id, a.id)
    assert {(each.text, each.answers, each.action) for each in told} == {
        ("Too wide.", None, "return"),
        ("And one is missing.", None, None),
        ("Better now?", first.id, None),
    }


def test_pauses_and_hidden_pages_are_cut() -> None:
    file = Path(__file__).parents[1] / "vectors" / "active_time.json"
    for vector in json.loads(file.read_text(encoding="utf-8")):
        hidden = [(since, until) for since, until in vector["hidden"]]
        assert active_ms(vector["moments"], hidden) == vector["active_ms"], vector["name"]


def test_moments_come_in_order() -> None:
    with pytest.raises(ValueError, match="The moment 4 comes after 5; expected them in order"):
        active_ms([5, 4])


def test_seconds_a_mask_over_time_with_retrainings_marked(
    engine: DataEngine, lead: Person, ben: Person
) -> None:
    project_id, _ = project(engine, lead, "a.png")
    begun = 1_800_000_000_000
    decoders = ["", "d1", "d1", "d1", "d2", "d1", "", "d2"]  # one page has the old one for a while
    took = [
        timing(
            decoder=decoder, at=begun + number, active_ms=30_000 - 3000 * number, clicks=number % 2
        )
        for number, decoder in enumerate(decoders)
    ]
    with engine.writing(ben) as tx:
        timings.add(tx, project_id, took[::-1])
    with engine.writing(lead) as tx:
        timings.add(tx, project_id, [timing(decoder="d9", at=begun + 2, stage="review")])
        timings.add(tx, project_id, [timing(decoder="d2", at=begun + 9, label="dust")])
    with engine.reading() as tx:
        found = timings.over_time(tx, project_id, 4, person_id=ben.id, label="cell")
        (one,) = timings.over_time(tx, project_id, 1, label="dust").points
        assert timings.over_time(tx, project_id, 5, label="rock").points == []
        everything = timings.over_time(tx, project_id, 1000, stage="")
    # Two to a point, but for where a decoder begins.
    assert [(each.masks, each.seconds, each.decoder) for each in found.points] == [
        (1, 30.0, ""),
        (2, 25.5, "d1"),
        (1, 21.0, "d1"),
        (2, 16.5, "d2"),
        (2, 10.5, "d2"),
    ]
    assert found.points[1].clicks == 0.5 and found.points[1].median_seconds == 25.5
    assert (found.points[1].begin, found.points[1].end) == (begun + 1, begun + 2)
    assert [(each.at, each.decoder, each.masks_before) for each in found.retrainings] == [
        (begun + 4, "d2", 4)
    ]
    assert (one.masks, one.corrections) == (1, 1)
    assert len(everything.points) == 10 and len(everything.retrainings) == 2


def test_what_masks_took_is_summed_by_what_one_asks(
    engine: DataEngine, lead: Person, ben: Person
) -> None:
    project_id, _ = project(engine, lead, "a.png")
    first = timing()
    with engine.writing(lead) as tx:
        assert timings.add(tx, project_id, [first, timing(active_ms=8000, label="dust")]) == 2
        assert timings.add(tx, project_id, [first]) == 0  # sent again
    with engine.writing(ben) as tx:
        timings.add(
            tx, project_id, [timing(active_ms=9000, decoder="d2", at=first.at + 86_400_000)]
        )
        with pytest.raises(InvalidError, match="'x' has no UUIDs"):
            timings.add(tx, project_id, [timing(id="x")])
    with engine.reading() as tx:
        (all_of_it,) = timings.summed(tx, project_id)
        by_person = timings.summed(tx, project_id, ["person", "label"])
        by_day = timings.summed(tx, project_id, ["day", "decoder"])
        every = list(timings.every(tx, project_id))
    assert (all_of_it.masks, all_of_it.seconds, all_of_it.median_seconds) == (3, 21, 8)
    assert (all_of_it.clicks, all_of_it.corrections) == (6, 3)
    assert {tuple(each.group.values()): each.seconds for each in by_person} == {
        (lead.id, "cell"): 4,
        (lead.id, "dust"): 8,
        (ben.id, "cell"): 9,
    }
    assert [(each.group["decoder"], each.masks) for each in by_day] == [("d1", 2), ("d2", 1)]
    assert every[0] == replace(first, person_id=lead.id)


def test_a_task_is_claimed_beats_and_outlives_its_worker(
    engine: DataEngine, lead: Person, ben: Person, clock: Clock
) -> None:
    project_id, _ = project(engine, lead)
    with engine.writing(lead) as tx:
        asked = tasks.make(tx, "train", {"steps": 3}, project_id)
    with engine.writing() as tx:
        assert tasks.claim(tx, "w1", ["prefill"]) is None
        mine = tasks.claim(tx, "w1", ["train", "prefill"])
        assert mine is not None and (mine.id, mine.state) == (asked.id, "running")
        assert tasks.claim(tx, "w2", ["train"]) is None
        tasks.beat(tx, asked.id, "w1", {"done": 1})
    clock.pass_by(61)
    with engine.writing() as tx:
        again = tasks.claim(tx, "w2", ["train"])
        assert again is not None and again.progress == {"done": 1}
        with pytest.raises(WrongStateError, match="not this worker's any more"):
            tasks.beat(tx, asked.id, "w1", {"done": 2})
        with pytest.raises(WrongStateError, match="nobody cancelled"):
            tasks.end(tx, asked.id, "w2")
    with engine.writing(lead) as tx:
        assert tasks.cancel(tx, asked.id).cancelling
        waiting = tasks.make(tx, "train", {})
        assert tasks.cancel(tx, waiting.id).state == "cancelled"
    with engine.writing() as tx:
        assert tasks.beat(tx, asked.id, "w2", {}).cancelling
        assert tasks.end(tx, asked.id, "w2").state == "cancelled"
    with engine.writing(lead) as tx:
        made = tasks.make(tx, "train", {})
        assert tasks.claim(tx, "w1", ["train"]) is not None
        assert tasks.end(tx, made.id, "w1", {"iou": 0.9}).result == {"iou": 0.9}
        assert tasks.cancel(tx, made.id).state == "done"
        with pytest.raises(AbsentError):
            tasks.get(tx, "x")
    with pytest.raises(NotAllowedError), engine.writing(ben) as tx:
        tasks.make(tx, "train", {})


def test_the_feed_tells_what_happened_by_whom(
    engine: DataEngine, lead: Person, ben: Person
) -> None:
    project_id, (a,) = project(engine, lead, "a.png")
    with engine.reading() as tx:
        begun = feed.last(tx, project_id)
    change = new_change()
    with engine.writing(ben) as tx:
        write(tx, project_id, a.id, change)
        write(tx, project_id, a.id, following(change))
        work.act(tx, project_id, a.id, "submit")
    with pytest.raises(AbsentError), engine.writing(ben) as tx:
        work.act(tx, project_id, a.id, "take_back")
        pictures.get(tx, project_id, "x")  # nothing of this is told
    heard = []
    for events in engine.listen(project_id, begun, seconds=0):
        heard += events
    assert [(each.kind, each.person_id == ben.id) for each in heard] == [
        ("annotation_saved", True),
        ("picture_changed", True),
        ("annotation_saved", True),
        ("picture_changed", True),
    ]
    assert heard[-1].data == {"state": "submitted", "action": "submit"}
    assert [each.number for each in heard] == sorted(each.number for each in heard)


def test_what_was_done_under_a_key_is_not_done_again(
    engine: DataEngine, lead: Person, ben: Person, clock: Clock
) -> None:
    names = iter(["Cells", "Nuclei"])

    def act(tx: object) -> Answered:
        made = projects.make(tx, next(names))  # type: ignore[arg-type]
        return Answered(201, {"Location": made.id}, made.name)

    key = RequestKey.of("k1", lead.id, b"POST", b"/projects", b"{}")
    first, repeated = engine.once(lead, key, act)
    assert (first.body, repeated) == ("Cells", False)
    assert engine.once(lead, key, act) == (first, True)
    with pytest.raises(InvalidError, match="was used for another request"):
        engine.once(lead, RequestKey.of("k1", lead.id, b"POST", b"/projects", b"{ }"), act)
    failing = RequestKey.of("k2", ben.id, b"")
    with pytest.raises(NotAllowedError):
        engine.once(ben, failing, lambda tx: act(tx))
    with engine.writing(lead) as tx:
        people.give_role(tx, ben.id, "lead")
    clock.pass_by(KEPT_MS / 1000 + 1)
    engine.once(lead, RequestKey.of("k3", lead.id), lambda tx: Answered(200, {}, ""))
    with pytest.raises(StopIteration):  # a week later it is forgotten, and would be done again
        engine.once(lead, key, act)
