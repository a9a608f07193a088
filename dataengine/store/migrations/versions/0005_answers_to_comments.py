"""Comments that answer others or go with an action, and how many of a picture are open."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Three columns more; those that are open are counted."""
    op.add_column("comment", sa.Column("answers", sa.Text))
    op.add_column("comment", sa.Column("action", sa.Text))
    op.add_column(
        "picture", sa.Column("open_comments", sa.Integer, nullable=False, server_default="0")
    )
    op.execute(
        sa.text(
            "UPDATE picture SET open_comments = (SELECT count(*) FROM comment"
            " WHERE comment.picture_key = picture.key AND NOT comment.resolved)"
            " WHERE key IN (SELECT picture_key FROM comment)"
        )
    )
