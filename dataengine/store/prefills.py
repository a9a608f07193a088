"""What suggestions of each label are worth in a project, and which are off for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from dataengine.errors import AbsentError, shown
from dataengine.queue.rights import require
from dataengine.queue.worth import LAST_JUDGED, costs_more
from dataengine.store import labels, projects, tables
from dataengine.store.database import Row, Transaction
from dataengine.store.suggestion_tables import prefill as table
from dataengine.store.suggestion_tables import suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelPrefill:
    """How suggestions of a label have done.

    Attributes:
        label: its name.
        off: whether none are shown and made.
        good, judged: where it is off, what it was switched off for; else the last of those above
            the line that people have decided on since it was on, and how many of these were right.
        states: all suggestions of the label that there are, by what became of them.
    """

    label: str
    off: bool
    good: int
    judged: int
    states: Mapping[str, int] = field(default_factory=dict)


def every(tx: Transaction, project_id: str) -> list[LabelPrefill]:
    """Each label of a project, in their order.

    Raises:
        AbsentError: there is no such project.
    """
    projects.get(tx, project_id)
    known = _known(tx, project_id)
    gold = sa.select(tables.gold.c.picture_key).where(tables.gold.c.project_id == project_id)
    counted = (
        sa.select(suggestion.c.label, suggestion.c.state, sa.func.count())
        .where(suggestion.c.project_id == project_id, suggestion.c.picture_key.not_in(gold))
        .group_by(suggestion.c.label, suggestion.c.state)
    )
    states: dict[str, dict[str, int]] = {}
    for label, state, count in tx.connection.execute(counted):
        states.setdefault(label, {})[state] = count
    found = []
    for each in labels.every(tx, project_id):
        row = known.get(each.name)
        off = row is not None and row.off
        good, judged = (
            (row.good, row.judged)
            if row is not None and off
            else _lately(tx, project_id, each.name)
        )
        found.append(
            LabelPrefill(
                label=each.name,
                off=off,
                good=good,
                judged=judged,
                states=states.get(each.name, {}),
            )
        )
    return found


def off(tx: Transaction, project_id: str) -> frozenset[str]:
    """The labels whose suggestions are off."""
    return frozenset(name for name, row in _known(tx, project_id).items() if row.off)


def weigh(tx: Transaction, project_id: str, label: str) -> None:
    """Switch a label's suggestions off where they have cost more than they saved."""
    row = _known(tx, project_id).get(label)
    if row is not None and row.off:
        return
    good, judged = _lately(tx, project_id, label)
    if costs_more(good, judged):
        _set(tx, project_id, label, off=True, good=good, judged=judged)
        about = {"label": label, "on": False, "good": good, "judged": judged}
        tx.tell(project_id, "prefill_switched", data=about)


def switch(tx: Transaction, project_id: str, label: str, on: bool) -> None:
    """Have a label suggested again, or not any more. What was decided before counts no more.

    Raises:
        AbsentError, WrongStateError: there is no such project or label, or it is put away.
        NotAllowedError: who does it is no lead.
    """
    require(tx.actor, "tasks")
    projects.open_for_change(tx, project_id)
    if label not in [each.name for each in labels.every(tx, project_id)]:
        raise AbsentError("label_not_found", f"The project has no label {shown(label)}.")
    good, judged = (0, 0) if on else _lately(tx, project_id, label)
    _set(tx, project_id, label, off=not on, good=good, judged=judged, since=tx.now)
    tx.tell(project_id, "prefill_switched", data={"label": label, "on": on})


def _lately(tx: Transaction, project_id: str, label: str) -> tuple[int, int]:
    """How many of the last suggestions above the line were right, and how many these are."""
    row = _known(tx, project_id).get(label)
    chosen = (
        sa.select(suggestion.c.good)
        .where(
            suggestion.c.project_id == project_id,
            suggestion.c.label == label,
            suggestion.c.decided >= (0 if row is None else row.since),
            suggestion.c.good.is_not(None),
            suggestion.c.score >= suggestion.c.line,
        )
        .order_by(suggestion.c.decided.desc(), suggestion.c.key.desc())
        .limit(LAST_JUDGED)
    )
    verdicts = list(tx.connection.execute(chosen).scalars())
    return sum(verdicts), len(verdicts)


def _known(tx: Transaction, project_id: str) -> dict[str, Row]:
    chosen = sa.select(table).where(table.c.project_id == project_id)
    return {row.label: row for row in tx.connection.execute(chosen)}


def _set(tx: Transaction, project_id: str, label: str, **values: object) -> None:
    of = (table.c.project_id == project_id, table.c.label == label)
    if tx.connection.execute(sa.update(table).where(*of).values(values)).rowcount == 0:
        whole = {"project_id": project_id, "label": label, "since": 0, **values}
        tx.connection.execute(sa.insert(table).values(whole))
