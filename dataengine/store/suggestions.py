"""Suggestions of a project's pictures: kept until people decide on them, and what they decided.

A suggestion is no annotation. Accepting it makes an annotation with the suggestion's id, which is
how the store knows (:func:`follow`); removing that annotation again, as undo does, opens the
suggestion again. What was rejected stays, so that it is not suggested again there.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from pycocotools import mask as coco

from dataengine.errors import AbsentError, shown
from dataengine.queue.leases import holds
from dataengine.queue.rights import require
from dataengine.queue.states import follow as state_after
from dataengine.records import Change, Json, Picture, Suggestion
from dataengine.store import picture_rows, pictures, prefills, projects
from dataengine.store.annotations import of_picture as annotations_of
from dataengine.store.database import Row, Transaction
from dataengine.store.labels import every as every_label
from dataengine.store.suggestion_tables import suggestion as table
from dataengine.store.texts import new_id
from sam.masks.rle import CocoRle

SAME_IOU = 0.5
"""From this IoU on two masks are of one object."""

_UNTOUCHED = ("new", "prefilled")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSuggestion:
    """What a task suggests; as in :class:`Suggestion`."""

    label: str
    score: float
    line: float
    mask: Json


def put(
    tx: Transaction,
    picture: Picture,
    found: Sequence[NewSuggestion],
    labels: Collection[str],
    decoder: str,
) -> bool:
    """Suggest masks of a picture in place of those of the same labels that are open.

    Where one is above its line the picture is prefilled then; where none is, nothing is kept.

    Args:
        picture: as it was when it was looked at.
        labels: that were looked for.

    Returns:
        Whether it is kept; False also where somebody has begun the picture meanwhile.

    Raises:
        AbsentError, WrongStateError: there is no such picture any more, or the project is put away.
        NotAllowedError: who does it is no lead.
    """
    require(tx.actor, "tasks")
    projects.open_for_change(tx, picture.project_id)
    now = picture_rows.get(tx, picture.project_id, picture.id)
    if not is_untouched(tx, now):
        return False
    found = _of_labels(tx, picture, found)
    above = any(each.score >= each.line for each in found)
    old = (table.c.picture_key == now.number, table.c.state == "open")
    gone = sa.delete(table).where(*old, table.c.label.in_(list(labels)))
    changed = tx.connection.execute(gone).rowcount > 0
    if above:
        tx.connection.execute(sa.insert(table), [_values(tx, now, each, decoder) for each in found])
    if not above and not changed:
        return False
    state = state_after(now.state, "prefill", tx.actor.role) if above else now.state
    picture_rows.update(tx, now, state=state)
    about = {"state": state, "action": "prefill"}
    tx.tell(now.project_id, "picture_changed", now.id, about)
    return above


def put_for_trials(
    tx: Transaction,
    picture: Picture,
    found: Sequence[NewSuggestion],
    labels: Collection[str],
    decoder: str,
) -> None:
    """Suggest masks of a gold picture, as of others: who is given it unseen shall not notice.

    Each trial begins with them; the known answer stays as it is, and nobody hears of it.

    Args:
        picture, found, labels, decoder: as :func:`put` has them.
    """
    require(tx.actor, "tasks")
    found = _of_labels(tx, picture, found)
    old = (table.c.picture_key == picture.number, table.c.state == "open")
    tx.connection.execute(sa.delete(table).where(*old, table.c.label.in_(list(labels))))
    if any(each.score >= each.line for each in found):
        values = [_values(tx, picture, each, decoder) for each in found]
        tx.connection.execute(sa.insert(table), values)


def is_untouched(tx: Transaction, picture: Picture) -> bool:
    """Whether nobody has begun a picture, or is at it now."""
    return (
        picture.state in _UNTOUCHED
        and picture.worker_id is None
        and picture.objects == 0
        and not holds(picture.lease, tx.now)
    )


def of_picture(tx: Transaction, picture: Picture) -> list[Suggestion]:
    """What is suggested of a picture and not decided, the likeliest first; without labels whose
    suggestions are off.

    Args:
        picture: as who asks sees it.
    """
    off = prefills.off(tx, picture.project_id)
    # A gold picture whose trial is not begun has the number 0.
    number = picture.number or picture.shown_as
    chosen = sa.select(table).where(table.c.picture_key == number, table.c.state == "open")
    rows = tx.connection.execute(chosen.order_by(table.c.score.desc(), table.c.key))
    return [_suggestion(row) for row in rows if row.label not in off]


def rejected(tx: Transaction, picture: Picture) -> list[Suggestion]:
    """What people rejected in a picture."""
    chosen = sa.select(table).where(
        table.c.picture_key == picture.number, table.c.state == "rejected"
    )
    return [_suggestion(row) for row in tx.connection.execute(chosen.order_by(table.c.key))]


def decide(
    tx: Transaction, project_id: str, picture_id: str, ids: Sequence[str], reject: bool = True
) -> list[Suggestion]:
    """Reject suggestions of a picture, or open again what was rejected.

    Returns:
        What is open now, as :func:`of_picture` has it.

    Raises:
        AbsentError: there is no such picture, or no such suggestion.
        NotAllowedError, WrongStateError: the picture's state does not let this person edit it.
    """
    projects.open_for_change(tx, project_id)
    picture = pictures.must_exist(tx, project_id, picture_id)
    state_after(picture.state, "edit", tx.actor.role)
    rows = _of(tx, picture, ids)
    for each in ids:
        if each not in rows:
            raise AbsentError(
                "suggestion_not_found", f"The picture has no suggestion {shown(each)}."
            )
    before = ("open",) if reject else ("rejected",)
    now = [row for row in rows.values() if row.state in before]
    for row in now:
        _decided(tx, row, "rejected" if reject else "open", False if reject else None)
    _weigh(tx, picture, now)
    return of_picture(tx, picture)


def follow(tx: Transaction, picture: Picture, changes: Sequence[Change]) -> None:
    """Note which suggestions have become annotations, or are none any more, by changes that were
    taken."""
    rows = _of(tx, picture, [each.annotation_id for each in changes])
    if not rows:
        return
    for change in changes:
        row = rows.get(change.annotation_id)
        if row is None:
            continue
        if change.record is None:
            _decided(tx, row, "open", None)
        elif change.record["label"] != row.label:
            _decided(tx, row, "relabelled", False, _overlap(change.record))
        else:
            overlap = _overlap(change.record)
            state = "accepted" if overlap == 1 else "corrected"
            _decided(tx, row, state, overlap >= SAME_IOU, overlap)
    _weigh(tx, picture, list(rows.values()))


def settle(tx: Transaction, picture: Picture) -> None:
    """Decide on what is left open in a picture that is submitted: an object of the same label that
    people marked otherwise says that it was right, and a claim that all of its label are marked
    that it was wrong. What neither says stays open."""
    chosen = sa.select(table).where(table.c.picture_key == picture.number, table.c.state == "open")
    left = list(tx.connection.execute(chosen))
    if not left:
        return
    kept: dict[str, list[CocoRle]] = {}
    for each in annotations_of(tx, picture):
        if each.record is not None:
            kept.setdefault(each.record["label"], []).append(each.record["segmentation"])
    decided = []
    for row in left:
        own = kept.get(row.label, [])
        if own and _most(json.loads(row.mask)["segmentation"], own) >= SAME_IOU:
            _decided(tx, row, "found", True)
        elif row.label in (picture.exhaustive or ()):
            _decided(tx, row, "absent", False)
        else:
            continue
        decided.append(row)
    _weigh(tx, picture, decided)


def reopen(tx: Transaction, picture: Picture) -> None:
    """Open again what :func:`settle` decided: the picture is worked on again."""
    of = (table.c.picture_key == picture.number, table.c.state.in_(("found", "absent")))
    values = {"state": "open", "good": None, "person_id": None, "decided": None}
    tx.connection.execute(sa.update(table).where(*of).values(values))


def _of_labels(
    tx: Transaction, picture: Picture, found: Sequence[NewSuggestion]
) -> list[NewSuggestion]:
    """Those whose label the project has: it may have been removed while a task worked."""
    known = {each.name for each in every_label(tx, picture.project_id)}
    return [each for each in found if each.label in known]


def _weigh(tx: Transaction, picture: Picture, rows: Sequence[Row]) -> None:
    for label in sorted({row.label for row in rows}):
        prefills.weigh(tx, picture.project_id, label)


def _decided(
    tx: Transaction, row: Row, state: str, good: bool | None, overlap: float | None = None
) -> None:
    if (row.state, row.overlap) == (state, overlap):
        return
    open_again = state == "open"
    values = {
        "state": state,
        "good": good,
        "overlap": overlap,
        "person_id": None if open_again else tx.actor.id,
        "decided": None if open_again else tx.now,
    }
    tx.connection.execute(sa.update(table).where(table.c.key == row.key).values(values))


def _of(tx: Transaction, picture: Picture, ids: Sequence[str]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for begin in range(0, len(ids), 500):
        some = (table.c.picture_key == picture.number, table.c.id.in_(ids[begin : begin + 500]))
        found |= {row.id: row for row in tx.connection.execute(sa.select(table).where(*some))}
    return found


def _overlap(record: Mapping[str, object]) -> float:
    """IoU of an annotation with what was suggested, as it says itself; of one that says nothing,
    nothing was changed."""
    said = record.get("suggestion")
    return float(said["overlap"]) if isinstance(said, Mapping) else 1.0


def _most(mask: CocoRle, others: Sequence[CocoRle]) -> float:
    return float(np.max(coco.iou([mask], list(others), [0] * len(others))))


def _values(tx: Transaction, picture: Picture, new: NewSuggestion, decoder: str) -> Json:
    return {
        "picture_key": picture.number,
        "project_id": picture.project_id,
        "id": new_id(),
        "label": new.label,
        "score": new.score,
        "line": new.line,
        "mask": json.dumps(new.mask, separators=(",", ":")),
        "decoder": decoder,
        "state": "open",
        "made": tx.now,
    }


def _suggestion(row: Row) -> Suggestion:
    return Suggestion(
        id=row.id,
        label=row.label,
        score=row.score,
        line=row.line,
        mask=json.loads(row.mask),
        decoder=row.decoder,
        state=row.state,
        overlap=row.overlap,
    )
