"""Gold pictures, what people make of them, how many there are among the others, and events that one
person alone hears of.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_Key = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Two tables and two columns more."""
    op.add_column(
        "project", sa.Column("gold_rate", sa.Float(53), nullable=False, server_default="0")
    )
    op.add_column("event", sa.Column("audience", sa.Text))
    op.create_table(
        "gold",
        sa.Column("picture_key", _Key, nullable=False, autoincrement=False),
        sa.Column("project_id", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("picture_key", name="pk_gold"),
        sa.ForeignKeyConstraint(["picture_key"], ["picture.key"], name="fk_gold_picture_key"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_gold_project_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_gold_person_id"),
    )
    op.create_index("ix_gold_project_id", "gold", ["project_id"])
    op.create_table(
        "trial",
        sa.Column("picture_key", _Key, nullable=False, autoincrement=False),
        sa.Column("project_id", sa.Text, nullable=False),
        sa.Column("gold_key", _Key, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("picture_key", name="pk_trial"),
        sa.ForeignKeyConstraint(["picture_key"], ["picture.key"], name="fk_trial_picture_key"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_trial_project_id"),
        sa.ForeignKeyConstraint(["gold_key"], ["picture.key"], name="fk_trial_gold_key"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_trial_person_id"),
        sa.UniqueConstraint("gold_key", "person_id", name="uq_trial_gold_key_person_id"),
    )
    op.create_index("ix_trial_project_id_person_id", "trial", ["project_id", "person_id"])
