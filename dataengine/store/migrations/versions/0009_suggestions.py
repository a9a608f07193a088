"""What a task suggests of pictures ahead of people, and which labels' suggestions are off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_Key = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Two tables more."""
    op.create_table(
        "suggestion",
        sa.Column("key", _Key, nullable=False),
        sa.Column("picture_key", _Key, nullable=False),
        sa.Column("project_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("score", sa.Float(53), nullable=False),
        sa.Column("line", sa.Float(53), nullable=False),
        sa.Column("mask", sa.Text, nullable=False),
        sa.Column("decoder", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("good", sa.Boolean(create_constraint=False)),
        sa.Column("overlap", sa.Float(53)),
        sa.Column("person_id", sa.Text),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.Column("decided", sa.BigInteger),
        sa.PrimaryKeyConstraint("key", name="pk_suggestion"),
        sa.ForeignKeyConstraint(["picture_key"], ["picture.key"], name="fk_suggestion_picture_key"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_suggestion_project_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_suggestion_person_id"),
        sa.UniqueConstraint("picture_key", "id", name="uq_suggestion_picture_key_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_suggestion_project_id_label_decided", "suggestion", ["project_id", "label", "decided"]
    )
    op.create_table(
        "prefill",
        sa.Column("project_id", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column(
            "off", sa.Boolean(create_constraint=False), nullable=False, server_default=sa.false()
        ),
        sa.Column("good", sa.Integer, nullable=False, server_default="0"),
        sa.Column("judged", sa.Integer, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("project_id", "label", name="pk_prefill"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_prefill_project_id"),
    )
