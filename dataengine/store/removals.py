"""Removing pictures and projects for good.

A picture goes with all that hangs on it in one transaction. A project of many pictures would keep
others waiting for minutes: in the first transaction it disappears, with a line that says who
removed what, and its rows follow in portions (:func:`carry_out`), each a transaction of its own
with a pause behind it. A process that dies leaves the rest to the next one.

A picture's file may be another project's too. So its id is written down (``loose_file``) with what
removes it, and the file goes in a later transaction that finds no project with it. Writes come one
after the other: nobody adds the picture between the look and the file's end. What a backup may
still have to copy is left to it, by a lock that it holds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager

import sqlalchemy as sa
from filelock import FileLock, Timeout

from dataengine.errors import WrongStateError, shown
from dataengine.queue import leases
from dataengine.queue.rights import require
from dataengine.records import Removal
from dataengine.store import ordering, picture_rows, projects, suggestion_tables, tables
from dataengine.store.database import Transaction
from dataengine.store.files import Files
from dataengine.store.picture_rows import SHA256

FILES_LOCK = "files.lock"
"""In the folder of the data: held while files are removed, and while they are copied."""

_PORTION_S = 0.04
"""After so long a transaction ends; as long again others have their turn."""

_ROWS = 500
"""Of one table, at once."""

_picture, _annotation, _project = tables.picture, tables.annotation, tables.project
_OPEN = ("waiting", "running")

Writing = Callable[[], AbstractContextManager[Transaction]]


def every(tx: Transaction) -> list[Removal]:
    """The projects that were removed, the last one first."""
    table = tables.removal
    rows = tx.connection.execute(sa.select(table).order_by(table.c.at.desc(), table.c.project_id))
    return [Removal(**row._mapping) for row in rows]


def remove_picture(tx: Transaction, project_id: str, picture_id: str) -> int:
    """Remove a picture from a project, with its annotations and comments, and of a gold one what
    people made of it. The times of its masks stay, and so does what happened, in the feed.

    Returns:
        How many objects it had.

    Raises:
        AbsentError, NotAllowedError: there is no such picture; who does it is no lead.
        WrongStateError: the project is put away, or another person is at the picture.
    """
    require(tx.actor, "removals")
    projects.open_for_change(tx, project_id)
    picture = picture_rows.get(tx, project_id, picture_id)
    if not leases.free_for(picture.lease, tx.actor.id, tx.now):
        raise WrongStateError(
            "at_work",
            f"Somebody works on {picture.file_name} by now; expected a picture that nobody is at.",
        )
    trials = sa.select(tables.trial.c.picture_key).where(tables.trial.c.gold_key == picture.number)
    for key in (*tx.connection.execute(trials).scalars().all(), picture.number):
        while _annotations_go(tx, key):
            pass
        _row_goes(tx, key)
    _loosen(tx, {picture.id})
    about = {"file_name": picture.file_name, "objects": picture.objects}
    tx.tell(project_id, "picture_removed", picture.id, about)
    return picture.objects


def remove_project(tx: Transaction, project_id: str, name: str) -> Removal:
    """Remove a project that was put away: from now on nobody sees it.

    Args:
        name: the project's, once more, so that it is this one that is meant.

    Raises:
        AbsentError, NotAllowedError: there is no such project; who does it is no lead.
        WrongStateError: it is called otherwise, is not put away, or something is still at work in
            it.
    """
    require(tx.actor, "projects")
    found = projects.get(tx, project_id)
    if found.name != name:
        raise WrongStateError(
            "name_differs",
            f"The project is called {shown(found.name)}, and {shown(name)} was given; nothing is "
            "removed.",
        )
    if not found.archived:
        raise WrongStateError(
            "not_put_away",
            f"The project {found.name} is worked in; put it away before it is removed for good.",
        )
    task = tables.task.c
    busy = sa.select(task.id).where(
        task.project_id == project_id, task.state.in_(_OPEN), task.kind != ordering.KIND
    )
    if tx.connection.execute(busy.limit(1)).scalar() is not None:
        raise WrongStateError(
            "task_running",
            f"A round, or a change of labels, is not over in the project {found.name}; cancel it "
            "or wait for it.",
        )
    progress = projects.progress(tx, project_id)
    made = Removal(
        project_id=project_id,
        name=found.name,
        pictures=sum(progress.pictures.values()),
        objects=progress.objects,
        person_id=tx.actor.id,
        at=tx.now,
    )
    values = {each: getattr(made, each) for each in Removal.__dataclass_fields__}
    tx.connection.execute(sa.insert(tables.removal).values(values))
    # Another project may have its name at once.
    gone = {"removing": True, "name": project_id}
    tx.connection.execute(sa.update(_project).where(_project.c.id == project_id).values(gone))
    tx.tell(project_id, "project_removed", data={"name": made.name})
    return made


def under_way(tx: Transaction) -> bool:
    """Whether rows or files of something that was removed are still there."""
    doomed = sa.select(_project.c.id).where(_project.c.removing.is_(True)).limit(1)
    loose = sa.select(tables.loose_file.c.picture_id).limit(1)
    return any(tx.connection.execute(each).scalar() is not None for each in (doomed, loose))


def carry_out(writing: Writing, files: Files, stopped: Callable[[], bool] = lambda: False) -> None:
    """Remove all that was asked for. Several processes may, at once too: each takes what is left.

    Args:
        writing: begins a transaction.
        files: the pictures' files.
        stopped: whether to leave the rest to another time.
    """
    lock = FileLock(files.folder / FILES_LOCK, thread_local=False)
    while not stopped():
        try:
            lock.acquire(timeout=0.5)
        except Timeout:
            continue  # a backup is being made
        try:
            with writing() as tx:
                began = time.monotonic()
                left = _step(tx, files, began + _PORTION_S)
        finally:
            lock.release()
        if not left:
            return
        time.sleep(time.monotonic() - began)


def _step(tx: Transaction, files: Files, end: float) -> bool:
    """Remove some; whether there may be more."""
    doomed = sa.select(_project.c.id).where(_project.c.removing.is_(True)).limit(1)
    project_id = tx.connection.execute(doomed).scalar()
    while time.monotonic() < end:
        if project_id is None:
            if not _file_goes(tx, files):
                return False
        elif not _some_go(tx, project_id):
            tx.connection.execute(sa.delete(_project).where(_project.c.id == project_id))
            return True
    return True


def _some_go(tx: Transaction, project_id: str) -> bool:
    """Remove some rows of a project; whether there were any."""
    chosen = sa.select(_picture.c.key, _picture.c.id).where(_picture.c.project_id == project_id)
    # Trials are behind the gold pictures that they refer to.
    row = tx.connection.execute(chosen.order_by(_picture.c.key.desc()).limit(1)).one_or_none()
    if row is not None:
        if not _annotations_go(tx, row.key):
            _row_goes(tx, row.key)
            _loosen(tx, {row.id[:SHA256]})
        return True
    for table, key in (
        (tables.timing, tables.timing.c.key),
        (tables.event, tables.event.c.number),
        (tables.lesson, tables.lesson.c.annotation_id),
        (tables.memory, tables.memory.c.label),
        (suggestion_tables.prefill, suggestion_tables.prefill.c.label),
        (tables.task, tables.task.c.id),
        (tables.label, tables.label.c.id),
    ):
        own = table.c.project_id == project_id
        some = sa.select(key).where(own).limit(_ROWS)
        if tx.connection.execute(sa.delete(table).where(own, key.in_(some))).rowcount:
            return True
    return False


def _annotations_go(tx: Transaction, picture_key: int) -> bool:
    """Remove some of a picture's annotations with all their revisions; whether there were any."""
    chosen = sa.select(_annotation.c.key).where(_annotation.c.picture_key == picture_key)
    keys = tx.connection.execute(chosen.limit(_ROWS)).scalars().all()
    if not keys:
        return False
    revision = tables.revision
    tx.connection.execute(sa.delete(revision).where(revision.c.annotation_key.in_(keys)))
    tx.connection.execute(sa.delete(_annotation).where(_annotation.c.key.in_(keys)))
    return True


