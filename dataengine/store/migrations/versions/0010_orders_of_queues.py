"""A project's queue has an order, and each picture a place in it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Three columns and an index more."""
    given = sa.Column("queue_order", sa.Text, nullable=False, server_default="given")
    op.add_column("project", given)
    behind_all = str(2**31 - 1)
    op.add_column(
        "picture", sa.Column("ordinal", sa.Integer, nullable=False, server_default=behind_all)
    )
    op.add_column("picture", sa.Column("why", sa.Text))
    op.create_index(
        "ix_picture_project_id_state_ordinal_key",
        "picture",
        ["project_id", "state", "ordinal", "key"],
    )
