"""What masks took: active time, clicks and corrections, one row a mask that was kept."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Literal, get_args

import sqlalchemy as sa

from dataengine.errors import InvalidError, shown
from dataengine.queue.series import Series, Took, series
from dataengine.records import Timing
from dataengine.store import projects, unseen
from dataengine.store.database import Row, Transaction
from dataengine.store.tables import timing as table
from dataengine.store.texts import is_uuid

Group = Literal["person", "label", "stage", "decoder", "day"]
GROUPS: tuple[Group, ...] = get_args(Group)

MOST = 1000
"""Of one request."""

_DAY_MS = 24 * 60 * 60 * 1000
_PORTION = 5000


@dataclass(frozen=True, slots=True)
class Summary:
    """What the masks of one group took.

    Attributes:
        group: by each name that was grouped by, its value: a person's id, a label, ..., or the
            first millisecond of a day, UTC.
        masks: how many.
        seconds, median_seconds: active time in all, and of the middle mask.
        clicks, corrections: in all.
    """

    group: dict[Group, str | int]
    masks: int
    seconds: float
    median_seconds: float
    clicks: int
    corrections: int


def add(tx: Transaction, project_id: str, timings: Sequence[Timing]) -> int:
    """Keep what masks took; one whose id is kept already is passed over.

    Returns:
        How many are new.

    Raises:
        AbsentError, WrongStateError: there is no such project, or it is put away.
        InvalidError: a value cannot be.
    """
    projects.open_for_change(tx, project_id)
    if len(timings) > MOST:
        raise InvalidError(
            "invalid_request", f"There are {len(timings):,} timings; expected {MOST:,} at most."
        )
    for each in timings:
        if not is_uuid(each.id) or not is_uuid(each.annotation_id):
            raise InvalidError(
                "invalid_request",
                f"The timing {shown(each.id)} has no UUIDs in lower case as its own and its "
                "annotation's id.",
            )
    ids = [each.id for each in timings]
    there = set(tx.connection.execute(sa.select(table.c.id).where(table.c.id.in_(ids))).scalars())
    new = {each.id: each for each in timings if each.id not in there}
    if new:
        rows = [
            {
                "project_id": project_id,
                **{name: getattr(each, name) for name in Timing.__dataclass_fields__},
                "person_id": tx.actor.id,
            }
            for each in new.values()
        ]
        tx.connection.execute(sa.insert(table), rows)
    return len(new)


def every(tx: Transaction, project_id: str) -> Iterator[Timing]:
    """All of a project, in the order in which they came; in portions. Of gold pictures those get
    their own alone who are blind to them.
    """
    after, heard = 0, _heard(tx, project_id)
    while True:
        chosen = sa.select(table).where(
            table.c.project_id == project_id, table.c.key > after, heard
        )
        rows = list(tx.connection.execute(chosen.order_by(table.c.key).limit(_PORTION)))
        if not rows:
            return
        for row in rows:
            yield _timing(row)
        after = rows[-1].key


def summed(tx: Transaction, project_id: str, by: Sequence[Group] = ()) -> list[Summary]:
    """What masks took, grouped; in the order of the groups. Of the same as :func:`every`.

    Raises:
        AbsentError: there is no such project.
    """
    projects.get(tx, project_id)
    day = table.c.at - table.c.at % _DAY_MS
    columns: dict[Group, sa.ColumnElement[Any]] = {
        "person": table.c.person_id,
        "label": table.c.label,
        "stage": table.c.stage,
        "decoder": table.c.decoder,
        "day": day,
    }
    chosen = sa.select(
        *(columns[name].label(name) for name in by),
        table.c.active_ms,
        table.c.clicks,
        table.c.corrections,
    ).where(table.c.project_id == project_id, _heard(tx, project_id))
    groups: dict[tuple[Any, ...], tuple[array[int], list[int]]] = {}
    for row in tx.connection.execute(chosen):
        *group, ms, clicks, corrections = row
        times, counts = groups.setdefault(tuple(group), (array("l"), [0, 0]))
        times.append(ms)
        counts[0] += clicks
        counts[1] += corrections
    return [
        Summary(
            dict(zip(by, group, strict=True)),
            len(times),
            sum(times) / 1000,
            median(times) / 1000,
            clicks,
            corrections,
        )
        for group, (times, (clicks, corrections)) in sorted(groups.items())
    ]


def over_time(
    tx: Transaction,
    project_id: str,
    most_points: int,
    person_id: str = "",
    label: str = "",
    stage: str = "annotate",
) -> Series:
    """What a mask took over time, with retrainings marked; of the same as :func:`every`.

    Args:
        most_points: as many points as there would be without retrainings; 1 or more.
        person_id, label, stage: of these alone; empty for any.

    Raises:
        AbsentError: there is no such project.
    """
    projects.get(tx, project_id)
    wanted = {"person_id": person_id, "label": label, "stage": stage}
    of = [table.c[name] == value for name, value in wanted.items() if value]
    conditions = (table.c.project_id == project_id, _heard(tx, project_id), *of)
    counted = sa.select(sa.func.count()).select_from(table).where(*conditions)
    count = int(tx.connection.execute(counted).scalar_one())
    columns = (table.c[name] for name in Took.__dataclass_fields__)
    rows = tx.connection.execute(
        sa.select(*columns)
        .where(*conditions)
        .order_by(table.c.at, table.c.key)
        .execution_options(yield_per=_PORTION)
    )
    return series((Took(*row) for row in rows), -(-count // most_points) or 1)


def _heard(tx: Transaction, project_id: str) -> sa.ColumnElement[bool]:
    hidden = [each.real.id for each in unseen.disguised(tx, project_id).values()]
    if not hidden:
        return sa.true()
    others = table.c.picture_id.not_in(hidden)
    return others if tx.person is None else sa.or_(others, table.c.person_id == tx.person.id)


def _timing(row: Row) -> Timing:
    return Timing(**{name: getattr(row, name) for name in Timing.__dataclass_fields__})
