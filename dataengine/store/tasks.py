"""Tasks: work that a process of its own does. It is claimed, says that it is alive, can be
cancelled, and is taken up again by another process where the first one died.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from dataengine.errors import AbsentError, WrongStateError, shown
from dataengine.queue.rights import require
from dataengine.records import Json, Task
from dataengine.store.database import Row, Transaction
from dataengine.store.tables import task as table
from dataengine.store.texts import new_id

DEAD_MS = 60_000
"""Without a sign of life for so long, a task's process counts as dead."""


def make(tx: Transaction, kind: str, parameters: Json, project_id: str | None = None) -> Task:
    """Ask for work to be done.

    Raises:
        NotAllowedError: who does it is no lead.
    """
    require(tx.actor, "tasks")
    return add(tx, kind, parameters, project_id)


def add(tx: Transaction, kind: str, parameters: Json, project_id: str | None = None) -> Task:
    """Work to be done that follows from what somebody else did, whoever that is."""
    values = {
        "id": new_id(),
        "kind": kind,
        "project_id": project_id,
        "parameters": dict(parameters),
        "state": "waiting",
        "cancelling": False,
        "progress": {},
        "made": tx.now,
    }
    made = tx.connection.execute(sa.insert(table).values(values).returning(table)).one()
    return _told(tx, _task(made))


def get(tx: Transaction, task_id: str) -> Task:
    """A task.

    Raises:
        AbsentError: there is none of this id.
    """
    row = tx.connection.execute(sa.select(table).where(table.c.id == task_id)).one_or_none()
    if row is None:
        raise AbsentError("task_not_found", f"There is no task {shown(task_id)}.")
    return _task(row)


def of_project(tx: Transaction, project_id: str, kind: str) -> list[Task]:
    """A project's tasks of a kind, the newest first."""
    chosen = sa.select(table).where(table.c.project_id == project_id, table.c.kind == kind)
    found = tx.connection.execute(chosen.order_by(table.c.made.desc(), table.c.id))
    return [_task(row) for row in found]


def any_left(tx: Transaction, kinds: Sequence[str]) -> bool:
    """Whether a task of some kinds waits or is being worked on."""
    chosen = sa.select(table.c.id).where(
        table.c.kind.in_(kinds), table.c.state.in_(("waiting", "running"))
    )
    return tx.connection.execute(chosen.limit(1)).scalar() is not None


def is_alive(task: Task, now: int) -> bool:
    """Whether a task waits, or is at work in a process that lately said so."""
    if task.state == "running":
        return task.beat is not None and task.beat >= now - DEAD_MS
    return task.state == "waiting"


def claim(tx: Transaction, worker: str, kinds: Sequence[str]) -> Task | None:
    """Take the oldest task that waits, or whose process is dead; None where there is none.

    Args:
        worker: names the process; no other has this name.
        kinds: those that it can do.
    """
    dead = sa.and_(table.c.state == "running", table.c.beat < tx.now - DEAD_MS)
    chosen = (
        sa.select(table.c.id)
        .where(table.c.kind.in_(kinds), sa.or_(table.c.state == "waiting", dead))
        .order_by(table.c.made, table.c.id)
        .limit(1)
    )
    found = tx.connection.execute(chosen).scalar()
    if found is None:
        return None
    return _set(tx, found, state="running", worker=worker, beat=tx.now)


def claim_one(tx: Transaction, task_id: str, worker: str) -> Task:
    """Take one task that waits, or whose process is dead.

    Raises:
        AbsentError: there is no such task.
        WrongStateError: another process has it, or it is over.
    """
    found = get(tx, task_id)
    if found.state != "waiting" and (found.state != "running" or is_alive(found, tx.now)):
        raise WrongStateError("task_lost", f"The task {task_id} is another worker's, or over.")
    return _set(tx, task_id, state="running", worker=worker, beat=tx.now)


def beat(
    tx: Transaction, task_id: str, worker: str, progress: Json, result: Json | None = None
) -> Task:
    """Say that the work goes on, and how far it is.

    Args:
        result: what it has come to so far, which stays if it is cancelled; None for nothing new.

    Returns:
        The task; ``cancelling`` says that it is to stop.

    Raises:
        AbsentError: there is no such task.
        WrongStateError: another process has it by now: this one is to leave it.
    """
    _own(tx, task_id, worker)
    values: dict[str, object] = {"beat": tx.now, "progress": dict(progress)}
    if result is None:
        return _set(tx, task_id, **values)
    return _told(tx, _set(tx, task_id, **values, result=dict(result)))


def end(
    tx: Transaction,
    task_id: str,
    worker: str,
    result: Json | None = None,
    problem: str | None = None,
) -> Task:
    """Say that the work is over: done, cancelled where that was asked for, failed with a problem.

    Raises:
        as :func:`beat` does.
    """
    before = _own(tx, task_id, worker)
    state = "failed" if problem else "done" if result is not None else "cancelled"
    if state == "cancelled" and not before.cancelling:
        raise WrongStateError("wrong_state", "A task that nobody cancelled ends with a result.")
    values: dict[str, object] = {"state": state, "worker": None, "problem": problem}
    if result is not None:
        values["result"] = dict(result)
    return _told(tx, _set(tx, task_id, **values))


def cancel(tx: Transaction, task_id: str) -> Task:
    """Ask a task to stop; one that nobody has begun is cancelled at once.

    Raises:
        AbsentError, NotAllowedError: there is no such task, or who does it is no lead.
    """
    require(tx.actor, "tasks")
    before = get(tx, task_id)
    if before.state == "waiting":
        return _told(tx, _set(tx, task_id, state="cancelled", cancelling=True))
    if before.state != "running":
        return before
    return _set(tx, task_id, cancelling=True)


def _own(tx: Transaction, task_id: str, worker: str) -> Task:
    found = get(tx, task_id)
    if found.state != "running" or found.worker != worker:
        raise WrongStateError(
            "task_lost", f"The task {task_id} is not this worker's any more; it is to be left."
        )
    return found


def _set(tx: Transaction, task_id: str, **values: object) -> Task:
    chosen = sa.update(table).where(table.c.id == task_id).values(values).returning(table)
    return _task(tx.connection.execute(chosen).one())


def _told(tx: Transaction, task: Task) -> Task:
    if task.project_id is not None:
        tx.tell(task.project_id, "task_changed", data={"task_id": task.id, "state": task.state})
    return task


def _task(row: Row) -> Task:
    return Task(**{name: getattr(row, name) for name in Task.__dataclass_fields__})
