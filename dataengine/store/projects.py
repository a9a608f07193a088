"""Projects: making, reading and changing them, and how far they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa

from dataengine.errors import AbsentError, InvalidError, WrongStateError, shown
from dataengine.queue.leases import LONGEST_S, SHORTEST_S
from dataengine.queue.rights import require
from dataengine.queue.states import STATES
from dataengine.records import Project, QueueOrder, State
from dataengine.store import tables, unseen
from dataengine.store.database import Row, Transaction
from dataengine.store.tables import project as table
from dataengine.store.texts import name_of, new_id, text_of

LEASE_S = 300
"""Of a project where nothing else was chosen."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a project is.

    Attributes:
        pictures: by state.
        objects: annotations of all its pictures.
    """

    pictures: Mapping[State, int]
    objects: int


def every(tx: Transaction) -> list[Project]:
    """All projects, those that are put away among them, by name."""
    there = sa.select(table).where(table.c.removing.is_(False))
    rows = tx.connection.execute(there.order_by(table.c.name))
    return [_project(row) for row in rows]


def get(tx: Transaction, project_id: str) -> Project:
    """A project.

    Raises:
        AbsentError: there is none of this id.
    """
    chosen = sa.select(table).where(table.c.id == project_id, table.c.removing.is_(False))
    row = tx.connection.execute(chosen).one_or_none()
    if row is None:
        raise AbsentError("project_not_found", f"There is no project {shown(project_id)}.")
    return _project(row)


def exists(tx: Transaction, project_id: str) -> bool:
    """Whether there is a project of this id."""
    chosen = sa.select(table.c.id).where(table.c.id == project_id, table.c.removing.is_(False))
    return tx.connection.execute(chosen).scalar() is not None


def open_for_change(tx: Transaction, project_id: str) -> Project:
    """A project in which something is to be changed.

    Raises:
        AbsentError: there is none of this id.
        WrongStateError: it is put away.
    """
    found = get(tx, project_id)
    if found.archived:
        raise WrongStateError(
            "project_archived",
            f"The project {found.name} is put away; a lead may take it out again.",
        )
    return found


def make(tx: Transaction, name: str, guideline: str = "", lease_seconds: int = LEASE_S) -> Project:
    """Make a project.

    Raises:
        InvalidError: a value cannot be kept.
        NotAllowedError: who does it is no lead.
        WrongStateError: another project has this name.
    """
    require(tx.actor, "projects")
    made = Project(
        id=new_id(),
        name=_free(tx, name, None),
        guideline=text_of(guideline, "guideline"),
        lease_seconds=_lease(lease_seconds),
        archived=False,
        version=1,
        made=tx.now,
    )
    tx.connection.execute(sa.insert(table).values(**_values(made)))
    tx.tell(made.id, "project_made", data={"name": made.name})
    return made


def change(
    tx: Transaction,
    project_id: str,
    *,
    name: str | None = None,
    guideline: str | None = None,
    lease_seconds: int | None = None,
    archived: bool | None = None,
) -> Project:
    """Change what is given; raises as :func:`make` does."""
    require(tx.actor, "projects")
    before = get(tx, project_id)
    after = replace(
        before,
        name=before.name if name is None else _free(tx, name, project_id),
        guideline=before.guideline if guideline is None else text_of(guideline, "guideline"),
        lease_seconds=before.lease_seconds if lease_seconds is None else _lease(lease_seconds),
        archived=before.archived if archived is None else archived,
        version=before.version + 1,
    )
    tx.connection.execute(sa.update(table).where(table.c.id == project_id).values(_values(after)))
    tx.tell(project_id, "project_changed", data={"version": after.version})
    return after


def set_decoder(tx: Transaction, project_id: str, decoder: str | None) -> Project:
    """Have pages use a decoder in a project; None for the one in force.

    Raises:
        AbsentError, WrongStateError: there is no such project, or it is put away.
        NotAllowedError: who does it is no lead.
    """
    require(tx.actor, "tasks")
    before = open_for_change(tx, project_id)
    after = replace(before, decoder=decoder, version=before.version + 1)
    tx.connection.execute(sa.update(table).where(table.c.id == project_id).values(_values(after)))
    tx.tell(project_id, "project_changed", data={"version": after.version, "decoder": decoder})
    return after


def set_order(tx: Transaction, project_id: str, order: QueueOrder) -> Project:
    """Have a project's pictures given in an order; ``store/ordering.py`` has it computed.

    Raises:
        AbsentError, WrongStateError: there is no such project, or it is put away.
    """
    before = open_for_change(tx, project_id)
    after = replace(before, queue_order=order, version=before.version + 1)
    tx.connection.execute(sa.update(table).where(table.c.id == project_id).values(_values(after)))
    tx.tell(project_id, "project_changed", data={"version": after.version, "queue_order": order})
    return after


def touch(tx: Transaction, project_id: str) -> None:
    """Count a change of what a project's description shows, as of its labels."""
    grown = sa.update(table).where(table.c.id == project_id).values(version=table.c.version + 1)
    tx.connection.execute(grown)


def progress(tx: Transaction, project_id: str) -> Progress:
    """How many pictures are in which state, and how many objects they have."""
    picture = tables.picture.c
    counted = (
        sa.select(picture.state, sa.func.count(), sa.func.sum(picture.objects))
        .where(picture.project_id == project_id)
        .group_by(picture.state)
    )
    counts = dict.fromkeys(STATES, 0)
    objects = 0
    for state, count, sum_ in tx.connection.execute(counted):
        counts[state] += count
        objects += int(sum_)
    # Few; so what counts all needs no more than its index.
    trials = (
        sa.select(picture.state, picture.objects)
        .join(tables.trial, tables.trial.c.picture_key == picture.key)
        .where(tables.trial.c.project_id == project_id)
    )
    for state, own in tx.connection.execute(trials):
        counts[state] -= 1
        objects -= own
    for each in unseen.disguised(tx, project_id).values():
        counts[each.real.state] -= 1
        counts[each.seen.state] += 1
        objects += each.seen.objects - each.real.objects
    return Progress(counts, objects)


def _free(tx: Transaction, name: str, own: str | None) -> str:
    name = name_of(name, "project")
    there = tx.connection.execute(sa.select(table.c.id).where(table.c.name == name)).scalar()
    if there is not None and there != own:
        raise WrongStateError("name_taken", f"There is a project {shown(name)} already.")
    return name


def _lease(seconds: int) -> int:
    if not SHORTEST_S <= seconds <= LONGEST_S:
        raise InvalidError(
            "invalid_request",
            f"lease_seconds is {seconds}; expected {SHORTEST_S} to {LONGEST_S}.",
        )
    return seconds


def _values(project: Project) -> dict[str, object]:
    return {name: getattr(project, name) for name in Project.__dataclass_fields__}


def _project(row: Row) -> Project:
    return Project(**{name: getattr(row, name) for name in Project.__dataclass_fields__})
