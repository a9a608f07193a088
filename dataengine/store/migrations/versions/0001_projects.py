"""Projects, labels, pictures, annotations with their revisions, people, events, answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_Key = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_Bool = sa.Boolean(create_constraint=False)


def upgrade() -> None:
    """The first tables."""
    op.create_table(
        "person",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("token_hash", sa.Text),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("name", name="uq_person_name"),
    )
    op.create_table(
        "project",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("guideline", sa.Text, nullable=False),
        sa.Column("lease_seconds", sa.Integer, nullable=False),
        sa.Column("archived", _Bool, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_project"),
        sa.UniqueConstraint("name", name="uq_project_name"),
    )
    op.create_table(
        "label",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("project_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("colour", sa.Text, nullable=False),
        sa.Column("key", sa.Text),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_label"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_label_project_id"),
        sa.UniqueConstraint("project_id", "name", name="uq_label_project_id_name"),
    )
    op.create_table(
        "picture",
        sa.Column("key", _Key, nullable=False),
        sa.Column("project_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("browser_safe", _Bool, nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("group_name", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("objects", sa.Integer, nullable=False),
        sa.Column("exhaustive", sa.JSON),
        sa.Column("lease_person_id", sa.Text),
        sa.Column("lease_until", sa.BigInteger),
        sa.Column("worker_id", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("contents", sa.Integer, nullable=False),
        sa.Column("added", sa.BigInteger, nullable=False),
        sa.Column("changed", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_picture"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_picture_project_id"),
        sa.ForeignKeyConstraint(
            ["lease_person_id"], ["person.id"], name="fk_picture_lease_person_id"
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["person.id"], name="fk_picture_worker_id"),
        sa.UniqueConstraint("project_id", "id", name="uq_picture_project_id_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_picture_project_id_key", "picture", ["project_id", "key"])
    op.create_index("ix_picture_project_id_state_key", "picture", ["project_id", "state", "key"])
    op.create_index("ix_picture_project_id_lease_until", "picture", ["project_id", "lease_until"])
    op.create_table(
        "place",
        sa.Column("picture_id", sa.Text, nullable=False),
        sa.Column("folder", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("picture_id", name="pk_place"),
    )
    op.create_table(
        "annotation",
        sa.Column("key", _Key, nullable=False),
        sa.Column("picture_key", _Key, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("revision", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("removed", _Bool, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_annotation"),
        sa.ForeignKeyConstraint(["picture_key"], ["picture.key"], name="fk_annotation_picture_key"),
        sa.UniqueConstraint("picture_key", "id", name="uq_annotation_picture_key_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_annotation_label", "annotation", ["label"])
    op.create_table(
        "revision",
        sa.Column("key", _Key, nullable=False),
        sa.Column("annotation_key", _Key, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("predecessor", sa.Text),
        sa.Column("rank", sa.Float(53), nullable=False),
        sa.Column("record", sa.Text),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_revision"),
        sa.ForeignKeyConstraint(
            ["annotation_key"], ["annotation.key"], name="fk_revision_annotation_key"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_revision_person_id"),
        sa.UniqueConstraint("annotation_key", "name", name="uq_revision_annotation_key_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "event",
        sa.Column("number", _Key, nullable=False),
        sa.Column("project_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text),
        sa.Column("picture_id", sa.Text),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_event"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_event_project_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_event_person_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_event_project_id_number", "event", ["project_id", "number"])
    op.create_table(
        "answered",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("headers", sa.JSON, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_answered"),
    )
    op.create_index("ix_answered_at", "answered", ["at"])
