"""Copies of a PostgreSQL database, by PostgreSQL's own programs in child processes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa

from dataengine.errors import OpeningError
from dataengine.store.database import Database

DUMP = "projects.dump"
"""The copy, as ``pg_restore`` reads it."""


def program(name: str, pictures: Path) -> str:
    """Where one of PostgreSQL's programs is.

    Args:
        pictures: their folder, which whoever copies by hand has to know.

    Raises:
        OpeningError: it is not on the PATH.
    """
    found = shutil.which(name)
    if found is None:
        raise OpeningError(
            f"A PostgreSQL database is copied by its own means, and {name} is not on the PATH; "
            f"install PostgreSQL's client programs. The pictures are in {pictures}."
        )
    return found


def dump(url: str, target: Path, pictures: Path) -> None:
    """Copy a database, whoever writes to it meanwhile, into a file that is new.

    Raises:
        OpeningError: the program is absent, or does not do it.
    """
    command = [program("pg_dump", pictures), "--format=custom", "--no-owner", "--no-privileges"]
    _run([*command, f"--file={target}"], url)


def load(url: str, source: Path, pictures: Path) -> None:
    """Put a copy in the place of what is in a database, all of it or nothing.

    Raises:
        OpeningError: the program is absent, or does not do it.
    """
    command = [program("pg_restore", pictures), "--clean", "--if-exists", "--no-owner"]
    _run([*command, "--no-privileges", "--single-transaction", "--dbname", "", str(source)], url)


def others(database: Database) -> int:
    """How many connections others have to a database."""
    asked = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    with database.reading() as tx:
        return int(tx.connection.execute(asked).scalar_one())


def _run(command: Sequence[str], url: str) -> None:
    # Who looks at the list of processes shall not see a password.
    parsed = sa.make_url(url)
    values = {
        "PGHOST": parsed.host or parsed.query.get("host"),
        "PGPORT": parsed.port,
        "PGUSER": parsed.username,
        "PGPASSWORD": parsed.password,
        "PGDATABASE": parsed.database,
    }
    named = {name: str(value) for name, value in values.items() if value}
    words = [named.get("PGDATABASE", "") if each == "" else each for each in command]
    done = subprocess.run(
        words,
        env={**os.environ, **named},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or ["it says nothing"]
        raise OpeningError(f"{Path(command[0]).name} does not do it: {lines[0][:300]}")
