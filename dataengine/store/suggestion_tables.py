"""The tables of prefill: what was suggested of pictures, and what is known of each label.

Beside the others in ``tables.py``, whose description they belong to.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from dataengine.store.tables import METADATA, Key

suggestion = Table(
    "suggestion",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("picture_key", Key, ForeignKey("picture.key"), nullable=False),
    Column("project_id", Text, ForeignKey("project.id"), nullable=False),
    Column("id", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("score", Float(53), nullable=False),
    Column("line", Float(53), nullable=False),
    Column("mask", Text, nullable=False),
    Column("decoder", Text, nullable=False),
    Column("state", Text, nullable=False),
    # Whether it was right, once that is known.
    Column("good", Boolean(create_constraint=False)),
    Column("overlap", Float(53)),
    Column("person_id", Text, ForeignKey("person.id")),
    Column("made", BigInteger, nullable=False),
    Column("decided", BigInteger),
    UniqueConstraint("picture_key", "id"),
    Index(None, "project_id", "label", "decided"),
    sqlite_autoincrement=True,
)
"""What was suggested of a picture. ``id`` is that of the annotation which it becomes; ``mask`` is a
published record as JSON text."""

prefill = Table(
    "prefill",
    METADATA,
    Column("project_id", Text, ForeignKey("project.id"), primary_key=True),
    Column("label", Text, primary_key=True),
    # Decisions from then on say what it is worth: it was switched on then.
    Column("since", BigInteger, nullable=False),
    Column("off", Boolean(create_constraint=False), nullable=False, server_default=false()),
    # What it was switched off for.
    Column("good", Integer, nullable=False, server_default="0"),
    Column("judged", Integer, nullable=False, server_default="0"),
)
"""Labels of which suggestions are off, or were."""
