"""What people say of a picture."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from server.api.message import Message, Sha256
from server.api.operation import Answer, Body, Operation
from server.api.project_refusals import READS, WRITES
from server.api.project_shared import (
    COMMENT_ID,
    PICTURE,
    PICTURE_ID,
    PROJECT_ID,
    READER,
    WRITER,
    Time,
    Uuid,
)


class PictureComment(Message):
    """What somebody said of a picture."""

    id: Uuid
    picture_id: Sha256
    annotation_id: Uuid | None
    """The object it is about; null for none."""
    x: float | None
    """The place it is pinned to, in pixels of the upright picture; null for none."""
    y: float | None
    text: str
    answers: Uuid | None
    """The comment that it answers; null for none."""
    action: str | None
    """What was done with the picture when it was said, as `return`; null for nothing."""
    person_id: Uuid
    resolved: bool
    """Whether it is dealt with. An answer never is; what it answers may be."""
    made: Time


class PictureComments(Message):
    """A picture's comments."""

    comments: list[PictureComment]
    """The first one first."""


class NewComment(Message):
    """Something to say of a picture."""

    model_config = ConfigDict(strict=True)

    text: str
    """Up to 20,000 characters."""
    annotation_id: Uuid | None = None
    """The object it is about."""
    x: Annotated[float, Field(allow_inf_nan=False)] | None = None
    """The place it is pinned to, in pixels of the upright picture; with `y`."""
    y: Annotated[float, Field(allow_inf_nan=False)] | None = None
    """The place it is pinned to; with `x`."""
    answers: Uuid | None = None
    """The comment that it answers, which is no answer itself."""


class CommentChange(Message):
    """What is to be changed of a comment."""

    model_config = ConfigDict(strict=True)

    resolved: bool
    """Whether it is dealt with."""


LIST_COMMENTS = Operation(
    id="listComments",
    method="get",
    path=PICTURE + "/comments",
    tag="Work",
    summary="List a picture's comments",
    description="""
    Those that are dealt with among them.
    """,
    parameters=(PROJECT_ID, PICTURE_ID, *READER),
    answers={200: Answer("The comments.", json=PictureComments)},
    refusals=READS,
    shell=r"""
    curl --fail "$server/api/v1/projects/$project/pictures/$id/comments"
    """,
    python=r"""
    said = get_json(of_picture + "/comments")["comments"]
    """,
)

MAKE_COMMENT = Operation(
    id="makeComment",
    method="post",
    path=PICTURE + "/comments",
    tag="Work",
    summary="Comment on a picture",
    description="""
    Pinned to a place, to an object, to both, or to the whole picture.
    """,
    parameters=(PROJECT_ID, PICTURE_ID, *WRITER),
    body=Body(json=NewComment, required=True),
    answers={201: Answer("The comment.", json=PictureComment)},
    refusals=WRITES,
    shell=r"""
    comment=$(curl --fail --header "Person: $person" \
        --json '{"text": "Is this one a dog?", "x": 120, "y": 80}' \
        "$server/api/v1/projects/$project/pictures/$id/comments" | first_id)
    """,
    python=r"""
    question = {"text": "Is this one a dog?", "x": 120, "y": 80}
    comment = send("POST", of_picture + "/comments", question, **me)
    """,
)

CHANGE_COMMENT = Operation(
    id="changeComment",
    method="patch",
    path="/api/v1/projects/{project_id}/comments/{comment_id}",
    tag="Work",
    summary="Resolve a comment",
    description="""
    Or take that back.
    """,
    parameters=(PROJECT_ID, COMMENT_ID, *WRITER),
    body=Body(json=CommentChange, required=True),
    answers={200: Answer("The comment.", json=PictureComment)},
    refusals=WRITES,
    shell=r"""
    curl --fail --request PATCH --header "Person: $person" --json '{"resolved": true}' \
        "$server/api/v1/projects/$project/comments/$comment"
    """,
    python=r"""
    send("PATCH", f"{root}/comments/{comment['id']}", {"resolved": True}, **me)
    """,
)
