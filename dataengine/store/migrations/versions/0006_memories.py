"""What projects have learnt of which mask comes first, and from which objects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Two tables more."""
    op.create_table(
        "memory",
        sa.Column("project_id", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("sums", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("project_id", "label", name="pk_memory"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_memory_project_id"),
    )
    op.create_table(
        "lesson",
        sa.Column("project_id", sa.Text, nullable=False),
        sa.Column("annotation_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("project_id", "annotation_id", name="pk_lesson"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_lesson_project_id"),
    )
