"""Comments of pictures, pinned to a place, to an object, or to the whole."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from dataengine.errors import AbsentError, InvalidError, shown
from dataengine.records import Comment
from dataengine.store import pictures, projects, tables
from dataengine.store.annotations import get as get_annotation
from dataengine.store.database import Row, Transaction
from dataengine.store.tables import comment as table
from dataengine.store.texts import new_id, text_of


def of_picture(tx: Transaction, project_id: str, picture_id: str) -> list[Comment]:
    """A picture's comments, the first one first.

    Raises:
        AbsentError: there is no such picture.
    """
    picture = pictures.must_exist(tx, project_id, picture_id)
    chosen = sa.select(table).where(table.c.picture_key == picture.number)
    rows = tx.connection.execute(chosen.order_by(table.c.made, table.c.id))
    return [_comment(row, picture_id) for row in rows]


def make(
    tx: Transaction,
    project_id: str,
    picture_id: str,
    text: str,
    annotation_id: str | None = None,
    at: tuple[float, float] | None = None,
) -> Comment:
    """Say something of a picture.

    Args:
        annotation_id: the object it is about.
        at: x and y of the place it is pinned to, in pixels of the upright picture.

    Raises:
        AbsentError: there is no such picture or annotation.
        InvalidError: the text is empty or too long, or the place is outside.
    """
    projects.open_for_change(tx, project_id)
    picture = pictures.must_exist(tx, project_id, picture_id)
    said = text_of(text, "comment").strip()
    if not said:
        raise InvalidError("invalid_request", "The comment says nothing; expected some text.")
    if annotation_id is not None:
        get_annotation(tx, picture, annotation_id)
    if at is not None and not (0 <= at[0] <= picture.width and 0 <= at[1] <= picture.height):
        raise InvalidError(
            "invalid_request",
            f"The comment is pinned to {at[0]:g}, {at[1]:g}; expected a place of the picture's "
            f"{picture.width}x{picture.height} pixels.",
        )
    made = Comment(
        id=new_id(),
        picture_id=picture_id,
        annotation_id=annotation_id,
        x=None if at is None else at[0],
        y=None if at is None else at[1],
        text=said,
        person_id=tx.actor.id,
        resolved=False,
        made=tx.now,
    )
    tx.connection.execute(
        sa.insert(table).values(
            id=made.id,
            picture_key=picture.number,
            annotation_id=annotation_id,
            x=made.x,
            y=made.y,
            text=said,
            person_id=made.person_id,
            resolved=False,
            made=tx.now,
        )
    )
    tx.tell(project_id, "comment_made", picture_id, {"comment_id": made.id})
    return made


def resolve(tx: Transaction, project_id: str, comment_id: str, resolved: bool) -> Comment:
    """Say that a comment is dealt with, or that it is not.

    Raises:
        AbsentError: the project has none of this id.
    """
    projects.open_for_change(tx, project_id)
    picture = tables.picture.c
    joined = tables.comment.join(tables.picture, picture.key == table.c.picture_key)
    chosen = (
        sa.select(table, picture.id.label("picture_id"))
        .select_from(joined)
        .where(table.c.id == comment_id, picture.project_id == project_id)
    )
    row = tx.connection.execute(chosen).one_or_none()
    if row is None:
        raise AbsentError("comment_not_found", f"The project has no comment {shown(comment_id)}.")
    picture_id, _, of_trial = row.picture_id.partition(".")
    if of_trial:
        tx.hushed.add(picture_id)
    tx.connection.execute(
        sa.update(table).where(table.c.id == comment_id).values(resolved=resolved)
    )
    tx.tell(
        project_id,
        "comment_changed",
        picture_id,
        {"comment_id": comment_id, "resolved": resolved},
    )
    return replace(_comment(row, picture_id), resolved=resolved)


def _comment(row: Row, picture_id: str) -> Comment:
    return Comment(
        id=row.id,
        picture_id=picture_id,
        annotation_id=row.annotation_id,
        x=row.x,
        y=row.y,
        text=row.text,
        person_id=row.person_id,
        resolved=row.resolved,
        made=row.made,
    )
