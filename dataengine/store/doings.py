"""What each person did in a project lately, counted from its feed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa

from dataengine.store import feed, projects
from dataengine.store.database import Transaction
from dataengine.store.tables import event as table

_ACTIONS = {"submit": "submitted", "accept": "accepted", "return": "returned"}


@dataclass(slots=True)
class Doings:
    """What somebody did.

    Attributes:
        objects: changes of annotations, removals among them.
        submitted, accepted, returned: pictures, as often as it was done.
        last: when they did something last, milliseconds since 1970.
    """

    objects: int = 0
    submitted: int = 0
    accepted: int = 0
    returned: int = 0
    last: int = 0


def since(tx: Transaction, project_id: str, at: int) -> dict[str, Doings]:
    """By person, what they did from a time on, as far as who asks may hear of it.

    Raises:
        AbsentError: there is no such project.
    """
    projects.get(tx, project_id)
    recent = (
        table.c.project_id == project_id,
        table.c.number >= _first(tx, project_id, at),
        table.c.person_id.is_not(None),
        feed.audience(tx, project_id),
    )
    found: dict[str, Doings] = defaultdict(Doings)
    counted = (
        sa.select(table.c.person_id, table.c.kind, sa.func.count(), sa.func.max(table.c.at))
        .where(*recent)
        .group_by(table.c.person_id, table.c.kind)
    )
    for person_id, kind, count, last in tx.connection.execute(counted):
        each = found[person_id]
        each.last = max(each.last, last)
        if kind in ("annotation_saved", "annotation_removed"):
            each.objects += count
    changes = sa.select(table.c.person_id, table.c.data).where(
        *recent, table.c.kind == "picture_changed"
    )
    for person_id, data in tx.connection.execute(changes):
        name = _ACTIONS.get(data.get("action", ""))
        if name is not None:
            setattr(found[person_id], name, getattr(found[person_id], name) + 1)
    return dict(found)


def _first(tx: Transaction, project_id: str, at: int) -> int:
    """The number from which on events are not older. Numbers and times grow together, so that it is
    searched for by halves: a project has events by the million."""
    low, high = 1, feed.last(tx, project_id) + 1
    while low < high:
        middle = (low + high) // 2
        chosen = sa.select(table.c.number, table.c.at).where(
            table.c.project_id == project_id, table.c.number >= middle
        )
        row = tx.connection.execute(chosen.order_by(table.c.number).limit(1)).one()
        if row.at < at:
            low = row.number + 1
        else:
            high = middle
    return low
