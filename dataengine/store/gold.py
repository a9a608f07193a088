"""A project's gold pictures: marking them, how many are mixed in, and how people did."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from dataengine.errors import InvalidError, NotAllowedError, WrongStateError
from dataengine.queue.agreement import Agreement, agreements
from dataengine.queue.gold import MOST_RATE
from dataengine.queue.rights import require
from dataengine.queue.states import words
from dataengine.records import Json, Picture
from dataengine.store import picture_rows, projects, tables
from dataengine.store.database import Transaction

MOST_GOLD = 1000
"""Gold pictures of one project."""

_picture, _gold, _trial = tables.picture.c, tables.gold.c, tables.trial.c


@dataclass(frozen=True, slots=True)
class Gold:
    """What is gold in a project.

    Attributes:
        rate: the share of gold among the pictures that an annotator is given.
        pictures: those that are, in the order in which they were added.
    """

    rate: float
    pictures: list[Picture]


@dataclass(frozen=True, slots=True)
class Line:
    """How somebody did.

    Attributes:
        label: None for all labels together.
    """

    person_id: str
    label: str | None
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Report:
    """How people did on gold pictures.

    Attributes:
        lines: by person and label, those of all labels behind the others.
        begun, skipped: trials that are not submitted, by person.
    """

    lines: list[Line]
    begun: dict[str, int]
    skipped: dict[str, int]


def of_project(tx: Transaction, project_id: str) -> Gold:
    """What is gold.

    Raises:
        AbsentError, NotAllowedError: there is no such project; who asks is no lead.
    """
    _may_see(tx)
    projects.get(tx, project_id)
    joined = tables.picture.join(tables.gold, _gold.picture_key == _picture.key)
    chosen = sa.select(tables.picture).select_from(joined).where(_gold.project_id == project_id)
    rows = tx.connection.execute(chosen.order_by(_picture.key))
    return Gold(rate_of(tx, project_id), [picture_rows.picture_of(row) for row in rows])


def rate_of(tx: Transaction, project_id: str) -> float:
    """The share of gold among the pictures that an annotator is given."""
    project = tables.project.c
    chosen = sa.select(project.gold_rate).where(project.id == project_id)
    return float(tx.connection.execute(chosen).scalar_one())


def set_rate(tx: Transaction, project_id: str, rate: float) -> None:
    """Say how many gold pictures are mixed in.

    Raises:
        AbsentError, NotAllowedError, WrongStateError: there is no such project, it is put away, or
            who does it is no lead.
        InvalidError: the share cannot be.
    """
    require(tx.actor, "gold")
    projects.open_for_change(tx, project_id)
    if not 0 <= rate <= MOST_RATE:
        raise InvalidError(
            "invalid_request", f"rate is {rate:g}; expected a share from 0 to {MOST_RATE}."
        )
    project = tables.project
    changed = sa.update(project).where(project.c.id == project_id).values(gold_rate=rate)
    tx.connection.execute(changed)


def mark(tx: Transaction, project_id: str, picture_id: str) -> None:
    """Say that a picture's annotations are a known answer; again changes nothing.

    Raises:
        AbsentError, NotAllowedError: there is no such picture; who does it is no lead.
        WrongStateError: it is not accepted, nothing says which labels it has every object of, or
            the project has ``MOST_GOLD`` already.
    """
    require(tx.actor, "gold")
    projects.open_for_change(tx, project_id)
    picture = picture_rows.get(tx, project_id, picture_id)
    if is_gold(tx, picture):
        return
    if picture.state != "accepted":
        raise WrongStateError(
            "wrong_state",
            f"A picture that is {words(picture.state)} cannot be gold; expected one that is "
            "accepted.",
        )
    if not picture.exhaustive:
        raise WrongStateError(
            "not_exhaustive",
            "Nobody claims that every object of some labels is marked in this picture, so that an "
            "object that it lacks would be no mistake; expected that claim before it is accepted.",
        )
    counted = sa.select(sa.func.count()).where(_gold.project_id == project_id)
    if tx.connection.execute(counted).scalar_one() >= MOST_GOLD:
        raise WrongStateError(
            "too_many", f"The project has {MOST_GOLD:,} gold pictures, which is the most."
        )
    tx.connection.execute(
        sa.insert(tables.gold).values(
            picture_key=picture.number,
            project_id=project_id,
            person_id=tx.actor.id,
            made=tx.now,
        )
    )


def unmark(tx: Transaction, project_id: str, picture_id: str) -> None:
    """Take that back; what people made of it is kept, and counts again where it is marked again.

    Raises:
        as :func:`mark` does.
    """
    require(tx.actor, "gold")
    projects.open_for_change(tx, project_id)
    picture = picture_rows.get(tx, project_id, picture_id)
    tx.connection.execute(sa.delete(tables.gold).where(_gold.picture_key == picture.number))


def is_gold(tx: Transaction, picture: Picture) -> bool:
    """Whether a picture's annotations are a known answer."""
    chosen = sa.select(_gold.picture_key).where(_gold.picture_key == picture.number)
    return tx.connection.execute(chosen).scalar() is not None


