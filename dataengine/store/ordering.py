"""The order of a project's queue: which one, the task that computes it, and pictures' places in it.

An order is computed ahead by a process of its own (``dataengine/ordering``) and kept as a number
with each picture, so that the next picture is found by an index however many there are. A picture
that was added since has no number, and comes behind all that have one, until they are ordered anew.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

import sqlalchemy as sa

from dataengine.errors import InvalidError, shown
from dataengine.queue.ordering import ORDERS
from dataengine.queue.rights import require
from dataengine.records import Picture, QueueOrder, State, Task, Why
from dataengine.store import projects, tables, tasks, unseen
from dataengine.store.database import Transaction
from dataengine.store.picture_rows import picture_of
from dataengine.store.tables import NO_ORDINAL
from dataengine.store.tables import picture as table

KIND = "order"
"""Of the tasks."""

WAITING: tuple[State, ...] = ("new", "prefilled")
"""States of pictures that have a place in an order."""

BEGUN: tuple[State, ...] = ("in_progress", "submitted", "returned", "accepted")
"""States of pictures that others are compared with: a skipped one says nothing."""

AGAIN = 25
"""After so many more pictures that somebody has begun, what the model is unsure of is another."""

PORTION = 1000
"""Pictures whose places are written in one transaction: some 20 ms."""

_RETRY_MS = 10 * 60_000
_ALIVE = ("waiting", "running")

Writing = Callable[[], AbstractContextManager[Transaction]]


@dataclass(frozen=True, slots=True)
class Ordered:
    """How a project's queue stands.

    Attributes:
        order: the one that was chosen.
        task: the last one that computed or computes it; None where there was none.
        waiting: pictures that nobody has begun.
        without: those among them that have no place in the order yet.
    """

    order: QueueOrder
    task: Task | None
    waiting: int
    without: int


def of_project(tx: Transaction, project_id: str) -> Ordered:
    """How a project's queue stands.

    Raises:
        AbsentError: there is no such project.
    """
    project = projects.get(tx, project_id)
    found = tasks.of_project(tx, project_id, KIND)
    where = (table.c.project_id == project_id, unseen.no_trial(project_id))
    waiting = _count(tx, *where, table.c.state.in_(WAITING))
    without = _count(tx, *where, table.c.state.in_(WAITING), table.c.ordinal == NO_ORDINAL)
    return Ordered(project.queue_order, found[0] if found else None, waiting, without)


def choose(tx: Transaction, project_id: str, order: QueueOrder) -> Task | None:
    """Choose a project's order, and have it computed; the one that it has already is computed anew,
    but where something is at work on that.

    Returns:
        The task that computes it; None for the order in which pictures were added.

    Raises:
        InvalidError: there is no such order.
        AbsentError, WrongStateError: there is no such project, or it is put away.
        NotAllowedError: who does it is no lead.
    """
    require(tx.actor, "projects")
    if order not in ORDERS:
        raise InvalidError(
            "invalid_request",
            f"The order is {shown(order)}; expected {', '.join(ORDERS[:-1])} or {ORDERS[-1]}.",
        )
    same = projects.open_for_change(tx, project_id).queue_order == order
    alive = _alive(tx, project_id)
    if same and alive:
        return alive[0]
    if not same:
        projects.set_order(tx, project_id, order)
    for each in alive:
        tasks.cancel(tx, each.id)  # its order is another by now
    return None if order == "given" else _make(tx, project_id)


def ask_if_due(tx: Transaction, project_id: str) -> Task | None:
    """Have pictures ordered anew where some have no place yet, or where enough was learnt since.

    Called when somebody has submitted a picture, so that the next one is given at once.
    """
    project = projects.get(tx, project_id)
    if project.queue_order == "given" or project.archived:
        return None
    found = tasks.of_project(tx, project_id, KIND)
    last = found[0] if found else None
    if last is not None and last.state in _ALIVE:
        return None
    if last is not None and last.state == "failed" and last.made > tx.now - _RETRY_MS:
        return None
    new = sa.select(table.c.key).where(
        table.c.project_id == project_id,
        table.c.state.in_(WAITING),
        table.c.ordinal == NO_ORDINAL,
        unseen.no_trial(project_id),
    )
    if tx.connection.execute(new.limit(1)).scalar() is not None:
        return _make(tx, project_id)
    if project.queue_order == "unsure":
        before = int((last.result or {}).get("begun", 0)) if last else 0
        if begun(tx, project_id) >= before + AGAIN:
            return _make(tx, project_id)
    return None


def pictures_of(tx: Transaction, project_id: str) -> tuple[list[Picture], list[Picture]]:
    """A project's pictures that are to have a place, and those that they are compared with; each in
    the order in which they were added.

    Gold pictures are among the first, as if nobody had begun them: so they have a word too, and
    nobody knows them by having none.
    """
    gold = sa.select(tables.gold.c.picture_key).where(tables.gold.c.project_id == project_id)
    is_gold = table.c.key.in_(gold.scalar_subquery())
    where = (table.c.project_id == project_id, unseen.no_trial(project_id))
    wanted = sa.or_(table.c.state.in_(WAITING), is_gold)
    others = sa.and_(table.c.state.in_(BEGUN), sa.not_(is_gold))

    def found(condition: sa.ColumnElement[bool]) -> list[Picture]:
        chosen = sa.select(table).where(*where, condition).order_by(table.c.key)
        return [picture_of(row) for row in tx.connection.execute(chosen)]

    return found(wanted), found(others)


def keep(
    writing: Writing,
    project_id: str,
    order: QueueOrder,
    ranked: Sequence[tuple[int, Why | None]],
) -> None:
    """Write pictures' places, in portions between which others write.

    Args:
        writing: begins a transaction.
        order: that was computed. Where another was chosen meanwhile nothing more is written.
        ranked: numbers of pictures in their order, with why they come there.
    """
    placed = (
        sa.update(table)
        .where(table.c.key == sa.bindparam("of_key"))
        .values(ordinal=sa.bindparam("to_ordinal"), why=sa.bindparam("to_why"))
    )
    for begin in range(0, len(ranked), PORTION):
        began = time.monotonic()
        with writing() as tx:
            if projects.get(tx, project_id).queue_order != order:
                return
            values = [
                {"of_key": key, "to_ordinal": begin + place, "to_why": why}
                for place, (key, why) in enumerate(ranked[begin : begin + PORTION])
            ]
            tx.connection.execute(placed, values)
        time.sleep(time.monotonic() - began)
    with writing() as tx:
        tx.tell(project_id, "queue_ordered", data={"order": order, "pictures": len(ranked)})


def begun(tx: Transaction, project_id: str) -> int:
    """How many pictures somebody has begun."""
    return _count(tx, table.c.project_id == project_id, table.c.state.in_(BEGUN))


def _make(tx: Transaction, project_id: str) -> Task:
    return tasks.add(tx, KIND, {}, project_id)


def _alive(tx: Transaction, project_id: str) -> list[Task]:
    return [each for each in tasks.of_project(tx, project_id, KIND) if each.state in _ALIVE]


def _count(tx: Transaction, *conditions: sa.ColumnElement[bool]) -> int:
    chosen = sa.select(sa.func.count()).select_from(table).where(*conditions)
    return int(tx.connection.execute(chosen).scalar_one())
