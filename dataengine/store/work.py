"""Working on a project's pictures: whose turn it is, leases, and the way from state to state."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from dataengine.errors import InvalidError, NotAllowedError, WrongStateError, shown
from dataengine.queue import gold as mixing
from dataengine.queue import leases, order
from dataengine.queue.states import DONE, Action, follow, words
from dataengine.records import Picture
from dataengine.store import gold, labels, pictures, projects, suggestions, tables, unseen
from dataengine.store.database import Transaction
from dataengine.store.picture_rows import picture_of, update
from dataengine.store.tables import picture as table

_SOME = 8
"""Of each kind of picture, so many are looked at: the next one and the one behind it are among
them."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a person is to do next.

    Attributes:
        picture: theirs now; None where there is nothing to do.
        following: the picture that would come after it, to be prepared; None where there is none.
        later: the one after that as things are now, for the server alone: a gold picture may yet
            come between, which a client that knew would notice.
    """

    picture: Picture | None
    following: Picture | None
    later: Picture | None


def next_picture(
    tx: Transaction,
    project_id: str,
    stage: order.Stage,
    without: Collection[str] = (),
    keep: bool = True,
) -> Turn:
    """Whose turn it is, leased to the person who asks.

    Args:
        without: ids of pictures that are not wanted now, as the one that is being left.
        keep: whether to lease it.

    Raises:
        AbsentError, WrongStateError: there is no such project, or it is put away.
        NotAllowedError: an annotator asks for what is to be reviewed.
    """
    person = tx.actor
    project = projects.open_for_change(tx, project_id)
    if stage == "review" and person.role == "annotator":
        raise NotAllowedError(
            "role_required",
            f"{person.name} has the role 'annotator', which may not review; expected reviewer or "
            "lead.",
        )
    hidden = unseen.disguised(tx, project_id) if stage == "annotate" else {}
    ordered = project.queue_order != "given"
    found = _candidates(tx, project_id, stage, without, ordered)
    begun = [each.seen for each in hidden.values() if each.seen.state == "in_progress"]
    coming = order.in_order([*found, *begun], person.id, stage, tx.now, without, ordered)
    if hidden:
        coming = _mixed(tx, project_id, coming, hidden, without)
    picture = coming[0] if coming else None
    if picture is not None and keep:
        if picture.shown_as is not None:
            picture = pictures.get(tx, project_id, picture.id)  # begins a trial
        picture = _lease(tx, picture, project.lease_seconds, False)
    following, later = [*coming[1:3], None, None][:2]
    return Turn(picture, following, later)


def lease(tx: Transaction, project_id: str, picture_id: str, take_over: bool = False) -> Picture:
    """Say that one is at a picture, or still is.

    Returns:
        The picture; its lease is another person's where they are at it and it is not taken over.

    Raises:
        AbsentError, WrongStateError: there is no such picture, or the project is put away.
    """
    project = projects.open_for_change(tx, project_id)
    picture = pictures.must_exist(tx, project_id, picture_id)
    return _lease(tx, picture, project.lease_seconds, take_over)


def release(tx: Transaction, project_id: str, picture_id: str) -> Picture:
    """Leave a picture; another person's lease stays."""
    projects.open_for_change(tx, project_id)
    picture = pictures.must_exist(tx, project_id, picture_id)
    if picture.lease is None or picture.lease.person_id != tx.actor.id:
        return picture
    tx.tell(project_id, "picture_left", picture_id)
    return update(tx, picture, lease_person_id=None, lease_until=None)


def act(
    tx: Transaction,
    project_id: str,
    picture_id: str,
    action: Action,
    exhaustive: Sequence[str] | None = None,
    seen: int | None = None,
) -> Picture:
    """Lead a picture from its state to the next.

    Args:
        exhaustive: the labels of which every object is claimed to be marked; None leaves the claim.
        seen: the picture's ``contents`` as they were looked at; None does not say.

    Raises:
        AbsentError: there is no such picture.
        InvalidError: a label that the project does not have.
        NotAllowedError: the table lets others do this, or it is another's submission to take back.
        WrongStateError: the table does not have it, or the annotations are others than those seen.
    """
    projects.open_for_change(tx, project_id)
    picture = pictures.must_exist(tx, project_id, picture_id)
    person = tx.actor
    state = follow(picture.state, action, person.role)
    if seen is not None and seen != picture.contents:
        raise WrongStateError(
            "contents_changed",
            f"The annotations of {picture.file_name} have changed since they were read: contents "
            f"is {seen} in the request, and {picture.contents} is kept; read them again and "
            "decide.",
        )
    if action in ("return", "reconsider") and gold.is_gold(tx, picture):
        raise WrongStateError(
            "gold_picture",
            "This picture is gold: its annotations are a known answer, which stays as it is; a "
            "lead may take that mark from it first.",
        )
    if action == "reconsider" and not leases.free_for(picture.lease, person.id, tx.now):
        raise WrongStateError(
            "at_work",
            "Somebody works on this picture by now; expected one that nobody is at, or a decision "
            "that stands.",
        )
    own = picture.worker_id in (None, person.id)
    if action == "take_back" and not own and person.role == "annotator":
        raise NotAllowedError(
            "role_required",
            f"Another person {words(picture.state)} this picture; expected that person, a reviewer "
            "or a lead to take it back.",
        )
    values: dict[str, object] = {"state": state}
    if action in ("submit", "skip", "take_back"):
        values["worker_id"] = person.id
    if exhaustive is not None:
        values["exhaustive"] = _claim(tx, project_id, exhaustive)
    if (state in DONE and action != "reconsider") or action == "return":
        values |= {"lease_person_id": None, "lease_until": None}
    tx.tell(project_id, "picture_changed", picture_id, {"state": state, "action": action})
    after = update(tx, picture, **values)
    if action == "submit":
        suggestions.settle(tx, after)
    elif action in ("take_back", "return"):
        suggestions.reopen(tx, after)
    return after