def _row_goes(tx: Transaction, key: int) -> None:
    """Remove a picture that has no annotations, and what else refers to it."""
    for column in (
        tables.comment.c.picture_key,
        suggestion_tables.suggestion.c.picture_key,
        tables.trial.c.picture_key,
        tables.trial.c.gold_key,
        tables.gold.c.picture_key,
        _picture.c.key,
    ):
        tx.connection.execute(sa.delete(column.table).where(column == key))


def _loosen(tx: Transaction, picture_ids: Collection[str]) -> None:
    table = tables.loose_file
    for each in picture_ids:
        known = sa.select(table.c.picture_id).where(table.c.picture_id == each)
        if tx.connection.execute(known).scalar() is None:
            tx.connection.execute(sa.insert(table).values(picture_id=each))


def _file_goes(tx: Transaction, files: Files) -> bool:
    """Let go of one picture's file, where no project has it; whether there was one to look at."""
    table, place = tables.loose_file, tables.place
    picture_id = tx.connection.execute(sa.select(table.c.picture_id).limit(1)).scalar()
    if picture_id is None:
        return False
    used = sa.select(_picture.c.key).where(_picture.c.id == picture_id).limit(1)
    if tx.connection.execute(used).scalar() is None:
        # What an operator keeps elsewhere stays there.
        tx.connection.execute(sa.delete(place).where(place.c.picture_id == picture_id))
        files.remove(picture_id)
    tx.connection.execute(sa.delete(table).where(table.c.picture_id == picture_id))
    return True
