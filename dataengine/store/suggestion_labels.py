"""Suggestions of a label that is called otherwise, goes into another, or is removed."""

from __future__ import annotations

import sqlalchemy as sa

from dataengine.store.database import Transaction
from dataengine.store.suggestion_tables import prefill, suggestion


def rename(tx: Transaction, project_id: str, old: str, new: str) -> None:
    """Suggestions get the new name; of two labels that become one, what was said of the
    one that stays stands."""
    of = (suggestion.c.project_id == project_id, suggestion.c.label == old)
    tx.connection.execute(sa.update(suggestion).where(*of).values(label=new))
    own, others = (
        (prefill.c.project_id == project_id, prefill.c.label == label) for label in (old, new)
    )
    if tx.connection.execute(sa.select(prefill.c.label).where(*others)).scalar() is None:
        tx.connection.execute(sa.update(prefill).where(*own).values(label=new))
    else:
        tx.connection.execute(sa.delete(prefill).where(*own))


def remove(tx: Transaction, project_id: str, label: str) -> None:
    """Suggestions of a label that is no more go with it."""
    for table in (suggestion, prefill):
        of = (table.c.project_id == project_id, table.c.label == label)
        tx.connection.execute(sa.delete(table).where(*of))
