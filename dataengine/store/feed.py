"""A project's feed: everything that happened in it, in the order in which it became visible."""

from __future__ import annotations

import sqlalchemy as sa

from dataengine.records import FeedEvent
from dataengine.store import unseen
from dataengine.store.database import Transaction
from dataengine.store.tables import event as table


def after(tx: Transaction, project_id: str, number: int, limit: int = 500) -> list[FeedEvent]:
    """What happened after an event, the first first; of gold pictures nobody hears who is blind to
    them, but for what they did themselves.
    """
    chosen = sa.select(table).where(
        table.c.project_id == project_id, table.c.number > number, audience(tx, project_id)
    )
    rows = tx.connection.execute(chosen.order_by(table.c.number).limit(limit))
    return [
        FeedEvent(
            number=row.number,
            project_id=row.project_id,
            kind=row.kind,
            person_id=row.person_id,
            picture_id=row.picture_id,
            data=row.data,
            at=row.at,
        )
        for row in rows
    ]


def audience(tx: Transaction, project_id: str) -> sa.ColumnElement[bool]:
    """That who asks may hear of an event."""
    hidden = [each.real.id for each in unseen.disguised(tx, project_id).values()]
    for_all: sa.ColumnElement[bool] = table.c.audience.is_(None)
    if hidden:
        others = sa.or_(
            table.c.picture_id.is_(None),
            table.c.picture_id.not_in(hidden),
            table.c.kind == "picture_added",  # as every picture was
        )
        for_all = sa.and_(for_all, others)
    return for_all if tx.person is None else sa.or_(for_all, table.c.audience == tx.person.id)


def last(tx: Transaction, project_id: str) -> int:
    """The number of the last event; 0 where nothing has happened."""
    chosen = sa.select(sa.func.max(table.c.number)).where(table.c.project_id == project_id)
    return int(tx.connection.execute(chosen).scalar() or 0)
