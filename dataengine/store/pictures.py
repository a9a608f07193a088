"""A project's pictures: adding them, the pages of the grid, and where their files lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from dataengine.errors import AbsentError, InvalidError
from dataengine.queue.leases import holds
from dataengine.queue.rights import require
from dataengine.records import Picture, State
from dataengine.store import picture_rows, projects, tables, unseen
from dataengine.store.database import Transaction
from dataengine.store.picture_rows import picture_of
from dataengine.store.tables import picture as table

__all__ = ["Filter", "NewPicture", "Page", "add", "get", "known", "page", "place_of", "set_place"]

MOST_PAGE = 500
"""Pictures of one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPicture:
    """What is known of a picture's file that was read; as in :class:`Picture`."""

    id: str
    file_name: str
    width: int
    height: int
    format: str
    browser_safe: bool
    bytes: int
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which pictures are wanted; all conditions hold at once.

    Attributes:
        states: empty for any.
        search: part of the file's name or of the group, whatever the case; empty for any.
        label: has an object of it; empty for any.
        worker_id: who changed it last; None for anybody.
        at_work: whether somebody is at it; None for either.
    """

    states: tuple[State, ...] = ()
    search: str = ""
    label: str = ""
    worker_id: str | None = None
    at_work: bool | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the pictures that were asked for.

    Attributes:
        after: what to ask for next; None behind the last.
        total: how many there are in all; None where that was not asked for.
    """

    pictures: list[Picture]
    after: int | None
    total: int | None


def add(tx: Transaction, project_id: str, new: NewPicture) -> tuple[Picture, bool]:
    """Add a picture whose file is kept already; the same one is added once.

    Returns:
        The picture, and whether it is new in the project.

    Raises:
        AbsentError, NotAllowedError, WrongStateError: there is no such project, or it is closed to
            this person or to all.
    """
    require(tx.actor, "pictures")
    projects.open_for_change(tx, project_id)
    chosen = sa.select(table).where(table.c.project_id == project_id, table.c.id == new.id)
    there = tx.connection.execute(chosen).one_or_none()
    if there is not None:
        return unseen.seen(tx, picture_of(there), begin=False), False
    values = {
        "project_id": project_id,
        "id": new.id,
        "file_name": _stored_name(new.file_name),
        "width": new.width,
        "height": new.height,
        "format": new.format,
        "browser_safe": new.browser_safe,
        "bytes": new.bytes,
        "group_name": _stored_name(new.group),
        "state": "new",
        "objects": 0,
        "version": 1,
        "contents": 0,
        "added": tx.now,
        "changed": tx.now,
    }
    made = tx.connection.execute(sa.insert(table).values(values).returning(table)).one()
    tx.tell(project_id, "picture_added", new.id)
    return picture_of(made), True


def get(tx: Transaction, project_id: str, picture_id: str) -> Picture:
    """A picture of a project, as who asks sees it.

    Raises:
        AbsentError: the project has none of this id, or there is no such project.
    """
    return unseen.seen(tx, picture_rows.get(tx, project_id, picture_id))


def known(tx: Transaction, ids: Sequence[str]) -> Mapping[str, Picture]:
    """Of these ids those that some project has, each with one of its pictures."""
    found: dict[str, Picture] = {}
    for begin in range(0, len(ids), 500):
        chosen = sa.select(table).where(table.c.id.in_(ids[begin : begin + 500]))
        found |= {row.id: picture_of(row) for row in tx.connection.execute(chosen)}
    return found


def page(
    tx: Transaction, project_id: str, wanted: Filter, after: int = 0, limit: int = 100
) -> Page:
    """Pictures in the order in which they were added.

    Args:
        after: the number of the picture before the first one wanted; 0 begins, and counts all.
        limit: 1 to ``MOST_PAGE``.
    """
    if not 1 <= limit <= MOST_PAGE:
        raise InvalidError("invalid_request", f"limit is {limit}; expected 1 to {MOST_PAGE}.")
    hidden = unseen.disguised(tx, project_id)
    fits = sa.and_(sa.true(), *_conditions(tx, wanted))
    if hidden:
        fitting = [key for key, each in hidden.items() if _fits(tx, wanted, each.seen)]
        fits = sa.or_(sa.and_(table.c.key.not_in(list(hidden)), fits), table.c.key.in_(fitting))
    conditions = [table.c.project_id == project_id, unseen.no_trial(project_id), fits]
    chosen = sa.select(table).where(*conditions, table.c.key > after)
    rows = list(tx.connection.execute(chosen.order_by(table.c.key).limit(limit + 1)))
    total = None
    if after == 0:
        counted = sa.select(sa.func.count()).select_from(table).where(*conditions)
        total = int(tx.connection.execute(counted).scalar_one())
    found = [hidden[row.key].seen if row.key in hidden else picture_of(row) for row in rows[:limit]]
    return Page(found, rows[limit - 1].key if len(rows) > limit else None, total)


