"""A project's feed: everything that happened in it, in the order in which it became visible."""

from __future__ import annotations

import sqlalchemy as sa

from dataengine.records import FeedEvent
from dataengine.store.database import Transaction
from dataengine.store.tables import event as table


def after(tx: Transaction, project_id: str, number: int, limit: int = 500) -> list[FeedEvent]:
    """What happened after an event, the first first."""
    chosen = sa.select(table).where(table.c.project_id == project_id, table.c.number > number)
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


def last(tx: Transaction, project_id: str) -> int:
    """The number of the last event; 0 where nothing has happened."""
    chosen = sa.select(sa.func.max(table.c.number)).where(table.c.project_id == project_id)
    return int(tx.connection.execute(chosen).scalar() or 0)
