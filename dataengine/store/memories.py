"""What a project has learnt of which mask comes first after a click; see :mod:`sam.ranking`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from dataengine.errors import InvalidError, shown
from dataengine.queue.rights import require
from dataengine.store import projects, tables
from dataengine.store.database import Transaction
from dataengine.store.texts import is_uuid
from sam.errors import PromptError
from sam.ranking import Memory, Sums

MOST = 200
"""Lessons of one request."""

_memory, _lesson = tables.memory.c, tables.lesson.c


@dataclass(frozen=True, slots=True)
class Lesson:
    """What an object that was kept teaches.

    Attributes:
        annotation_id: of the object.
        label: its class; empty for none.
        rows: ``(4, 17)``, the features of its first click's masks.
        overlaps: ``(4,)``, IoU of these with the mask that was kept.
    """

    annotation_id: str
    label: str
    rows: Sequence[Sequence[float]]
    overlaps: Sequence[float]


def of_project(tx: Transaction, project_id: str) -> Memory:
    """What a project has learnt from all who work on it.

    Raises:
        AbsentError: there is no such project.
    """
    projects.get(tx, project_id)
    chosen = sa.select(tables.memory).where(_memory.project_id == project_id)
    memory = Memory()
    for row in tx.connection.execute(chosen):
        sums = Sums.from_json(json.loads(row.sums))
        if row.label:
            memory.labels[row.label] = sums
        else:
            memory.all = sums
    return memory


def learn(tx: Transaction, project_id: str, lessons: Sequence[Lesson]) -> tuple[int, Memory]:
    """Learn from objects that were kept; one that was learnt from already is passed over.

    Returns:
        How many are new, and the memory with them.

    Raises:
        AbsentError, WrongStateError: there is no such project, or it is put away.
        InvalidError: a value cannot be.
    """
    projects.open_for_change(tx, project_id)
    if len(lessons) > MOST:
        raise InvalidError(
            "invalid_request", f"There are {len(lessons):,} lessons; expected {MOST:,} at most."
        )
    memory, changed = of_project(tx, project_id), {""}
    seen = _learnt(tx, project_id, [each.annotation_id for each in lessons])
    new: list[str] = []
    for each in lessons:
        if not is_uuid(each.annotation_id):
            raise InvalidError(
                "invalid_request",
                f"The lesson's annotation is {shown(each.annotation_id)}; expected a UUID in lower "
                "case.",
            )
        if each.annotation_id in seen:
            continue
        label = each.label.replace("\x00", "")
        try:
            memory.learn(label, each.rows, each.overlaps)
        except PromptError as error:
            raise InvalidError("invalid_request", str(error)) from None
        seen.add(each.annotation_id)
        new.append(each.annotation_id)
        changed.add(label)
    if new:
        ids = [{"project_id": project_id, "annotation_id": each} for each in new]
        tx.connection.execute(sa.insert(tables.lesson), ids)
        for label in changed:
            _keep(tx, project_id, label, memory.labels[label] if label else memory.all)
    return len(new), memory


def forget(tx: Transaction, project_id: str) -> None:
    """Forget all that a project has learnt, and begin anew.

    Raises:
        AbsentError, WrongStateError: there is no such project, or it is put away.
        NotAllowedError: who does it is neither reviewer nor lead.
    """
    require(tx.actor, "memory")
    projects.open_for_change(tx, project_id)
    for table in (tables.memory, tables.lesson):
        tx.connection.execute(sa.delete(table).where(table.c.project_id == project_id))
    tx.tell(project_id, "memory_forgotten")


def rename(tx: Transaction, project_id: str, old: str, new: str) -> None:
    """What was learnt of a label goes to another, beside what is known of that one."""
    memory = of_project(tx, project_id)
    moved = memory.labels.pop(old, None)
    if moved is None:
        return
    sums = memory.labels.setdefault(new, Sums())
    sums.merge(moved)
    of_old = (_memory.project_id == project_id, _memory.label == old)
    tx.connection.execute(sa.delete(tables.memory).where(*of_old))
    _keep(tx, project_id, new, sums)


def _learnt(tx: Transaction, project_id: str, ids: Sequence[str]) -> set[str]:
    chosen = sa.select(_lesson.annotation_id).where(
        _lesson.project_id == project_id, _lesson.annotation_id.in_(ids)
    )
    return set(tx.connection.execute(chosen).scalars())


def _keep(tx: Transaction, project_id: str, label: str, sums: Sums) -> None:
    of_label = (_memory.project_id == project_id, _memory.label == label)
    text = json.dumps(sums.to_json())
    changed = tx.connection.execute(sa.update(tables.memory).where(*of_label).values(sums=text))
    if changed.rowcount == 0:
        values = {"project_id": project_id, "label": label, "sums": text}
        tx.connection.execute(sa.insert(tables.memory).values(values))
