"""Giving all objects of one label another, without keeping other writers waiting.

An annotation names its label by name, so each object of a label that is renamed gets a new
revision. Writes come one after the other: a hundred thousand of them in one transaction would hold
up everybody for ten seconds and more. So the first portion goes with what asks for it, and the
others follow as a task (``tasks.py``), each in a transaction of its own with a pause behind it. A
process that dies leaves the task for the next one; what is written under the old name meanwhile is
found by one more look at the end.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import sqlalchemy as sa

from dataengine.store import tables
from dataengine.store.database import Row, Transaction
from dataengine.store.texts import new_id

KIND = "relabel"
"""Of the tasks."""

PORTION = 250
"""Objects, or pictures with claims, of one transaction: some 40 ms."""

_annotation, _picture, _task = tables.annotation, tables.picture, tables.task
_OPEN = ("waiting", "running")

Writing = Callable[[], AbstractContextManager[Transaction]]


def begin(tx: Transaction, project_id: str, old: str, new: str) -> None:
    """Give the first objects of a label another one; where there are more, ask for the others."""
    first = _portion(tx, project_id, old, 0)
    claims = _claims(tx, project_id, 0)
    _objects_get(tx, first, new, tx.actor.id)
    _claims_get(tx, claims, old, new)
    if len(first) < PORTION and len(claims) < PORTION:
        return
    tx.connection.execute(
        sa.insert(_task).values(
            id=new_id(),
            kind=KIND,
            project_id=project_id,
            parameters={"old": old, "new": new, "person_id": tx.actor.id},
            state="waiting",
            cancelling=False,
            progress=_look(0, 0, False),
            made=tx.now,
        )
    )


def under_way(tx: Transaction, project_id: str | None = None) -> tuple[str, str] | None:
    """Which label's objects are still getting which; None where none are.

    Args:
        project_id: None for any project.
    """
    found = _next(tx, project_id)
    return None if found is None else (found.parameters["old"], found.parameters["new"])


def carry_out(writing: Writing, stopped: Callable[[], bool] = lambda: False) -> None:
    """Do all that was asked for. Several processes may, at once too: each takes what is left.

    Args:
        writing: begins a transaction.
        stopped: whether to leave the rest to another time.
    """
    while not stopped():
        with writing() as tx:
            # What was waited for counts as no work.
            began = time.monotonic()
            if not _step(tx):
                return
        # As long as it took: who waits in another process looks again now and then, and only so
        # often finds nobody at it.
        time.sleep(time.monotonic() - began)


def _step(tx: Transaction) -> bool:
    task = _next(tx, None)
    if task is None:
        return False
    old, new = task.parameters["old"], task.parameters["new"]
    after, claimed = task.progress["objects"], task.progress["claims"]
    rows = _portion(tx, task.project_id, old, after)
    claims = _claims(tx, task.project_id, claimed)
    _objects_get(tx, rows, new, task.parameters["person_id"])
    _claims_get(tx, claims, old, new)
    met = task.progress["met"] or bool(rows)
    values: dict[str, object]
    if rows or claims:
        now = _look(rows[-1].key if rows else after, claims[-1].key if claims else claimed, met)
        values = {"state": "running", "progress": now, "beat": tx.now}
    elif met:  # what came under the old name meanwhile, with a number that was passed
        values = {"progress": _look(0, claimed, False)}
    else:
        values = {"state": "done", "result": {}}
        tx.tell(task.project_id, "labels_changed")
    tx.connection.execute(sa.update(_task).where(_task.c.id == task.id).values(values))
    return True


def _look(objects: int, claims: int, met: bool) -> dict[str, object]:
    return {"objects": objects, "claims": claims, "met": met}


def _next(tx: Transaction, project_id: str | None) -> Row | None:
    chosen = sa.select(_task).where(_task.c.kind == KIND, _task.c.state.in_(_OPEN))
    if project_id is not None:
        chosen = chosen.where(_task.c.project_id == project_id)
    return tx.connection.execute(chosen.order_by(_task.c.made, _task.c.id).limit(1)).one_or_none()


def _portion(tx: Transaction, project_id: str, label: str, after: int) -> list[Row]:
    """Some of a project's annotations of a label that are there."""
    annotation, picture, revision = _annotation.c, _picture.c, tables.revision.c
    joined = _annotation.join(_picture, picture.key == annotation.picture_key).join(
        tables.revision,
        sa.and_(revision.annotation_key == annotation.key, revision.name == annotation.revision),
    )
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
            annotation.label == label,
            annotation.removed.is_(False),
            annotation.key > after,
        )
    )
    return list(tx.connection.execute(chosen.order_by(annotation.key).limit(PORTION)))


def _objects_get(tx: Transaction, rows: list[Row], label: str, person_id: str) -> None:
    if not rows:
        return
    revisions = [
        {
            "annotation_key": row.key,
            "name": new_id(),
            "predecessor": row.revision,
            "rank": row.rank,
            "record": json.dumps(
                {**json.loads(row.record), "label": label},
                ensure_ascii=False,
                separators=(",", ":"),
            ),
            "person_id": person_id,
            "at": tx.now,
        }
        for row in rows
    ]
    tx.connection.execute(sa.insert(tables.revision), revisions)
    tx.connection.execute(
        sa.update(_annotation)
        .where(_annotation.c.key == sa.bindparam("of"))
        .values(revision=sa.bindparam("to"), label=label),
        [{"of": each["annotation_key"], "to": each["name"]} for each in revisions],
    )
    keys = sorted({row.picture_key for row in rows})
    grown = sa.update(_picture).where(_picture.c.key.in_(keys))
    more = {"contents": _picture.c.contents + 1, "version": _picture.c.version + 1}
    tx.connection.execute(grown.values(more))


def _claims(tx: Transaction, project_id: str, after: int) -> list[Row]:
    """Some of a project's pictures of which labels are claimed to be exhaustive."""
    picture = _picture.c
    chosen = sa.select(picture.key, picture.exhaustive).where(
        picture.project_id == project_id, picture.key > after, picture.exhaustive.is_not(None)
    )
    return list(tx.connection.execute(chosen.order_by(picture.key).limit(PORTION)))


def _claims_get(tx: Transaction, rows: list[Row], old: str, new: str) -> None:
    for key, claimed in rows:
        if claimed and old in claimed:
            names = list(dict.fromkeys(new if each == old else each for each in claimed))
            renamed = sa.update(_picture).where(_picture.c.key == key).values(exhaustive=names)
            tx.connection.execute(renamed)
