"""What a project has learnt of which mask comes first after a click."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from server.api.message import Count, Message
from server.api.operation import Answer, Body, Operation
from server.api.project_refusals import READS, WRITES
from server.api.project_shared import PROJECT_ID, READER, WRITER, Uuid

_Row = Annotated[list[float], Field(min_length=17, max_length=17)]


class MemorySums(Message):
    """What a regression has to know of the objects that it learns from."""

    objects: Count
    """How many."""
    moments: list[float]
    """153 numbers: the upper triangle, row by row, of the sum of x xᵀ over the masks' features."""
    targets: list[float]
    """17 numbers: the sum of x (IoU with the kept mask - predicted IoU)."""


class Memory(Message):
    """What was learnt from the objects that were kept."""

    version: Literal[1]
    all: MemorySums
    """Of every object."""
    labels: dict[str, MemorySums]
    """Of the objects of each label."""


class Lesson(Message):
    """What an object that was kept teaches."""

    model_config = ConfigDict(strict=True)

    id: Uuid
    """The annotation's; each counts once."""
    label: Annotated[str, Field(max_length=200)] = ""
    """Of the object; empty for none."""
    rows: Annotated[list[_Row], Field(min_length=4, max_length=4)]
    """Features of the four masks of its first click, token 0 first."""
    overlaps: Annotated[
        list[Annotated[float, Field(ge=0, le=1)]], Field(min_length=4, max_length=4)
    ]
    """IoU of these masks with the one that was kept."""


class Lessons(Message):
    """What objects that were kept teach."""

    model_config = ConfigDict(strict=True)

    lessons: Annotated[list[Lesson], Field(max_length=200)]
    """200 at most."""


class Learnt(Message):
    """How many objects were new, and how many there are."""

    new: Count
    objects: Count


GET_MEMORY = Operation(
    id="getMemory",
    method="get",
    path="/api/v1/projects/{project_id}/memory",
    tag="Memory",
    summary="Get what a project has learnt",
    description="""
    Which of a click's masks comes first here, as sums over the objects that all people kept:
    `sam.ranking.Memory.from_json` takes it. It is empty where nothing was learnt.
    """,
    parameters=(PROJECT_ID, *READER),
    answers={200: Answer("The memory.", json=Memory)},
    refusals=READS,
    shell=r"""
    curl --fail "$server/api/v1/projects/$project/memory"
    """,
    python=r"""
    print(get_json(root + "/memory")["all"]["objects"], "objects")
    """,
)

TEACH = Operation(
    id="teachMemory",
    method="post",
    path="/api/v1/projects/{project_id}/memory/lessons",
    tag="Memory",
    summary="Learn from objects that were kept",
    description="""
    The features of an object's first click and how much each of its four masks has in common with
    the mask that was kept, after all corrections. Lessons of several people add up. An object that
    was learnt from already is passed over.
    """,
    parameters=(PROJECT_ID, *WRITER),
    body=Body(json=Lessons, required=True),
    answers={200: Answer("They are learnt.", json=Learnt)},
    refusals=WRITES,
    shell=r"""
    row="0.5,0.5,0.5,0.5,0.9,0.9,-1,1,1,1,1,1,0.7,0,0.1,0.5,0.4"
    lesson="{\"id\": \"$annotation\", \"label\": \"dog\",
        \"rows\": [[$row], [$row], [$row], [$row]], \"overlaps\": [0.9, 0.4, 0.95, 0.6]}"
    curl --fail --header "Person: $person" --json "{\"lessons\": [$lesson]}" \
        "$server/api/v1/projects/$project/memory/lessons"
    """,
    python=r"""
    # Of the four masks of its first click, as sam.ranking.features gives them.
    rows = [[0.5] * 17 for _ in range(4)]
    lesson = {
        "id": record["id"],
        "label": "dog",
        "rows": rows,
        "overlaps": [0.9, 0.4, 0.95, 0.6],
    }
    send("POST", root + "/memory/lessons", {"lessons": [lesson]}, **me)
    """,
)

FORGET = Operation(
    id="forgetMemory",
    method="delete",
    path="/api/v1/projects/{project_id}/memory",
    tag="Memory",
    summary="Forget what a project has learnt",
    description="""
    It begins anew, with what is kept from then on. For reviewers and leads.
    """,
    parameters=(PROJECT_ID, *WRITER),
    answers={200: Answer("It is empty.", json=Memory)},
    refusals=WRITES,
    shell=r"""
    curl --fail --request DELETE --header "Person: $person" \
        "$server/api/v1/projects/$project/memory"
    """,
    python=r"""
    send("DELETE", root + "/memory", **me)
    """,
)
