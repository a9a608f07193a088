"""Annotations as they are kept: each with all revisions that it ever had."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from dataengine.errors import AbsentError, shown
from dataengine.records import Picture, State, Stored
from dataengine.store import picture_rows, tables, unseen
from dataengine.store.database import Row, Transaction

_annotation, _revision = tables.annotation.c, tables.revision.c
_JOINED = tables.annotation.join(
    tables.revision,
    sa.and_(_revision.annotation_key == _annotation.key, _revision.name == _annotation.revision),
)
_COLUMNS = (
    _annotation.id.label("annotation_id"),
    _revision.name.label("revision"),
    _revision.predecessor,
    _revision.rank,
    _revision.record,
    _revision.person_id,
    _revision.at,
)


def of_picture(tx: Transaction, picture: Picture) -> list[Stored]:
    """All of a picture, those that were removed among them, the one in front first."""
    chosen = sa.select(*_COLUMNS).select_from(_JOINED)
    rows = tx.connection.execute(chosen.where(_annotation.picture_key == picture.number))
    return sorted(map(_stored, rows), key=lambda each: (-each.rank, each.annotation_id))


class Written(NamedTuple):
    """A revision of an annotation as it is kept, with its record as it was written; reading a
    thousand records, only to write them again, takes longer than all else that they need.

    Attributes:
        record: JSON; None where the annotation was removed.
        at: milliseconds since 1970.
    """

    annotation_id: str
    revision: str
    predecessor: str | None
    rank: float
    record: str | None
    person_id: str
    at: int


def written_of_picture(tx: Transaction, picture: Picture) -> list[Written]:
    """The same as :func:`of_picture`, as text."""
    chosen = sa.select(*_COLUMNS).select_from(_JOINED)
    rows = tx.connection.execute(chosen.where(_annotation.picture_key == picture.number))
    found = [Written(*row) for row in rows]
    return sorted(found, key=lambda each: (-each.rank, each.annotation_id))


def get(tx: Transaction, picture: Picture, annotation_id: str) -> Stored:
    """An annotation as it is kept, which may be that it was removed.

    Raises:
        AbsentError: nothing is known of it.
    """
    _, found = kept(tx, picture, [annotation_id]).get(annotation_id, (0, None))
    if found is None:
        raise AbsentError(
            "annotation_not_found", f"The picture has no annotation {shown(annotation_id)}."
        )
    return found


def history(tx: Transaction, picture: Picture, annotation_id: str) -> list[Stored]:
    """All revisions of an annotation, the first one first.

    Raises:
        AbsentError: nothing is known of it.
    """
    joined = tables.annotation.join(tables.revision, _revision.annotation_key == _annotation.key)
    chosen = sa.select(*_COLUMNS).select_from(joined).order_by(_revision.key)
    of = (_annotation.picture_key == picture.number, _annotation.id == annotation_id)
    found = [_stored(row) for row in tx.connection.execute(chosen.where(*of))]
    if not found:
        get(tx, picture, annotation_id)
    return found


def stream(
    tx: Transaction, project_id: str, states: Sequence[State] = (), portion: int = 500
) -> Iterator[tuple[Picture, list[Stored]]]:
    """Each picture of a project, as who asks sees it, with its annotations, without those that were
    removed; in portions, so that a million of them take no memory.
    """
    picture = tables.picture.c
    hidden = {key: each.seen for key, each in unseen.disguised(tx, project_id).items()}
    fitting = [key for key, each in hidden.items() if each.state in states]
    after = 0
    while True:
        chosen = sa.select(tables.picture).where(
            picture.project_id == project_id, picture.key > after, unseen.no_trial(project_id)
        )
        if states:
            own = sa.and_(picture.state.in_(states), picture.key.not_in(list(hidden)))
            chosen = chosen.where(sa.or_(own, picture.key.in_(fitting)) if hidden else own)
        rows = list(tx.connection.execute(chosen.order_by(picture.key).limit(portion)))
        if not rows:
            return
        seen = {row.key: hidden.get(row.key) or picture_rows.picture_of(row) for row in rows}
        found: dict[int, list[Stored]] = {each.number: [] for each in seen.values()}
        of = (_annotation.picture_key.in_(list(found)), _annotation.removed.is_(False))
        annotations = sa.select(_annotation.picture_key, *_COLUMNS).select_from(_JOINED).where(*of)
        for row in tx.connection.execute(annotations):
            found[row.picture_key].append(_stored(row))
        for row in rows:
            shown = seen[row.key]
            each = sorted(found[shown.number], key=lambda one: (-one.rank, one.annotation_id))
            yield shown, each
        after = rows[-1].key


def kept(tx: Transaction, picture: Picture, ids: Sequence[str]) -> dict[str, tuple[int, Stored]]:
    """By id: the annotation's key, and what is kept of it."""
    chosen = (
        sa.select(_annotation.key, *_COLUMNS)
        .select_from(_JOINED)
        .where(_annotation.picture_key == picture.number, _annotation.id.in_(ids))
    )
    return {row.annotation_id: (row.key, _stored(row)) for row in tx.connection.execute(chosen)}


def _stored(row: Row) -> Stored:
    return Stored(
        row.annotation_id,
        row.revision,
        row.predecessor,
        row.rank,
        None if row.record is None else json.loads(row.record),
        row.person_id,
        row.at,
    )
