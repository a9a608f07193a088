"""Comments of pictures, pinned to a place, to an object, or to the whole."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from dataengine.errors import AbsentError, InvalidError, shown
from dataengine.records import Comment
from dataengine.store import pictures, projects, tables
from dataengine.store.annotations import get as get_annotation
from dataengine.store.database import Row, Transaction
from dataengine.store.picture_rows import picture_of, update
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
    answers: str | None = None,
    action: str | None = None,
) -> Comment:
    """Say something of a picture.

    Args:
        annotation_id: the object it is about.
        at: x and y of the place it is pinned to, in pixels of the upright picture.
        answers: the comment that it answers.
        action: what is done with the picture in the same breath.

    Raises:
        AbsentError: there is no such picture, annotation or comment.
        InvalidError: the text is empty or too long, the place is outside, or what it answers is an
            answer itself.
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
    if answers is not None:
        first = _row(tx, project_id, answers)
        if first.picture_key != picture.number:
            raise _absent(answers)
        if first.answers is not None:
            raise InvalidError(
                "invalid_request",
                f"The comment {shown(answers)} is an answer itself; expected the one that it "
                "answers.",
            )
    made = Comment(
        id=new_id(),
        picture_id=picture_id,
        annotation_id=annotation_id,
        x=None if at is None else at[0],
        y=None if at is None else at[1],
        text=said,
        answers=answers,
        action=action,
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
            answers=answers,
            action=action,
            person_id=made.person_id,
            resolved=False,
            made=tx.now,
        )
    )
    if answers is None:
        update(tx, picture, open_comments=picture.open_comments + 1)
    tx.tell(project_id, "comment_made", picture_id, {"comment_id": made.id})
    return made


def resolve(tx: Transaction, project_id: str, comment_id: str, resolved: bool) -> Comment:
    """Say that a comment is dealt with, or that it is not.

    Raises:
        AbsentError: the project has none of this id.
        InvalidError: it is an answer.
    """
    projects.open_for_change(tx, project_id)
    row = _row(tx, project_id, comment_id)
    if row.answers is not None:
        raise InvalidError(
            "invalid_request",
            f"The comment {shown(comment_id)} is an answer; expected the one that it answers.",
        )
    picture_id, _, of_trial = row.picture_id.partition(".")
    if of_trial:
        tx.hushed.add(picture_id)
    tx.connection.execute(
        sa.update(table).where(table.c.id == comment_id).values(resolved=resolved)
    )
    if resolved != row.resolved:
        of = sa.select(tables.picture).where(tables.picture.c.key == row.picture_key)
        picture = picture_of(tx.connection.execute(of).one())
        update(tx, picture, open_comments=picture.open_comments + (-1 if resolved else 1))
    tx.tell(
        project_id,
        "comment_changed",
        picture_id,
        {"comment_id": comment_id, "resolved": resolved},
    )
    return replace(_comment(row, picture_id), resolved=resolved)


def _row(tx: Transaction, project_id: str, comment_id: str) -> Row:
    """A comment's row, with the id of its picture's row."""
    picture = tables.picture.c
    joined = tables.comment.join(tables.picture, picture.key == table.c.picture_key)
    chosen = (
        sa.select(table, picture.id.label("picture_id"))
        .select_from(joined)
        .where(table.c.id == comment_id, picture.project_id == project_id)
    )
    row = tx.connection.execute(chosen).one_or_none()
    if row is None:
        raise _absent(comment_id)
    return row


def _absent(comment_id: str) -> AbsentError:
    return AbsentError("comment_not_found", f"The project has no comment {shown(comment_id)}.")


def _comment(row: Row, picture_id: str) -> Comment:
    return Comment(
        id=row.id,
        picture_id=picture_id,
        annotation_id=row.annotation_id,
        x=row.x,
        y=row.y,
        text=row.text,
        answers=row.answers,
        action=row.action,
        person_id=row.person_id,
        resolved=row.resolved,
        made=row.made,
    )
