"""Comments of pictures, what masks took, and tasks of workers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_Key = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_Bool = sa.Boolean(create_constraint=False)


def upgrade() -> None:
    """Three tables more."""
    op.create_table(
        "comment",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("picture_key", _Key, nullable=False),
        sa.Column("annotation_id", sa.Text),
        sa.Column("x", sa.Float(53)),
        sa.Column("y", sa.Float(53)),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("resolved", _Bool, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
        sa.ForeignKeyConstraint(["picture_key"], ["picture.key"], name="fk_comment_picture_key"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_comment_person_id"),
    )
    op.create_index("ix_comment_picture_key", "comment", ["picture_key"])
    op.create_table(
        "timing",
        sa.Column("key", _Key, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("project_id", sa.Text, nullable=False),
        sa.Column("picture_id", sa.Text, nullable=False),
        sa.Column("annotation_id", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("decoder", sa.Text, nullable=False),
        sa.Column("active_ms", sa.Integer, nullable=False),
        sa.Column("clicks", sa.Integer, nullable=False),
        sa.Column("corrections", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_timing"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_timing_project_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_timing_person_id"),
        sa.UniqueConstraint("id", name="uq_timing_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_timing_project_id_key", "timing", ["project_id", "key"])
    op.create_table(
        "task",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("project_id", sa.Text),
        sa.Column("parameters", sa.JSON, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("worker", sa.Text),
        sa.Column("beat", sa.BigInteger),
        sa.Column("cancelling", _Bool, nullable=False),
        sa.Column("progress", sa.JSON, nullable=False),
        sa.Column("result", sa.JSON),
        sa.Column("problem", sa.Text),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_task"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_task_project_id"),
    )
    op.create_index("ix_task_state_kind", "task", ["state", "kind"])
