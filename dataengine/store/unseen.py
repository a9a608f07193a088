"""What annotators see of gold pictures: blank ones, or their own trials, and no known answer.

Whoever may be given a gold picture unseen is *blind* to it: annotators who have not worked on it,
and guests, who read without saying who they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa

from dataengine.queue.gold import blank
from dataengine.records import Picture
from dataengine.store import tables
from dataengine.store.database import Transaction
from dataengine.store.picture_rows import picture_of
from dataengine.store.suggestion_tables import suggestion

_picture, _gold, _trial = tables.picture.c, tables.gold.c, tables.trial.c


@dataclass(frozen=True, slots=True)
class Disguised:
    """A gold picture, and what somebody sees of it instead."""

    real: Picture
    seen: Picture


def is_blind(tx: Transaction) -> bool:
    """Whether gold pictures are disguised for who asks."""
    return tx.guest or (tx.person is not None and tx.person.role == "annotator")


def no_trial(project_id: str) -> sa.ColumnElement[bool]:
    """That a picture is no trial."""
    return _picture.key.not_in(
        sa.select(_trial.picture_key).where(_trial.project_id == project_id).scalar_subquery()
    )


def disguised(tx: Transaction, project_id: str, only: int | None = None) -> Mapping[int, Disguised]:
    """By number, a project's gold pictures to which who asks is blind.

    Args:
        only: the number of the one that is asked about; None for all.
    """
    if not is_blind(tx):
        return {}
    joined = tables.picture.join(tables.gold, _gold.picture_key == _picture.key)
    chosen = sa.select(tables.picture).select_from(joined).where(_gold.project_id == project_id)
    if only is not None:
        chosen = chosen.where(_gold.picture_key == only)
    if tx.person is not None:
        chosen = chosen.where(sa.not_(_knows(tx.person.id)))
    found = {row.key: picture_of(row) for row in tx.connection.execute(chosen)}
    if not found:
        return {}
    trials: dict[int, Picture] = {}
    if tx.person is not None:
        own = tables.picture.join(tables.trial, _trial.picture_key == _picture.key)
        rows = tx.connection.execute(
            sa.select(tables.picture, _trial.gold_key)
            .select_from(own)
            .where(_trial.project_id == project_id, _trial.person_id == tx.person.id)
        )
        trials = {row.gold_key: replace(picture_of(row), shown_as=row.gold_key) for row in rows}
    at = _suggested(tx, list(found))
    return {
        key: Disguised(real, trials.get(key) or blank(real, at.get(key)))
        for key, real in found.items()
    }


def seen(tx: Transaction, picture: Picture, begin: bool = True) -> Picture:
    """A picture as who asks sees it.

    Args:
        begin: whether a transaction that writes is to make the trial that it writes to.
    """
    found = disguised(tx, picture.project_id, picture.number).get(picture.number)
    if found is None:
        return picture
    tx.hushed.add(picture.id)  # nobody else hears of a trial
    if found.seen.number or not (begin and tx.writes):
        return found.seen
    return _begun(tx, found)


def _begun(tx: Transaction, found: Disguised) -> Picture:
    """The trial of who asks, made."""
    person, gold = tx.actor, found.real
    row = tx.connection.execute(sa.select(tables.picture).where(_picture.key == gold.number)).one()
    values = {name: getattr(row, name) for name in row._fields if name != "key"} | {
        "id": f"{gold.id}.{person.id}",
        "state": found.seen.state,
        "objects": found.seen.objects,
        "open_comments": 0,
        "exhaustive": None,
        "lease_person_id": None,
        "lease_until": None,
        "worker_id": None,
        "version": found.seen.version,
        "contents": found.seen.contents,
        "changed": found.seen.changed,
    }
    made = tx.connection.execute(
        sa.insert(tables.picture).values(values).returning(tables.picture)
    ).one()
    tx.connection.execute(
        sa.insert(tables.trial).values(
            picture_key=made.key,
            project_id=gold.project_id,
            gold_key=gold.number,
            person_id=person.id,
        )
    )
    copied = [column for column in suggestion.c if column.name not in ("key", "picture_key")]
    open_ones = sa.select(sa.literal(made.key), *copied).where(
        suggestion.c.picture_key == gold.number, suggestion.c.state == "open"
    )
    names = ["picture_key", *(column.name for column in copied)]
    tx.connection.execute(sa.insert(suggestion).from_select(names, open_ones))
    return replace(picture_of(made), shown_as=gold.number)


def _suggested(tx: Transaction, keys: list[int]) -> dict[int, int]:
    """By number, when masks were suggested of gold pictures."""
    chosen = (
        sa.select(suggestion.c.picture_key, sa.func.max(suggestion.c.made))
        .where(suggestion.c.picture_key.in_(keys), suggestion.c.state == "open")
        .group_by(suggestion.c.picture_key)
    )
    return {key: at for key, at in tx.connection.execute(chosen)}


def _knows(person_id: str) -> sa.ColumnElement[bool]:
    """That somebody has worked on a picture."""
    joined = tables.annotation.join(
        tables.revision, tables.revision.c.annotation_key == tables.annotation.c.key
    )
    wrote = (
        sa.select(tables.revision.c.key)
        .select_from(joined)
        .where(
            tables.annotation.c.picture_key == _picture.key,
            tables.revision.c.person_id == person_id,
        )
    )
    return sa.or_(
        sa.and_(_picture.worker_id.is_not(None), _picture.worker_id == person_id), wrote.exists()
    )
