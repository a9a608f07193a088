"""Alembic's way in: it is handed the connection of a transaction that is open already."""

from __future__ import annotations

from alembic import context

from dataengine.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transaction_per_migration=False,
    render_as_batch=True,
)
context.run_migrations()
