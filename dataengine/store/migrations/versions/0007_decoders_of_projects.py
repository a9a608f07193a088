"""A project may have a decoder of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """One column more."""
    op.add_column("project", sa.Column("decoder", sa.Text))