def report(tx: Transaction, project_id: str) -> Report:
    """How people did on the pictures that are gold now, as far as they have submitted them.

    Raises:
        AbsentError, NotAllowedError: as :func:`of_project` does.
    """
    _may_see(tx)
    projects.get(tx, project_id)
    by_label: dict[tuple[str, str], Agreement] = defaultdict(Agreement)
    by_person: dict[str, Agreement] = defaultdict(Agreement)
    begun: dict[str, int] = defaultdict(int)
    skipped: dict[str, int] = defaultdict(int)
    for known, made, person_id in _trials(tx, project_id):
        if made.state != "submitted":
            (skipped if made.state == "skipped" else begun)[person_id] += 1
            continue
        labels = known.exhaustive or ()
        compared = agreements(_records(tx, known), _records(tx, made), labels)
        for label, each in compared.items():
            by_label[person_id, label] += each
        objects = sum(compared.values(), Agreement())
        by_person[person_id] += Agreement(
            1, objects.expected, objects.found, objects.matched, objects.overlap
        )
    lines = [Line(who, label, each) for (who, label), each in sorted(by_label.items())]
    lines += [Line(who, None, each) for who, each in sorted(by_person.items())]
    return Report(lines, dict(begun), dict(skipped))


def _trials(tx: Transaction, project_id: str) -> Iterator[tuple[Picture, Picture, str]]:
    """Of each trial the gold picture, the person's, and who that is."""
    chosen = (
        sa.select(_trial.gold_key, _trial.picture_key, _trial.person_id)
        .join(tables.gold, _gold.picture_key == _trial.gold_key)
        .where(_trial.project_id == project_id)
        .order_by(_trial.picture_key)
    )
    for row in list(tx.connection.execute(chosen)):
        yield _by_key(tx, row.gold_key), _by_key(tx, row.picture_key), row.person_id


def _by_key(tx: Transaction, key: int) -> Picture:
    chosen = sa.select(tables.picture).where(_picture.key == key)
    return picture_rows.picture_of(tx.connection.execute(chosen).one())


def _records(tx: Transaction, picture: Picture) -> list[Json]:
    annotation, revision = tables.annotation.c, tables.revision.c
    joined = tables.annotation.join(
        tables.revision,
        sa.and_(revision.annotation_key == annotation.key, revision.name == annotation.revision),
    )
    chosen = sa.select(revision.record).select_from(joined).order_by(annotation.key)
    rows = tx.connection.execute(
        chosen.where(annotation.picture_key == picture.number, annotation.removed.is_(False))
    )
    return [json.loads(record) for record in rows.scalars()]


def _may_see(tx: Transaction) -> None:
    if tx.guest:
        raise NotAllowedError(
            "person_required",
            "Which pictures are gold is for leads; say who you are by the header Person, with the "
            "id that POST /api/v1/people answers.",
        )
    if tx.person is not None:
        require(tx.person, "gold")
