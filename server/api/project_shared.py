"""What the operations on projects have in common: parameters, and how times are written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import Field

from server.api.operation import Answer, Parameter
from server.api.shared import IMAGE_ID

Uuid = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Time = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
RoleName = Literal["annotator", "reviewer", "lead"]
StateName = Literal[
    "new", "prefilled", "in_progress", "submitted", "returned", "accepted", "skipped"
]

OrderName = Literal["given", "diverse", "unsure"]
WhyName = Literal["typical", "unlike", "alike", "unsure", "changed", "unfamiliar", "sure"]
StageName = Literal["annotate", "review"]

PICTURE = "/api/v1/projects/{project_id}/pictures/{picture_id}"
"""The address of a picture of a project."""

_UUID = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
_A_UUID = "0f8fad5b-d9cb-469f-a165-70867728950e"


def _id(name: str, words: str) -> Parameter:
    schema = {"type": "string", "pattern": _UUID}
    return Parameter(name=name, place="path", description=words, schema=schema, example=_A_UUID)


PROJECT_ID = _id("project_id", "The project's id.")
PERSON_ID = _id("person_id", "The person's id.")
LABEL_ID = _id("label_id", "The label's id.")
COMMENT_ID = _id("comment_id", "The comment's id.")
ANNOTATION_ID = _id("annotation_id", "The annotation's id, the one in its record.")
PICTURE_ID = Parameter(
    name="picture_id",
    place="path",
    description=IMAGE_ID.description,
    schema=IMAGE_ID.schema,
    example=IMAGE_ID.example,
)

PERSON = Parameter(
    name="Person",
    place="header",
    description="Who does it: the id that `POST /api/v1/people` answers.",
    schema={"type": "string"},
)
PERSON_TOKEN = Parameter(
    name="Person-Token",
    place="header",
    description="The personal token, where this person has one.",
    schema={"type": "string"},
)
IDEMPOTENCY_KEY = Parameter(
    name="Idempotency-Key",
    place="header",
    description=(
        "Names this request. Sent again under the same key within a week it is answered as the "
        "first time, and not done again."
    ),
    schema={"type": "string", "pattern": "^[A-Za-z0-9._:-]{1,100}$"},
)
WRITER = (PERSON, PERSON_TOKEN, IDEMPOTENCY_KEY)
"""Of every operation that changes something."""

READER = (
    replace(PERSON, description="Who reads it; without it what annotators may see is answered."),
    PERSON_TOKEN,
)
"""Of every operation that answers what not everybody may see."""

DONE = Answer("It is done.")


def written(milliseconds: int) -> str:
    """A time as the API writes it, UTC."""
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{milliseconds % 1000:03d}Z"
