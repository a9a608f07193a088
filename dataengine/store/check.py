"""Looking through all that is kept for what cannot be right; while a server runs, too."""

from __future__ import annotations

import json
from collections.abc import Iterator

import sqlalchemy as sa

from dataengine.store import tables
from dataengine.store.database import Transaction
from dataengine.store.picture_rows import SHA256
from sam.errors import RecordError
from sam.formats import Annotation

_PORTION = 1000
_annotation, _revision, _picture = tables.annotation.c, tables.revision.c, tables.picture.c


def problems(tx: Transaction, is_sqlite: bool, quick: bool = False) -> Iterator[str]:
    """Everything that is wrong with the database, a sentence each.

    Args:
        quick: leaves the records unread, of which there may be millions.
    """
    if is_sqlite:
        for (said,) in tx.connection.execute(sa.text("PRAGMA integrity_check")):
            if said != "ok":
                yield f"SQLite finds the file damaged: {said}."
        for row in tx.connection.execute(sa.text("PRAGMA foreign_key_check")):
            yield f"A row of the table {row[0]} refers to one of {row[2]} that is not there."
    yield from _counts(tx)
    yield from _chains(tx)
    if not quick:
        yield from _records(tx)


def pictures(tx: Transaction) -> Iterator[str]:
    """The ids of all pictures of all projects."""
    chosen = sa.select(sa.func.substr(_picture.id, 1, SHA256)).distinct()
    yield from tx.connection.execute(chosen).scalars()


def _counts(tx: Transaction) -> Iterator[str]:
    there = sa.func.sum(sa.case((_annotation.removed.is_(False), 1), else_=0))
    counted = (
        sa.select(_annotation.picture_key, there.label("objects"))
        .group_by(_annotation.picture_key)
        .subquery()
    )
    joined = tables.picture.outerjoin(counted, counted.c.picture_key == _picture.key)
    objects = sa.func.coalesce(counted.c.objects, 0)
    chosen = sa.select(_picture.id, _picture.objects, objects).select_from(joined)
    for picture_id, said, found in tx.connection.execute(chosen.where(_picture.objects != objects)):
        yield f"The picture {picture_id[:12]}… says {said} objects and has {found}."


def _chains(tx: Transaction) -> Iterator[str]:
    own = tables.revision.alias()
    here = sa.select(own.c.key).where(own.c.annotation_key == _annotation.key)
    current = here.where(own.c.name == _annotation.revision)
    lost = sa.select(_annotation.id).where(sa.not_(current.exists()))
    for name in tx.connection.execute(lost).scalars():
        yield f"The annotation {name} has no revision that is in force."
    before = sa.select(own.c.key).where(
        own.c.annotation_key == _revision.annotation_key, own.c.name == _revision.predecessor
    )
    broken = sa.select(_revision.name).where(
        _revision.predecessor.is_not(None), sa.not_(before.exists())
    )
    for name in tx.connection.execute(broken).scalars():
        yield f"The revision {name} follows one that is not there."


def _records(tx: Transaction) -> Iterator[str]:
    joined = tables.annotation.join(
        tables.revision,
        sa.and_(
            _revision.annotation_key == _annotation.key, _revision.name == _annotation.revision
        ),
    )
    columns = (_annotation.key, _annotation.id, _annotation.label, _revision.record)
    chosen = sa.select(*columns).select_from(joined).where(_annotation.removed.is_(False))
    after = 0
    while True:
        portion = chosen.where(_annotation.key > after).order_by(_annotation.key).limit(_PORTION)
        rows = list(tx.connection.execute(portion))
        if not rows:
            return
        for row in rows:
            try:
                record = Annotation.from_dict(json.loads(row.record), f"The annotation {row.id}")
            except RecordError as error:
                yield str(error)
                continue
            except (ValueError, TypeError):
                yield f"The annotation {row.id} has a record that is no JSON."
                continue
            if record.label != row.label or record.id != row.id:
                yield f"The annotation {row.id} has a record with another id or label."
        after = rows[-1].key
