"""Backups of SQLite and the pictures, taken while a server runs; and putting one back."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from dataengine.errors import OpeningError
from dataengine.store import postgres_copies
from dataengine.store.backup import copy_database, sync_folder
from dataengine.store.database import FILE, Database
from dataengine.store.files import PICTURES
from dataengine.store.migrate import MIGRATION_LOCK, revision_of
from dataengine.store.removals import FILES_LOCK

ABOUT = "backup.json"
"""What says of a folder that it is a backup; written last."""

_FORMAT = 1


def back_up(folder: Path, target: Path, url: str | None = None) -> dict[str, object]:
    """Copy database and pictures into a folder that is new.

    The database is copied first: every picture that it knows was kept before it knew it.

    Args:
        url: of a PostgreSQL database; None for SQLite in the folder.

    Returns:
        What is in the backup, as it says itself.

    Raises:
        OpeningError: there is nothing to copy, the folder is there already, or PostgreSQL's
            programs are absent or do not do it.
        OSError: the disk does not take it.
    """
    if url is not None:
        postgres_copies.program("pg_dump", folder / PICTURES)
    elif not (folder / FILE).is_file():
        raise OpeningError(f"There are no projects in {folder}: it has no {FILE}.")
    if target.exists() and any(target.iterdir()):
        raise OpeningError(f"{target} is not empty; expected a folder that is new.")
    target.mkdir(parents=True, exist_ok=True)
    # What the database knows when it is copied is there to be copied after it.
    with FileLock(folder / FILES_LOCK):
        return _copied(folder, target, url)


def _copied(folder: Path, target: Path, url: str | None) -> dict[str, object]:
    if url is None:
        copy_database(folder / FILE, target / FILE)
    else:
        postgres_copies.dump(url, target / postgres_copies.DUMP, folder / PICTURES)
    database = Database(url, target)
    revision = revision_of(database)
    database.close()
    for path in target.glob(f"{FILE}-*"):
        path.unlink()
    count = 0
    for path in _files(folder / PICTURES):
        copy = target / PICTURES / path.parent.name / path.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        count += 1
    about: dict[str, object] = {
        "format": _FORMAT,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "revision": revision,
        "database": "sqlite" if url is None else "postgresql",
        "database_sha256": _sha256(target / _file_of(url)),
        "pictures": count,
    }
    (target / ABOUT).write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
    sync_folder(target)
    return about


def put_back(backup: Path, folder: Path, url: str | None = None) -> Path | None:
    """Put a backup in the place of what is in a folder, which no process may have open.

    Everything of the backup is looked at before anything is changed.

    Args:
        url: of a PostgreSQL database, which nobody else may be connected to; None for SQLite.

    Returns:
        Where the database that was there lies now; None where there was none.

    Raises:
        OpeningError: it is no backup, a damaged one, or one of another kind of database; or
            PostgreSQL's programs are absent or do not do it.
        OSError: the disk does not take it.
    """
    if url is not None:
        postgres_copies.program("pg_restore", folder / PICTURES)
    _check(backup, url)
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / MIGRATION_LOCK):
        for path in _files(backup / PICTURES):
            copy = folder / PICTURES / path.parent.name / path.name
            if not copy.exists() or _sha256(copy) != copy.name:
                copy.parent.mkdir(parents=True, exist_ok=True)
                unfinished = copy.with_name(f".{copy.name}-restored")
                shutil.copyfile(path, unfinished)
                os.replace(unfinished, copy)
        replaced = None
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        if url is not None:
            replaced = folder / f"replaced-{stamp}"
            replaced.mkdir()
            postgres_copies.dump(url, replaced / postgres_copies.DUMP, folder / PICTURES)
            postgres_copies.load(url, backup / postgres_copies.DUMP, folder / PICTURES)
            return replaced
        for path in sorted(folder.glob(f"{FILE}*")):
            replaced = folder / f"replaced-{stamp}"
            replaced.mkdir(exist_ok=True)
            os.replace(path, replaced / path.name)
        unfinished = folder / f".{FILE}-restored"
        shutil.copyfile(backup / FILE, unfinished)
        os.replace(unfinished, folder / FILE)
        sync_folder(folder)
    return replaced


def _file_of(url: str | None) -> str:
    """The database's name in a backup."""
    return FILE if url is None else postgres_copies.DUMP


def _check(backup: Path, url: str | None) -> None:
    try:
        about = json.loads((backup / ABOUT).read_text(encoding="utf-8"))
        wanted, form = about["database_sha256"], about["format"]
        kind = about.get("database", "sqlite")
    except (OSError, ValueError, KeyError, TypeError):
        raise OpeningError(
            f"{backup} is no backup, or one that was not finished: it has no sound {ABOUT}."
        ) from None
    if form != _FORMAT:
        raise OpeningError(f"{backup} is a backup of the format {form!r}; expected {_FORMAT}.")
    if kind != ("sqlite" if url is None else "postgresql"):
        raise OpeningError(
            f"{backup} is a backup of a {kind} database; "
            + ("give its URL with --database." if url is None else "leave --database out.")
        )
    copy = backup / _file_of(url)
    if not copy.is_file() or _sha256(copy) != wanted:
        raise OpeningError(f"The database in {backup} is damaged: its hash is not what it was.")
    for path in _files(backup / PICTURES):
        if _sha256(path) != path.name:
            raise OpeningError(f"The picture {path} is damaged: its hash is not its name.")


def _files(folder: Path) -> Iterator[Path]:
    """The pictures of a folder; what is being written has a name that begins with a dot."""
    for path in sorted(folder.glob("??/*")):
        if len(path.name) == 64:
            yield path


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
