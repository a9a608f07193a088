"""The database: SQLite in a folder, or PostgreSQL by its URL. Transactions, and what fails in them.

Writes come one after the other, in both: SQLite knows nothing else, and PostgreSQL is asked for it
by a lock, so that an event's number says when it became visible, and no rule needs a second form.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from dataengine.errors import (
    DataEngineError,
    FullError,
    LockedError,
    NotAllowedError,
    OpeningError,
    StorageError,
)
from dataengine.records import Json, Person
from dataengine.store import tables
from dataengine.store.locations import refuse_network

FILE = "projects.sqlite"
"""The database's name in its folder."""

_WAIT_S = 10
"""How long a write of this process waits for another process's."""

Row = sa.Row[*tuple[Any, ...]]
"""Of any table."""

_CACHE_KB = 8000
"""Of a connection; as many connections are open as requests were answered at once."""

_POSTGRES_LOCK = 0x5E67_3E47
"""Names the lock of all writes; any number that other programs do not use in this database."""


def clock() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


@dataclass
class Transaction:
    """What is done together.

    Attributes:
        connection: to the database.
        now: the time of all that is done in it.
        person: who does or reads it; None where nobody is named.
        guest: whether somebody reads who was let in and is not named; an operator, who works on the
            data itself, is none.
        writes: whether it may change something.
        told: whether something went into the feed.
        hushed: ids of pictures of which nobody else hears.
    """

    connection: sa.Connection
    now: int
    person: Person | None = None
    guest: bool = False
    writes: bool = False
    told: bool = field(default=False, init=False)
    hushed: set[str] = field(default_factory=set, init=False)

    @property
    def actor(self) -> Person:
        """Who does it.

        Raises:
            NotAllowedError: nobody was named.
        """
        if self.person is None:
            raise NotAllowedError(
                "person_required",
                "This changes what is kept; say who you are by the header Person, with the id "
                "that POST /api/v1/people answers.",
            )
        return self.person

    def tell(
        self, project_id: str, kind: str, picture_id: str | None = None, data: Json | None = None
    ) -> None:
        """Put something into a project's feed; what is hushed is for who does it alone."""
        self.told = True
        whose = self.person.id if self.person else None
        self.connection.execute(
            sa.insert(tables.event).values(
                project_id=project_id,
                kind=kind,
                person_id=whose,
                picture_id=picture_id,
                data=dict(data or {}),
                at=self.now,
                audience=whose if picture_id in self.hushed else None,
            )
        )


class Database:
    """Connections to one database, which has been brought up to date.

    Args:
        url: as SQLAlchemy takes it.
        folder: where SQLite's file lies; None for PostgreSQL.
        now: the time.

    Raises:
        OpeningError: there is no such database, or it cannot be used.
    """

    def __init__(
        self, url: str | None, folder: Path | None, now: Callable[[], int] = clock
    ) -> None:
        self._now = now
        self._writes = threading.Lock()
        self.is_sqlite = url is None
        if url is None:
            if folder is None:
                raise OpeningError("There is neither a folder nor a URL of a database.")
            refuse_network(folder)
            self.file: Path | None = folder / FILE
            self.engine = _sqlite(self.file)
        else:
            self.file = None
            self.engine = _postgres(url)
        self._writing = self.engine.execution_options(segment_writes=True)

    @contextmanager
    def reading(self, person: Person | None = None, guest: bool = False) -> Iterator[Transaction]:
        """A transaction that sees one state of things and changes nothing.

        Args:
            person, guest: who reads, as :class:`Transaction` has it.
        """
        with _translated(), self.engine.connect() as connection:
            yield Transaction(connection, self._now(), person, guest)

    @contextmanager
    def writing(self, person: Person | None = None) -> Iterator[Transaction]:
        """A transaction that is kept when the block ends, and forgotten where it raises.

        When the block has been left, what was done is on the disk.
        """
        # Within this process writes wait here, in turn: SQLite would let them try by chance.
        if not self._writes.acquire(timeout=3 * _WAIT_S):
            raise LockedError
        try:
            with _translated(), self._writing.begin() as connection:
                if not self.is_sqlite:
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_POSTGRES_LOCK)))
                yield Transaction(connection, self._now(), person, writes=True)
        finally:
            self._writes.release()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _sqlite(file: Path) -> sa.Engine:
    engine = sa.create_engine(
        sa.URL.create("sqlite+pysqlite", database=str(file)),
        connect_args={"timeout": _WAIT_S, "check_same_thread": False},
        pool_size=32,
        max_overflow=32,
        pool_use_lifo=True,  # what one connection has read lately is in its memory
    )

    @sa.event.listens_for(engine, "connect")
    def connect(connection: Any, _: object) -> None:
        connection.isolation_level = None  # we say ourselves when a transaction begins
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={_WAIT_S * 1000}",
            f"cache_size=-{_CACHE_KB}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        # A write that begins as a reading is refused where another came first.
        writes = connection.get_execution_options().get("segment_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres(url: str) -> sa.Engine:
    expected = "expected one such as postgresql+psycopg://user:password@host/name"
    try:
        parsed = sa.make_url(url)
        if parsed.get_backend_name() != "postgresql":
            raise OpeningError(
                f"The database is of the kind {parsed.get_backend_name()!r}; {expected}."
            )
        # Of the 100 connections that a server gives, several processes of ours take their part.
        return sa.create_engine(parsed, pool_size=10, max_overflow=30, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError):
        raise OpeningError(f"The URL of the database is none; {expected}.") from None
    except ModuleNotFoundError as error:
        raise OpeningError(
            f"PostgreSQL needs the package {error.name}, which is not installed; "
            "pip install 'segment-studio[postgres]'."
        ) from None


@contextmanager
def _translated() -> Iterator[None]:
    """What the database raises, in our words."""
    try:
        yield
    except DataEngineError:
        raise
    except DBAPIError as error:
        raise translated(error) from error


def translated(error: DBAPIError) -> Exception:
    """A database's error in our words; one that nobody expected stays what it is."""
    said = str(error.orig).lower()
    if "database or disk is full" in said or "no space left" in said:
        return FullError()
    if "database is locked" in said or "database table is locked" in said:
        return LockedError()
    if "readonly" in said or "read-only" in said:
        return StorageError("storage_read_only", "The database of the projects takes no change.")
    if "disk i/o error" in said:
        return StorageError(
            "storage_failed", "The disk of the projects does not take or give what it should."
        )
    if isinstance(error, OperationalError):
        return StorageError("storage_failed", f"The database does not answer ({_first(said)}).")
    return error


def _first(said: str) -> str:
    return said.strip().splitlines()[0][:120] if said.strip() else "it says nothing"
