"""The rules of working, without a database: states, leases, order, revisions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataengine.errors import NotAllowedError, WrongStateError
from dataengine.queue.leases import free_for, holds, taken
from dataengine.queue.order import in_order
from dataengine.queue.revisions import judged
from dataengine.queue.rights import RIGHTS, require
from dataengine.queue.states import ACTIONS, DONE, STATES, TABLE, follow
from dataengine.records import Change, Lease, Person, Picture, Role, Stored

ROLES: tuple[Role, ...] = ("annotator", "reviewer", "lead")

PICTURE = Picture(
    number=1,
    project_id="p",
    id="a",
    file_name="a.png",
    width=1,
    height=1,
    format="PNG",
    browser_safe=True,
    bytes=1,
    group="",
    state="new",
    objects=0,
    open_comments=0,
    exhaustive=None,
    lease=None,
    worker_id=None,
    version=1,
    contents=0,
    added=0,
    changed=0,
)


@given(st.sampled_from(STATES), st.sampled_from(ACTIONS), st.sampled_from(ROLES))
def test_the_table_is_all_there_is(state: str, action: str, role: Role) -> None:
    known = TABLE.get((state, action))  # type: ignore[call-overload]
    try:
        after = follow(state, action, role)  # type: ignore[arg-type]
    except WrongStateError as error:
        assert known is None
        assert f"{state.replace('_', ' ')} cannot" in str(error)
    except NotAllowedError as error:
        assert known is not None and role not in known[1]
        assert repr(role) in str(error)
    else:
        assert known is not None and (after, role in known[1]) == (known[0], True)


def test_every_state_is_reached_and_left_and_a_lead_may_all() -> None:
    reached = {after for after, _ in TABLE.values()}
    assert reached | {"new"} == set(STATES)
    assert {state for state, _ in TABLE} == set(STATES)
    assert all("lead" in roles for _, roles in TABLE.values())
    # What an annotator cannot do is what a second person is for.
    closed = {action for (_, action), (_, roles) in TABLE.items() if "annotator" not in roles}
    assert {"accept", "return"} <= closed
    assert {after for (_, action), (after, _) in TABLE.items() if action == "submit"} <= DONE


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("right", RIGHTS)
def test_rights_are_a_table_too(role: Role, right: str) -> None:
    someone = Person(id="1", name="Ada", role=role, has_token=False, made=0)
    if role in RIGHTS[right]:  # type: ignore[index]
        require(someone, right)  # type: ignore[arg-type]
    else:
        with pytest.raises(NotAllowedError, match=f"Ada has the role '{role}'"):
            require(someone, right)  # type: ignore[arg-type]


def test_a_lease_keeps_others_off_until_it_is_over() -> None:
    lease = taken(None, "ben", 1000, 60)
    assert lease == Lease("ben", 61_000)
    assert taken(lease, "cyd", 60_999, 60) == lease
    assert not free_for(lease, "cyd", 60_999) and free_for(lease, "ben", 60_999)
    assert taken(lease, "cyd", 61_000, 60) == Lease("cyd", 121_000)
    assert taken(lease, "cyd", 2000, 60, take_over=True) == Lease("cyd", 62_000)
    assert taken(lease, "ben", 2000, 60) == Lease("ben", 62_000)
    assert holds(lease, 60_999) and not holds(lease, 61_000) and not holds(None, 0)


def pictures(*states: str, **more: object) -> list[Picture]:
    return [
        replace(PICTURE, number=number, id=f"{state}{number}", state=state, **more)  # type: ignore[arg-type]
        for number, state in enumerate(states)
    ]


def test_what_was_returned_comes_first_and_others_work_after_ones_own() -> None:
    found = pictures("new", "prefilled", "in_progress", "returned", "submitted", "skipped")
    found[2] = replace(found[2], worker_id="ben")
    mine = replace(found[3], number=9, id="mine", worker_id="ben")
    order = [each.id for each in in_order([*found, mine], "ben", "annotate", 0)]
    assert order == ["mine", "in_progress2", "returned3", "prefilled1", "new0"]
    assert [each.id for each in in_order(found, "ben", "annotate", 0, ["returned3"])] == [
        "in_progress2",
        "prefilled1",
        "new0",
    ]


def test_nobody_gets_what_another_person_is_at() -> None:
    found = pictures("new", "new", lease=Lease("cyd", 100))
    assert in_order(found, "ben", "annotate", 99) == []
    assert len(in_order(found, "cyd", "annotate", 99)) == 2
    assert len(in_order(found, "ben", "annotate", 100)) == 2


def test_who_reviews_gets_the_work_of_others_before_their_own() -> None:
    own, other = pictures("submitted", "submitted")
    own, other = replace(own, worker_id="cyd"), replace(other, worker_id="ben")
    assert in_order([own, other], "cyd", "review", 0) == [other, own]
    assert in_order([own, other], "cyd", "annotate", 0) == []


@given(st.lists(st.booleans(), max_size=8))
def test_whatever_is_sent_again_nothing_is_doubled_or_lost(again: list[bool]) -> None:
    """A page sends a chain of revisions, any of them twice, in order."""
    kept: list[str] = []
    stored: Stored | None = None
    before: str | None = None
    for number, twice in enumerate(again):
        change = Change("a", f"r{number}", before, 0, {})
        for _ in range(1 + twice):
            verdict = judged(change, stored, kept)
            if verdict == "new":
                kept.append(change.revision)
                stored = Stored("a", change.revision, before, 0, {}, "ben", 0)
            else:
                assert verdict == "repeated"
        before = change.revision
    assert kept == [f"r{number}" for number in range(len(again))]


def test_what_does_not_follow_is_a_conflict() -> None:
    stored = Stored("a", "r2", "r1", 0, {}, "ben", 0)
    assert judged(Change("a", "mine", "r1", 0, {}), stored, ["r1"]) == "conflict"
    assert judged(Change("a", "mine", None, 0, {}), stored, ["r1"]) == "conflict"
    assert judged(Change("a", "mine", "r1", 0, {}), None) == "conflict"
    assert judged(Change("a", "mine", "r2", 0, {}), stored, ["r1"]) == "new"
    assert judged(Change("a", "r1", None, 0, {}), stored, ["r1"]) == "repeated"
