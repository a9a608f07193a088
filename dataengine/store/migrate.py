"""Bringing a database up to date, at each start: after a backup, one process at a time."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock

from dataengine.errors import OpeningError
from dataengine.store.backup import copy_database
from dataengine.store.database import Database

log = logging.getLogger(__name__)

BACKUPS = "backups"
"""The folder of backups in the folder of the data."""

MIGRATION_LOCK = "migration.lock"
"""Of the process that changes what others may not look at meanwhile."""


def configuration() -> Config:
    """Alembic's, without a file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def newest() -> str:
    """The revision of the tables that this version of the product works with."""
    found = ScriptDirectory.from_config(configuration()).get_current_head()
    assert found is not None
    return found


def bring_up_to_date(database: Database, folder: Path, target: str | None = None) -> str | None:
    """Run the migrations that the database lacks.

    Args:
        database: what is to be brought up to date.
        folder: of the data: the backup and the lock of all processes go there.
        target: a revision; None for the newest.

    Returns:
        The revision that it had, where there were migrations to run; None for a new database.

    Raises:
        OpeningError: a later version of the product wrote it.
    """
    target = target or newest()
    with FileLock(folder / MIGRATION_LOCK):
        before = revision_of(database)
        if before == target:
            return before
        script = ScriptDirectory.from_config(configuration())
        known = {each.revision for each in script.walk_revisions()}
        if before is not None and before not in known:
            raise OpeningError(
                f"The database of the projects has the form {before!r}, which a later version of "
                f"Segment Studio wrote; this one knows {target!r}. Start that version, or restore "
                "a backup from before."
            )
        if before is not None and database.file is not None:
            stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
            kept = folder / BACKUPS / f"before-{target}-{stamp}.sqlite"
            kept.parent.mkdir(parents=True, exist_ok=True)
            copy_database(database.file, kept)
            log.info("The database is brought up to date; as it was, it is kept in %s.", kept)
        config = configuration()
        with database.writing() as transaction:
            config.attributes["connection"] = transaction.connection
            command.upgrade(config, target)
        return before


def revision_of(database: Database) -> str | None:
    """The revision of a database's tables; None where it has none."""
    try:
        with database.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except sa.exc.OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0][:200]
        raise OpeningError(f"The database of the projects cannot be opened ({reason}).") from None
    except sa.exc.DatabaseError as error:
        reason = str(error.orig).strip().splitlines()[0][:200]
        raise OpeningError(
            f"The database of the projects is damaged ({reason}); restore a backup with "
            "`python -m dataengine restore`."
        ) from None
