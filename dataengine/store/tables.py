"""The tables as they are now; ``migrations/`` leads there from every earlier form.

Rows that others refer to by the million have a number as key (``key``), which no API shows; what
the API calls ``id`` is text. Times are milliseconds since 1970, UTC.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Key = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts a primary key up only where it is an INTEGER."""

person = Table(
    "person",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("token_hash", Text),
    Column("made", BigInteger, nullable=False),
)

project = Table(
    "project",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("guideline", Text, nullable=False),
    Column("lease_seconds", Integer, nullable=False),
    Column("archived", Boolean(create_constraint=False), nullable=False),
    Column("version", Integer, nullable=False),
    Column("made", BigInteger, nullable=False),
    # Not of the record: annotators are answered that one.
    Column("gold_rate", Float(53), nullable=False, server_default="0"),
    Column("decoder", Text),
    # Being removed: nobody sees it any more, and its rows go in portions.
    Column("removing", Boolean(create_constraint=False), nullable=False, server_default=false()),
    Column("queue_order", Text, nullable=False, server_default="given"),
)

NO_ORDINAL = 2**31 - 1
"""Of pictures that have no place in an order yet: behind all that have one."""

removal = Table(
    "removal",
    METADATA,
    # Of a project that is in no table of its own any more.
    Column("project_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("pictures", Integer, nullable=False),
    Column("objects", Integer, nullable=False),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""What was removed for good, by whom and when."""

loose_file = Table("loose_file", METADATA, Column("picture_id", Text, primary_key=True))
"""Pictures that were removed from a project, whose files go where no other has them."""

label = Table(
    "label",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("project_id", Text, ForeignKey("project.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("colour", Text, nullable=False),
    Column("key", Text),
    Column("rank", Integer, nullable=False),
    UniqueConstraint("project_id", "name"),
)

picture = Table(
    "picture",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("project_id", Text, ForeignKey("project.id"), nullable=False),
    Column("id", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("format", Text, nullable=False),
    Column("browser_safe", Boolean(create_constraint=False), nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("group_name", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("objects", Integer, nullable=False),
    Column("open_comments", Integer, nullable=False, server_default="0"),
    Column("exhaustive", JSON(none_as_null=True)),
    Column("lease_person_id", Text, ForeignKey("person.id")),
    Column("lease_until", BigInteger),
    Column("worker_id", Text, ForeignKey("person.id")),
    Column("version", Integer, nullable=False),
    Column("contents", Integer, nullable=False),
    Column("added", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("ordinal", Integer, nullable=False, server_default=str(NO_ORDINAL)),
    Column("why", Text),
    UniqueConstraint("project_id", "id"),
    Index(None, "id"),
    Index(None, "project_id", "key"),
    Index(None, "project_id", "state", "key"),
    Index(None, "project_id", "lease_until"),
    Index(None, "project_id", "worker_id", "state", "key"),
    Index(None, "project_id", "state", "objects"),
    Index(None, "project_id", "state", "ordinal", "key"),
    sqlite_autoincrement=True,
)

gold = Table(
    "gold",
    METADATA,
    Column("picture_key", Key, ForeignKey("picture.key"), primary_key=True, autoincrement=False),
    Column("project_id", Text, ForeignKey("project.id"), nullable=False),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False),
    Column("made", BigInteger, nullable=False),
    Index(None, "project_id"),
)
"""Accepted pictures whose annotations are a known answer, and who said so."""

trial = Table(
    "trial",
    METADATA,
    Column("picture_key", Key, ForeignKey("picture.key"), primary_key=True, autoincrement=False),
    Column("project_id", Text, ForeignKey("project.id"), nullable=False),
    Column("gold_key", Key, ForeignKey("picture.key"), nullable=False),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False),
    UniqueConstraint("gold_key", "person_id"),
    Index(None, "project_id", "person_id"),
)
"""What a person makes of a gold picture: a picture of its own, which nobody else is answered. Its
id in the table of pictures is the gold one's, a full stop, and the person's."""

place = Table(
    "place",
    METADATA,
    # Where the file of a picture lies: under the id alone, in a registered folder.
    Column("picture_id", Text, primary_key=True),
    Column("folder", Text, nullable=False),
    Column("path", Text, nullable=False),
)

annotation = Table(
    "annotation",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("picture_key", Key, ForeignKey("picture.key"), nullable=False),
    Column("id", Text, nullable=False),
    Column("revision", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("removed", Boolean(create_constraint=False), nullable=False),
    UniqueConstraint("picture_key", "id"),
    Index(None, "label"),
    Index(None, "picture_key", "label", "removed"),
    sqlite_autoincrement=True,
)

revision = Table(
    "revision",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("annotation_key", Key, ForeignKey("annotation.key"), nullable=False),
    Column("name", Text, nullable=False),
    Column("predecessor", Text),
    Column("rank", Float(53), nullable=False),
    Column("record", Text),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False),
    Column("at", BigInteger, nullable=False),
    UniqueConstraint("annotation_key", "name"),
    sqlite_autoincrement=True,
)
"""Append-only: a row is never changed. ``record`` is JSON as text, NULL where it was removed."""

event = Table(
    "event",
    METADATA,
    Column("number", Key, primary_key=True),
    Column("project_id", Text, ForeignKey("project.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("person_id", Text, ForeignKey("person.id")),
    Column("picture_id", Text),
    Column("data", JSON, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("audience", Text),
    Index(None, "project_id", "number"),
    sqlite_autoincrement=True,
)

"""``audience`` is the one person who hears of it; NULL for all."""

answered = Table(
    "answered",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", JSON, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index(None, "at"),
)
"""Answers of requests that had an idempotency key."""

comment = Table(
    "comment",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("picture_key", Key, ForeignKey("picture.key"), nullable=False),
    Column("annotation_id", Text),
    Column("x", Float(53)),
    Column("y", Float(53)),
    Column("text", Text, nullable=False),
    Column("answers", Text),
    Column("action", Text),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False),
    Column("resolved", Boolean(create_constraint=False), nullable=False),
    Column("made", BigInteger, nullable=False),
    Index(None, "picture_key"),
)

memory = Table(
    "memory",
    METADATA,
    Column("project_id", Text, ForeignKey("project.id"), primary_key=True),
    Column("label", Text, primary_key=True),
    Column("sums", Text, nullable=False),
)
"""What a project has learnt of a label; of all objects where the label is empty. ``sums`` is JSON
as text, as ``sam.ranking.Sums`` has it: every digit counts."""

lesson = Table(
    "lesson",
    METADATA,
    Column("project_id", Text, ForeignKey("project.id"), primary_key=True),
    Column("annotation_id", Text, primary_key=True),
)
"""The objects that a project's memory has learnt from, each once."""

timing = Table(
    "timing",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("project_id", Text, ForeignKey("project.id"), nullable=False),
    Column("picture_id", Text, nullable=False),
    Column("annotation_id", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("decoder", Text, nullable=False),
    Column("active_ms", Integer, nullable=False),
    Column("clicks", Integer, nullable=False),
    Column("corrections", Integer, nullable=False),
    Column("person_id", Text, ForeignKey("person.id"), nullable=False),
    Column("at", BigInteger, nullable=False),
    Index(None, "project_id", "key"),
    sqlite_autoincrement=True,
)

task = Table(
    "task",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("project_id", Text, ForeignKey("project.id")),
    Column("parameters", JSON, nullable=False),
    Column("state", Text, nullable=False),
    Column("worker", Text),
    Column("beat", BigInteger),
    Column("cancelling", Boolean(create_constraint=False), nullable=False),
    Column("progress", JSON, nullable=False),
    Column("result", JSON(none_as_null=True)),
    Column("problem", Text),
    Column("made", BigInteger, nullable=False),
    Index(None, "state", "kind"),
)
