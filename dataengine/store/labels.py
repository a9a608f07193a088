"""A project's labels: their order, keys and colours, and what happens to objects when they change.

An annotation names its label by name. Where a label is renamed, or merged into another, each
annotation that has it gets a new revision with the new name, so that nothing says anything else
than what is kept; who changes one of them meanwhile is answered with the conflict.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import sqlalchemy as sa

from dataengine.errors import AbsentError, InvalidError, WrongStateError, shown
from dataengine.queue.rights import require
from dataengine.records import Label
from dataengine.store import projects, tables
from dataengine.store.database import Row, Transaction
from dataengine.store.tables import label as table
from dataengine.store.texts import name_of, new_id

_COLOUR = re.compile(r"#[0-9a-f]{6}", re.ASCII)
_KEYS = frozenset("123456789")
_PORTION = 500

COLOURS = ("#4e9af1", "#f1884e", "#5cc46b", "#d667c8", "#e5c24b", "#59c9c9", "#e86a6a", "#9c7df0")
"""Given in turn where none was chosen."""


def every(tx: Transaction, project_id: str) -> list[Label]:
    """A project's labels in their order."""
    chosen = sa.select(table).where(table.c.project_id == project_id).order_by(table.c.rank)
    return [_label(row) for row in tx.connection.execute(chosen)]


def get(tx: Transaction, project_id: str, label_id: str) -> Label:
    """One of a project's labels.

    Raises:
        AbsentError: it has none of this id.
    """
    for each in every(tx, project_id):
        if each.id == label_id:
            return each
    raise AbsentError("label_not_found", f"The project has no label {shown(label_id)}.")


def make(
    tx: Transaction,
    project_id: str,
    name: str,
    colour: str | None = None,
    key: str | None = None,
) -> Label:
    """Add a label behind the others.

    Args:
        colour: as #rrggbb; None takes the next of ``COLOURS``.
        key: a digit from 1; None for none.

    Raises:
        AbsentError, InvalidError, NotAllowedError: there is no such project; a value cannot be
            kept; who does it may not.
        WrongStateError: the name or the key is another label's.
    """
    require(tx.actor, "labels")
    projects.open_for_change(tx, project_id)
    there = every(tx, project_id)
    chosen = COLOURS[len(there) % len(COLOURS)] if colour is None else colour
    rank = there[-1].rank + 1 if there else 0
    made = Label(id=new_id(), name=name, colour=chosen, key=key, rank=rank)
    made = _sound(made, there)
    tx.connection.execute(sa.insert(table).values(project_id=project_id, **_values(made)))
    _changed(tx, project_id)
    return made


def change(
    tx: Transaction,
    project_id: str,
    label_id: str,
    *,
    name: str | None = None,
    colour: str | None = None,
    key: str | None = None,
    place: int | None = None,
) -> Label:
    """Change what is given, the name of all objects of this label included.

    Args:
        key: a digit, or "" for none.
        place: where it is to stand among the labels, from 0.

    Raises:
        as :func:`make` does.
    """
    require(tx.actor, "labels")
    projects.open_for_change(tx, project_id)
    before = get(tx, project_id, label_id)
    there = every(tx, project_id)
    others = [each for each in there if each.id != label_id]
    after = replace(
        before,
        name=before.name if name is None else name,
        colour=before.colour if colour is None else colour,
        key=before.key if key is None else key or None,
    )
    after = _sound(after, others)
    if place is not None:
        others.insert(max(0, min(place, len(others))), after)
        for rank, each in enumerate(others):
            ranked = sa.update(table).where(table.c.id == each.id).values(rank=rank)
            tx.connection.execute(ranked)
            after = replace(after, rank=rank) if each.id == label_id else after
    tx.connection.execute(sa.update(table).where(table.c.id == label_id).values(_values(after)))
    if after.name != before.name:
        _rename_objects(tx, project_id, before.name, after.name)
    _changed(tx, project_id)
    return after


def merge(tx: Transaction, project_id: str, label_id: str, into: str) -> Label:
    """Give all objects of a label another one, and remove it; raises as :func:`make` does."""
    require(tx.actor, "labels")
    projects.open_for_change(tx, project_id)
    gone, stays = get(tx, project_id, label_id), get(tx, project_id, into)
    if gone.id == stays.id:
        raise InvalidError("invalid_request", f"The label {gone.name} cannot go into itself.")
    _rename_objects(tx, project_id, gone.name, stays.name)
    tx.connection.execute(sa.delete(table).where(table.c.id == label_id))
    _changed(tx, project_id)
    return stays


