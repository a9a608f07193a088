"""Projects and pictures are removed for good; a picture is found by its hash in all projects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """One column, an index and two tables more."""
    op.add_column(
        "project",
        sa.Column(
            "removing",
            sa.Boolean(create_constraint=False),
            nullable=False,
            server_default=sa.false(),
        ),
    )
    op.create_index("ix_picture_id", "picture", ["id"])
    op.create_table(
        "removal",
        sa.Column("project_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("pictures", sa.Integer, nullable=False),
        sa.Column("objects", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("project_id", name="pk_removal"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_removal_person_id"),
    )
    op.create_table(
        "loose_file",
        sa.Column("picture_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("picture_id", name="pk_loose_file"),
    )
