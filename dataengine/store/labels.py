"""A project's labels: their order, keys and colours, and what happens to objects when they change.

An annotation names its label by name. Where a label is renamed, or merged into another, each
annotation that has it gets a new revision with the new name (``relabelling.py``), so that nothing
says anything else than what is kept; who changes one of them meanwhile is answered with the
conflict.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from dataengine.errors import AbsentError, InvalidError, WrongStateError, shown
from dataengine.queue.rights import require
from dataengine.records import Label
from dataengine.store import (
    memories,
    projects,
    relabelling,
    suggestion_labels,
    tables,
    unseen,
)
from dataengine.store.database import Row, Transaction
from dataengine.store.tables import label as table
from dataengine.store.texts import name_of, new_id

_COLOUR = re.compile(r"#[0-9a-f]{6}", re.ASCII)
_KEYS = frozenset("123456789")

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
    _may_change(tx, project_id)
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
    """Change what is given, the name of all objects of this label included: of many of them those
    behind the first follow soon (``relabelling.carry_out``).

    Args:
        key: a digit, or "" for none.
        place: where it is to stand among the labels, from 0.

    Raises:
        as :func:`make` does.
    """
    _may_change(tx, project_id)
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
        relabelling.begin(tx, project_id, before.name, after.name)
        memories.rename(tx, project_id, before.name, after.name)
        suggestion_labels.rename(tx, project_id, before.name, after.name)
    _changed(tx, project_id)
    return after


def merge(tx: Transaction, project_id: str, label_id: str, into: str) -> Label:
    """Give all objects of a label another one, and remove it; raises as :func:`make` does."""
    _may_change(tx, project_id)
    gone, stays = get(tx, project_id, label_id), get(tx, project_id, into)
    if gone.id == stays.id:
        raise InvalidError("invalid_request", f"The label {gone.name} cannot go into itself.")
    relabelling.begin(tx, project_id, gone.name, stays.name)
    memories.rename(tx, project_id, gone.name, stays.name)
    suggestion_labels.rename(tx, project_id, gone.name, stays.name)
    tx.connection.execute(sa.delete(table).where(table.c.id == label_id))
    _changed(tx, project_id)
    return stays


def remove(tx: Transaction, project_id: str, label_id: str) -> None:
    """Remove a label that no object has.

    Raises:
        WrongStateError: objects have it; others as :func:`make` does.
    """
    _may_change(tx, project_id)
    gone = get(tx, project_id, label_id)
    count = _count(tx, project_id, gone.name)
    if count:
        raise WrongStateError(
            "label_in_use", f"{count} objects have the label {gone.name}; merge it into another."
        )
    suggestion_labels.remove(tx, project_id, gone.name)
    tx.connection.execute(sa.delete(table).where(table.c.id == label_id))
    _changed(tx, project_id)


def counted(tx: Transaction, project_id: str) -> dict[str, int]:
    """How many objects have each label, those among them that no label of the project is called;
    of gold pictures as who asks sees them.
    """
    annotation, picture = tables.annotation.c, tables.picture.c
    joined = tables.annotation.join(tables.picture, picture.key == annotation.picture_key)
    chosen = (
        sa.select(annotation.label, sa.func.count())
        .select_from(joined)
        .where(picture.project_id == project_id, annotation.removed.is_(False))
    )
    # Trials are no pictures of their own; who is blind to a gold one sees their trial in its place.
    disguised = unseen.disguised(tx, project_id)
    chosen = chosen.where(unseen.no_trial(project_id), picture.key.not_in(list(disguised)))
    counts = _by_label(tx, chosen)
    own = [each.seen.number for each in disguised.values() if each.seen.number]
    if own:
        trials = sa.select(annotation.label, sa.func.count()).where(
            annotation.picture_key.in_(own), annotation.removed.is_(False)
        )
        for name, count in _by_label(tx, trials).items():
            counts[name] = counts.get(name, 0) + count
    return counts


def _by_label(tx: Transaction, chosen: sa.Select[Any]) -> dict[str, int]:
    rows = tx.connection.execute(chosen.group_by(tables.annotation.c.label))
    return {label: count for label, count in rows}


def _count(tx: Transaction, project_id: str, name: str) -> int:
    annotation, picture = tables.annotation.c, tables.picture.c
    joined = tables.annotation.join(tables.picture, picture.key == annotation.picture_key)
    chosen = sa.select(sa.func.count()).select_from(joined)
    of = (picture.project_id == project_id, annotation.label == name)
    return int(tx.connection.execute(chosen.where(*of, annotation.removed.is_(False))).scalar_one())


def _may_change(tx: Transaction, project_id: str) -> None:
    require(tx.actor, "labels")
    projects.open_for_change(tx, project_id)
    busy = relabelling.under_way(tx, project_id)
    if busy is not None:
        raise WrongStateError(
            "labels_busy",
            f"The objects of the label {busy[0]} are still getting the label {busy[1]}; expected "
            "one change of the labels after the other. Try again in a moment.",
        )


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


def _values(label: Label) -> dict[str, object]:
    return {name: getattr(label, name) for name in Label.__dataclass_fields__}


def _label(row: Row) -> Label:
    return Label(**{name: getattr(row, name) for name in Label.__dataclass_fields__})
