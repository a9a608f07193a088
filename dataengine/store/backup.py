"""A copy of a SQLite database that is being used, by SQLite's own means."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

_PAGES = 2048
"""Copied at once, 8 MB: between two such steps the server's writes go on."""


def copy_database(source: Path, target: Path) -> None:
    """Copy a database, whoever writes to it meanwhile, into a file that is new.

    What is under ``target`` is whole: it gets its name once it is on the disk.
    """
    unfinished = target.with_name(f".{target.name}-unfinished")
    unfinished.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as original,
        closing(sqlite3.connect(unfinished)) as copy,
    ):
        original.execute("PRAGMA busy_timeout=10000")
        original.backup(copy, pages=_PAGES)
        copy.execute("PRAGMA journal_mode=DELETE")
    sync_file(unfinished)
    os.replace(unfinished, target)
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """Have a file's content on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have a folder's names on the disk, where the system can be asked for it."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
