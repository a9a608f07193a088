"""From a row of the table of pictures to a record, and how one picture is found."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from dataengine.errors import AbsentError
from dataengine.records import Lease, Picture
from dataengine.store.database import Row, Transaction
from dataengine.store.tables import NO_ORDINAL
from dataengine.store.tables import picture as table

SHA256 = 64
"""Digits of a picture's id."""


def picture_of(row: Row) -> Picture:
    """The record of a row that has all columns."""
    held = row.lease_person_id is not None and row.lease_until is not None
    return Picture(
        number=row.key,
        project_id=row.project_id,
        id=row.id[:SHA256],  # of a trial there is more
        file_name=row.file_name,
        width=row.width,
        height=row.height,
        format=row.format,
        browser_safe=row.browser_safe,
        bytes=row.bytes,
        group=row.group_name,
        state=row.state,
        objects=row.objects,
        open_comments=row.open_comments,
        exhaustive=None if row.exhaustive is None else tuple(row.exhaustive),
        lease=Lease(row.lease_person_id, row.lease_until) if held else None,
        worker_id=row.worker_id,
        version=row.version,
        contents=row.contents,
        added=row.added,
        changed=row.changed,
        ordinal=None if row.ordinal == NO_ORDINAL else row.ordinal,
        why=row.why,
    )


def get(tx: Transaction, project_id: str, picture_id: str) -> Picture:
    """A picture of a project.

    Raises:
        AbsentError: the project has none of this id, or there is no such project.
    """
    chosen = sa.select(table).where(table.c.project_id == project_id, table.c.id == picture_id)
    row = tx.connection.execute(chosen).one_or_none()
    if row is None:
        raise AbsentError(
            "picture_not_found", f"The project has no picture {picture_id[:12]!r}… of this id."
        )
    return picture_of(row)


def update(tx: Transaction, picture: Picture, **values: object) -> Picture:
    """Change columns of a picture, and count the change."""
    values |= {"version": picture.version + 1, "changed": tx.now}
    chosen = sa.update(table).where(table.c.key == picture.number).values(values)
    row = tx.connection.execute(chosen.returning(table)).one()
    return replace(picture_of(row), shown_as=picture.shown_as)