def claim(
    tx: Transaction, project_id: str, picture_id: str, exhaustive: Sequence[str] | None
) -> Picture:
    """Claim that every object of some labels is marked, or with None take the claim back.

    Raises:
        AbsentError, InvalidError, NotAllowedError, WrongStateError: as :func:`act` does; who may
            edit the picture may claim.
    """
    projects.open_for_change(tx, project_id)
    picture = pictures.must_exist(tx, project_id, picture_id)
    follow(picture.state, "edit", tx.actor.role)
    names = None if exhaustive is None else _claim(tx, project_id, exhaustive)
    tx.tell(project_id, "picture_changed", picture_id, {"state": picture.state, "action": "claim"})
    return update(tx, picture, exhaustive=names)


def _claim(tx: Transaction, project_id: str, names: Sequence[str]) -> list[str]:
    known = [each.name for each in labels.every(tx, project_id)]
    for name in names:
        if name not in known:
            raise InvalidError(
                "invalid_request",
                f"The project has no label {shown(name)}; it has {', '.join(known) or 'none'}.",
            )
    return [name for name in known if name in names]


def _lease(tx: Transaction, picture: Picture, seconds: int, take_over: bool) -> Picture:
    person = tx.actor
    before = picture.lease
    after = leases.taken(before, person.id, tx.now, seconds, take_over)
    if after == before:
        return picture
    if not leases.holds(before, tx.now) or (before and before.person_id != person.id):
        tx.tell(picture.project_id, "picture_taken", picture.id)
    # A sign of life is no change of the picture: its version stays.
    values = {"lease_person_id": after.person_id, "lease_until": after.until}
    chosen = sa.update(table).where(table.c.key == picture.number).values(values)
    row = tx.connection.execute(chosen.returning(table)).one()
    return replace(picture_of(row), shown_as=picture.shown_as)


def _mixed(
    tx: Transaction,
    project_id: str,
    coming: Sequence[Picture],
    hidden: Mapping[int, unseen.Disguised],
    without: Collection[str],
) -> list[Picture]:
    """Pictures in their order, with a gold one before the first new one where one is due."""
    me = tx.actor.id
    fresh = ("prefilled", "new")
    offered = [each.seen for each in hidden.values() if each.seen.id not in without]
    opened = [each for each in offered if each.number and each.state in fresh]
    untried = [each for each in offered if not each.number]
    seed = f"{project_id} {me}"
    rate = gold.rate_of(tx, project_id)
    at = next((n for n, each in enumerate(coming) if each.state in fresh), len(coming))
    trial = tables.trial.c
    tries = _count(tx, trial.project_id == project_id, trial.person_id == me)
    given = _count(
        tx,
        table.c.project_id == project_id,
        table.c.worker_id == me,
        unseen.no_trial(project_id),
    )
    next_gold = opened[0] if opened else mixing.chosen(untried, seed)
    if next_gold is None:
        return list(coming)
    if opened or mixing.due(given, rate, seed) > tries:
        return [*coming[:at], next_gold, *coming[at:]]
    if at == 0 and mixing.due(given + 1, rate, seed) > tries:
        return [*coming[:1], next_gold, *coming[1:]]
    return list(coming)


def _count(tx: Transaction, *conditions: sa.ColumnElement[bool]) -> int:
    return int(tx.connection.execute(sa.select(sa.func.count()).where(*conditions)).scalar_one())


def _candidates(
    tx: Transaction,
    project_id: str,
    stage: order.Stage,
    without: Collection[str],
    ordered: bool,
) -> list[Picture]:
    """Enough pictures to choose the next two from."""
    me = tx.actor.id
    free = sa.or_(
        table.c.lease_until.is_(None),
        table.c.lease_until <= tx.now,
        table.c.lease_person_id == me,
    )
    base = sa.select(table).where(
        table.c.project_id == project_id, free, unseen.no_trial(project_id)
    )
    if without:
        base = base.where(table.c.id.not_in(list(without)))
    mine = table.c.worker_id == me
    if stage == "review":
        others = sa.or_(table.c.worker_id.is_(None), table.c.worker_id != me)
        wanted = [("submitted", others), ("submitted", mine)]
    else:
        every = sa.true()
        wanted = [
            ("returned", mine),
            ("in_progress", mine),
            *((state, every) for state in ("returned", "in_progress", "prefilled", "new")),
        ]
    by_ordinal = {"prefilled", "new"} if ordered else set()
    found: dict[int, Picture] = {}
    for state, condition in wanted:
        first = (table.c.ordinal,) if state in by_ordinal else ()
        chosen = (
            base.where(table.c.state == state, condition).order_by(*first, table.c.key).limit(_SOME)
        )
        for row in tx.connection.execute(chosen):
            found[row.key] = picture_of(row)
    return list(found.values())