def remove(tx: Transaction, project_id: str, label_id: str) -> None:
    """Remove a label that no object has.

    Raises:
        WrongStateError: objects have it; others as :func:`make` does.
    """
    require(tx.actor, "labels")
    projects.open_for_change(tx, project_id)
    gone = get(tx, project_id, label_id)
    count = sum(len(rows) for rows in _objects(tx, project_id, gone.name))
    if count:
        raise WrongStateError(
            "label_in_use", f"{count} objects have the label {gone.name}; merge it into another."
        )
    tx.connection.execute(sa.delete(table).where(table.c.id == label_id))
    _changed(tx, project_id)


def _changed(tx: Transaction, project_id: str) -> None:
    projects.touch(tx, project_id)
    tx.tell(project_id, "labels_changed")


def _sound(label: Label, others: list[Label]) -> Label:
    name = name_of(label.name, "label")
    colour = label.colour.lower()
    if not _COLOUR.fullmatch(colour):
        raise InvalidError(
            "invalid_request", f"The colour is {shown(label.colour)}; expected one such as #4e9af1."
        )
    if label.key is not None and label.key not in _KEYS:
        raise InvalidError(
            "invalid_request", f"The key is {shown(label.key)}; expected a digit from 1 to 9."
        )
    if any(each.name == name for each in others):
        raise WrongStateError("name_taken", f"The project has a label {shown(name)} already.")
    for each in others:
        if label.key is not None and each.key == label.key:
            raise WrongStateError("key_taken", f"The key {label.key} is that of {each.name}.")
    return replace(label, name=name, colour=colour)


def _objects(tx: Transaction, project_id: str, name: str) -> Iterator[list[Row]]:
    """A project's annotations of a label that are there, in portions."""
    annotation, picture, revision = tables.annotation.c, tables.picture.c, tables.revision.c
    joined = tables.annotation.join(tables.picture, picture.key == annotation.picture_key).join(
        tables.revision,
        sa.and_(revision.annotation_key == annotation.key, revision.name == annotation.revision),
    )
    last = 0
    while True:
        chosen = (
            sa.select(
                annotation.key,
                annotation.picture_key,
                annotation.revision,
                revision.rank,
                revision.record,
            )
            .select_from(joined)
            .where(
                picture.project_id == project_id,
                annotation.label == name,
                annotation.removed.is_(False),
                annotation.key > last,
            )
            .order_by(annotation.key)
            .limit(_PORTION)
        )
        rows = list(tx.connection.execute(chosen))
        if not rows:
            return
        yield rows
        last = rows[-1].key


def _rename_objects(tx: Transaction, project_id: str, old: str, new: str) -> None:
    annotation, picture = tables.annotation, tables.picture
    for rows in _objects(tx, project_id, old):
        revisions = []
        for row in rows:
            name = new_id()
            record = {**json.loads(row.record), "label": new}
            revisions.append(
                {
                    "annotation_key": row.key,
                    "name": name,
                    "predecessor": row.revision,
                    "rank": row.rank,
                    "record": json.dumps(record, ensure_ascii=False, separators=(",", ":")),
                    "person_id": tx.actor.id,
                    "at": tx.now,
                }
            )
        tx.connection.execute(sa.insert(tables.revision), revisions)
        tx.connection.execute(
            sa.update(annotation)
            .where(annotation.c.key == sa.bindparam("of"))
            .values(revision=sa.bindparam("to"), label=new),
            [{"of": each["annotation_key"], "to": each["name"]} for each in revisions],
        )
        keys = sorted({row.picture_key for row in rows})
        grown = sa.update(picture).where(picture.c.key.in_(keys))
        tx.connection.execute(grown.values(contents=picture.c.contents + 1))
    # Claims name labels too.
    claims = sa.select(picture.c.key, picture.c.exhaustive).where(
        picture.c.project_id == project_id, picture.c.exhaustive.is_not(None)
    )
    for key, claimed in list(tx.connection.execute(claims)):
        if claimed and old in claimed:
            names = list(dict.fromkeys(new if each == old else each for each in claimed))
            renamed = sa.update(picture).where(picture.c.key == key).values(exhaustive=names)
            tx.connection.execute(renamed)


def _values(label: Label) -> dict[str, object]:
    return {name: getattr(label, name) for name in Label.__dataclass_fields__}


def _label(row: Row) -> Label:
    return Label(**{name: getattr(row, name) for name in Label.__dataclass_fields__})
