"""Pictures of a project from which suggestions are learnt, and those that are to get some."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from dataengine.errors import AbsentError, shown
from dataengine.records import Picture
from dataengine.store import suggestions, tables, unseen
from dataengine.store.annotations import kept, of_picture
from dataengine.store.database import Transaction
from dataengine.store.picture_rows import get, picture_of
from sam.masks.rle import CocoRle

_picture, _annotation = tables.picture.c, tables.annotation.c

_LOOKED_AT = 200
"""Pictures of which it is looked at what they have."""


@dataclass(frozen=True)
class Judged:
    """A picture, and what people said of masks in it.

    Attributes:
        kept: by label, the masks of its objects.
        rejected: by label, masks that were suggested and rejected.
        complete: the labels of which whatever else is found in it is wrong: claimed to be all
            marked; or, where it was submitted without a claim, those that it has.
    """

    picture: Picture
    kept: Mapping[str, list[CocoRle]]
    rejected: Mapping[str, list[CocoRle]]
    complete: frozenset[str]


def judged(
    tx: Transaction, project_id: str, labels: frozenset[str], most: int, enough: int
) -> list[Judged]:
    """Pictures that people have worked on, finished ones first, and those that were changed last.

    Args:
        labels: objects of others do not count.
        most: pictures in all.
        enough: pictures of one label; one that has no label that lacks some is passed over.
    """
    finished = sa.case((_picture.state.in_(("submitted", "accepted")), 0), else_=1)
    chosen = (
        sa.select(tables.picture)
        .where(
            _picture.project_id == project_id,
            _picture.state.in_(("in_progress", "submitted", "returned", "accepted")),
            unseen.no_trial(project_id),
        )
        .order_by(finished, _picture.changed.desc(), _picture.key)
        .limit(_LOOKED_AT)
    )
    found: list[Judged] = []
    counts = dict.fromkeys(labels, 0)
    for row in tx.connection.execute(chosen).all():
        each = _judged(tx, picture_of(row), labels)
        lacking = [name for name in (*each.kept, *each.rejected) if counts[name] < enough]
        if not lacking:
            continue
        for name in {*each.kept, *each.rejected}:
            counts[name] += 1
        found.append(each)
        if len(found) == most:
            break
    return found


def kept_by_label(tx: Transaction, project_id: str) -> dict[str, int]:
    """How many objects each label has in pictures that people work or have worked on."""
    joined = tables.annotation.join(tables.picture, _picture.key == _annotation.picture_key)
    counted = (
        sa.select(_annotation.label, sa.func.count())
        .select_from(joined)
        .where(
            _picture.project_id == project_id,
            _annotation.removed.is_(False),
            unseen.no_trial(project_id),
        )
        .group_by(_annotation.label)
    )
    return {name: count for name, count in tx.connection.execute(counted)}


def exemplars(
    tx: Transaction, project_id: str, picture_id: str, ids: list[str]
) -> tuple[Picture, str, list[CocoRle]]:
    """Some objects of a picture: it, the label of the first, and their masks.

    Raises:
        AbsentError: there is no such picture or object.
    """
    picture = get(tx, project_id, picture_id)
    there = kept(tx, picture, ids)
    records = []
    for each in ids:
        record = there[each][1].record if each in there else None
        if record is None:
            raise AbsentError(
                "annotation_not_found", f"The picture has no annotation {shown(each)}."
            )
        records.append(record)
    return picture, str(records[0]["label"]), [each["segmentation"] for each in records]


def to_suggest_after(tx: Transaction, project_id: str, after: int) -> tuple[Picture, bool] | None:
    """The first picture behind a number of which masks are to be suggested, and whether it is gold;
    None behind the last.

    These are pictures that nobody has begun and nobody is at, and gold ones, which are given unseen
    to people who must not tell them from the others.
    """
    untouched = sa.and_(
        _picture.state.in_(("new", "prefilled")),
        _picture.objects == 0,
        _picture.worker_id.is_(None),
        sa.or_(_picture.lease_until.is_(None), _picture.lease_until <= tx.now),
    )
    gold = _is_gold(project_id)
    chosen = (
        sa.select(tables.picture, gold.label("is_gold"))
        .where(
            _picture.project_id == project_id,
            _picture.key > after,
            sa.or_(untouched, gold),
            unseen.no_trial(project_id),
        )
        .order_by(_picture.key)
        .limit(1)
    )
    row = tx.connection.execute(chosen).one_or_none()
    return None if row is None else (picture_of(row), bool(row.is_gold))


def count_untouched(tx: Transaction, project_id: str, after: int = 0) -> int:
    """How many pictures behind a number nobody has begun, gold ones among them."""
    untouched = _picture.state.in_(("new", "prefilled"))
    counted = sa.select(sa.func.count()).where(
        _picture.project_id == project_id,
        _picture.key > after,
        sa.or_(untouched, _is_gold(project_id)),
        unseen.no_trial(project_id),
    )
    return int(tx.connection.execute(counted).scalar_one())


def _is_gold(project_id: str) -> sa.ColumnElement[bool]:
    gold = sa.select(tables.gold.c.picture_key).where(tables.gold.c.project_id == project_id)
    return _picture.key.in_(gold)


def _judged(tx: Transaction, picture: Picture, labels: frozenset[str]) -> Judged:
    objects: dict[str, list[CocoRle]] = {}
    for each in of_picture(tx, picture):
        if each.record is not None and each.record["label"] in labels:
            objects.setdefault(each.record["label"], []).append(each.record["segmentation"])
    refused: dict[str, list[CocoRle]] = {}
    for suggestion in suggestions.rejected(tx, picture):
        if suggestion.label in labels:
            refused.setdefault(suggestion.label, []).append(suggestion.mask["segmentation"])
    finished = picture.state in ("submitted", "accepted")
    claimed = picture.exhaustive if picture.exhaustive is not None or not finished else objects
    return Judged(picture, objects, refused, frozenset(claimed or ()))