def at_work(tx: Transaction, project_id: str) -> list[Picture]:
    """The pictures that somebody is at, the one that was begun last first."""
    hidden = unseen.disguised(tx, project_id)
    chosen = sa.select(table).where(
        table.c.project_id == project_id,
        table.c.lease_until > tx.now,
        unseen.no_trial(project_id),
        table.c.key.not_in(list(hidden)),
    )
    rows = tx.connection.execute(chosen.order_by(table.c.lease_until.desc()).limit(MOST_PAGE))
    found = [picture_of(row) for row in rows]
    found += [each.seen for each in hidden.values() if holds(each.seen.lease, tx.now)]
    return sorted(found, key=lambda each: -(each.lease.until if each.lease else 0))


def set_place(tx: Transaction, picture_id: str, folder: str, path: str) -> None:
    """Say that a picture's file stays in a folder that an operator registered."""
    tx.connection.execute(sa.delete(tables.place).where(tables.place.c.picture_id == picture_id))
    values = {"picture_id": picture_id, "folder": folder, "path": path}
    tx.connection.execute(sa.insert(tables.place).values(values))


def place_of(tx: Transaction, picture_id: str) -> tuple[str, str] | None:
    """Folder and path of a picture's file; None where it is kept by its hash."""
    chosen = sa.select(tables.place).where(tables.place.c.picture_id == picture_id)
    row = tx.connection.execute(chosen).one_or_none()
    return None if row is None else (row.folder, row.path)


def _conditions(tx: Transaction, wanted: Filter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.states:
        conditions.append(table.c.state.in_(wanted.states))
    if wanted.search:
        conditions.append(
            sa.or_(
                table.c.file_name.icontains(wanted.search, autoescape=True),
                table.c.group_name.icontains(wanted.search, autoescape=True),
            )
        )
    if wanted.worker_id is not None:
        conditions.append(table.c.worker_id == wanted.worker_id)
    if wanted.at_work is not None:
        held = sa.and_(table.c.lease_until.is_not(None), table.c.lease_until > tx.now)
        conditions.append(held if wanted.at_work else sa.not_(held))
    if wanted.label:
        of = tables.annotation.c
        has = sa.select(of.key).where(
            of.picture_key == table.c.key, of.label == wanted.label, of.removed.is_(False)
        )
        conditions.append(has.exists())
    return conditions


def _fits(tx: Transaction, wanted: Filter, seen: Picture) -> bool:
    """What ``_conditions`` asks, of a picture that is disguised."""
    search = wanted.search.lower()
    if wanted.label:
        of = tables.annotation.c
        has = sa.select(of.key).where(
            of.picture_key == seen.number, of.label == wanted.label, of.removed.is_(False)
        )
        if tx.connection.execute(has.limit(1)).scalar() is None:
            return False
    return (
        (not wanted.states or seen.state in wanted.states)
        and (search in seen.file_name.lower() or search in seen.group.lower())
        and wanted.worker_id in (None, seen.worker_id)
        and wanted.at_work in (None, holds(seen.lease, tx.now))
    )


def _stored_name(name: str) -> str:
    """A name as it is kept: one that no database could hold loses what it could not."""
    return "".join(c for c in name if c != "\x00" and not "\ud800" <= c <= "\udfff")[:500]


def must_exist(tx: Transaction, project_id: str, picture_id: str) -> Picture:
    """A picture, or which of the two is missing.

    Raises:
        AbsentError: the project, or its picture.
    """
    try:
        return get(tx, project_id, picture_id)
    except AbsentError:
        projects.get(tx, project_id)
        raise
