"""Changes of annotations: revisions are added, and none is ever changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dataengine.errors import ConflictError, InvalidError, shown
from dataengine.queue import revisions as rules
from dataengine.queue.leases import free_for, taken
from dataengine.queue.states import follow
from dataengine.records import Change, Picture, Project, State, Stored
from dataengine.store import picture_rows, pictures, projects, suggestions, tables
from dataengine.store.annotations import history
from dataengine.store.annotations import kept as kept_now
from dataengine.store.database import Transaction
from dataengine.store.texts import is_uuid
from sam.errors import RecordError
from sam.formats import Annotation

_annotation, _revision = tables.annotation.c, tables.revision.c

MOST_CHANGES = 2000
"""Of one request."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of changes that were sent together.

    Attributes:
        taken: annotations whose change is kept now, or was already.
        conflicts: changes that were not taken, each with what is kept.
        picture: as it is after them.
        before: the picture's ``contents`` before them.
    """

    taken: list[str]
    conflicts: list[tuple[Change, Stored | None]]
    picture: Picture
    before: int


def write(
    tx: Transaction, project_id: str, picture_id: str, change: Change, checked: bool = False
) -> Stored:
    """Take one change.

    Args:
        checked: whether :func:`check` was asked already.

    Returns:
        The annotation as it is kept; where this very change was taken before, that revision.

    Raises:
        ConflictError: another change came first.
        and as :func:`write_all` does.
    """
    outcome = write_all(tx, project_id, picture_id, [change], checked)
    for sent, stored in outcome.conflicts:
        raise ConflictError(sent, stored)
    for each in reversed(history(tx, outcome.picture, change.annotation_id)):
        if each.revision == change.revision:
            return each
    raise AssertionError("What was taken is kept.")


def write_all(
    tx: Transaction,
    project_id: str,
    picture_id: str,
    changes: Sequence[Change],
    checked: bool = False,
) -> Outcome:
    """Take all changes that follow what is kept; the others are answered with what is kept.

    Args:
        checked: whether :func:`check` was asked already.

    Raises:
        AbsentError: there is no such picture.
        InvalidError: a change cannot be kept; none of them is then.
        NotAllowedError, WrongStateError: the picture's state does not let this person edit it.
    """
    project = projects.open_for_change(tx, project_id)
    picture = pictures.must_exist(tx, project_id, picture_id)
    if not checked:
        check(picture, changes)
    before = picture.contents
    kept = kept_now(tx, picture, [each.annotation_id for each in changes])
    stored = {name: found for name, (_, found) in kept.items()}
    earlier = _names(tx, picture, [each for each in changes if each.annotation_id in kept])
    took: list[Change] = []
    repeated: list[str] = []
    conflicts: list[tuple[Change, Stored | None]] = []
    for change in changes:
        there = stored.get(change.annotation_id)
        verdict = rules.judged(change, there, earlier.get(change.annotation_id, ()))
        if verdict == "conflict":
            conflicts.append((change, there))
        elif verdict == "repeated":
            repeated.append(change.annotation_id)
        else:
            took.append(change)
    if took:
        picture = _take(tx, project, picture, took, kept)
    ids = [*repeated, *(each.annotation_id for each in took)]
    return Outcome(ids, conflicts, picture, before)


def _take(
    tx: Transaction,
    project: Project,
    picture: Picture,
    changes: Sequence[Change],
    kept: Mapping[str, tuple[int, Stored]],
) -> Picture:
    person = tx.actor
    state: State = follow(picture.state, "edit", person.role)
    delta = 0
    for change in changes:
        key, there = kept.get(change.annotation_id, (None, None))
        was = there is not None and there.record is not None
        delta += (change.record is not None) - was
        values = {
            "revision": change.revision,
            "label": str(change.record["label"]) if change.record else "",
            "removed": change.record is None,
        }
        if key is None:
            values |= {"picture_key": picture.number, "id": change.annotation_id}
            made = sa.insert(tables.annotation).values(values).returning(_annotation.key)
            key = tx.connection.execute(made).scalar_one()
        else:
            tx.connection.execute(
                sa.update(tables.annotation).where(_annotation.key == key).values(values)
            )
        tx.connection.execute(
            sa.insert(tables.revision).values(
                annotation_key=key,
                name=change.revision,
                predecessor=change.predecessor,
                rank=change.rank,
                record=None if change.record is None else _text(change.record),
                person_id=person.id,
                at=tx.now,
            )
        )
        tx.tell(
            picture.project_id,
            "annotation_saved" if change.record is not None else "annotation_removed",
            picture.id,
            {"annotation_id": change.annotation_id, "revision": change.revision},
        )
    suggestions.follow(tx, picture, changes)
    after: dict[str, object] = {
        "contents": picture.contents + 1,
        "objects": picture.objects + delta,
        "state": state,
    }
    if state != "submitted":  # who corrects while reviewing does not take the picture over
        after["worker_id"] = person.id
    if free_for(picture.lease, person.id, tx.now):
        lease = taken(picture.lease, person.id, tx.now, project.lease_seconds)
        after |= {"lease_person_id": lease.person_id, "lease_until": lease.until}
    if state != picture.state:
        tx.tell(
            picture.project_id, "picture_changed", picture.id, {"state": state, "action": "edit"}
        )
    return picture_rows.update(tx, picture, **after)


def check(picture: Picture, changes: Sequence[Change]) -> None:
    """Refuse what cannot be kept: the part of a write that needs no turn among the writers.

    Raises:
        InvalidError: with everything that is wrong with the first bad one.
    """
    if len(changes) > MOST_CHANGES:
        raise InvalidError(
            "invalid_request",
            f"There are {len(changes):,} changes; expected {MOST_CHANGES:,} at most.",
        )
    seen: set[str] = set()
    for change in changes:
        whose = f"The annotation {change.annotation_id[:40]}"
        if not is_uuid(change.annotation_id):
            raise InvalidError("invalid_annotation", f"{whose} has no UUID in lower case as id.")
        if change.annotation_id in seen:
            raise InvalidError("invalid_annotation", f"{whose} is there twice.")
        seen.add(change.annotation_id)
        if change.revision == change.predecessor:
            raise InvalidError(
                "invalid_annotation",
                f"{whose} has the revision {shown(change.revision)} and follows it.",
            )
        if change.record is not None:
            _check_record(picture, change, whose)


def _check_record(picture: Picture, change: Change, whose: str) -> None:
    assert change.record is not None
    try:
        record = Annotation.from_dict(change.record, whose)
    except RecordError as error:
        raise InvalidError("invalid_annotation", str(error)) from None
    if record.id != change.annotation_id:
        raise InvalidError(
            "invalid_annotation", f"{whose} has a record with the id {record.id}; expected its own."
        )
    if record.segmentation["size"] != [picture.height, picture.width]:
        height, width = record.segmentation["size"]
        raise InvalidError(
            "invalid_annotation",
            f"{whose} has a mask of {width}x{height} pixels; expected the picture's "
            f"{picture.width}x{picture.height}.",
        )
    if record.picture is not None and record.picture["id"] != picture.id:
        raise InvalidError(
            "invalid_annotation",
            f"{whose} is of the picture {record.picture['id'][:12]}…; expected this one, "
            f"{picture.id[:12]}….",
        )
    if "\x00" in record.name + record.label:
        raise InvalidError("invalid_annotation", f"{whose} has NUL in its name or label.")


def _names(
    tx: Transaction, picture: Picture, changes: Sequence[Change]
) -> Mapping[str, frozenset[str]]:
    """Of the revisions that are sent, those that their annotations have had."""
    if not changes:
        return {}
    joined = tables.annotation.join(tables.revision, _revision.annotation_key == _annotation.key)
    chosen = (
        sa.select(_annotation.id, _revision.name)
        .select_from(joined)
        .where(
            _annotation.picture_key == picture.number,
            _annotation.id.in_([each.annotation_id for each in changes]),
            _revision.name.in_([each.revision for each in changes]),
        )
    )
    found: dict[str, set[str]] = {}
    for row in tx.connection.execute(chosen):
        found.setdefault(row.id, set()).add(row.name)
    return {name: frozenset(names) for name, names in found.items()}


def _text(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))
