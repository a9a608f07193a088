"""Gold pictures: known answers that are mixed in unseen, and how people did on them."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from server.api.message import Count, Message, Sha256
from server.api.operation import Answer, Body, Operation
from server.api.project_refusals import MAY_NOT, READS, WRITES
from server.api.project_shared import PICTURE, PICTURE_ID, PROJECT_ID, READER, WRITER, Uuid


class GoldPicture(Message):
    """A picture whose annotations are a known answer."""

    id: Sha256
    file_name: str
    objects: Count
    exhaustive: list[str]
    """The labels that are compared: those of which every object is marked."""


class Gold(Message):
    """What is gold in a project."""

    rate: float
    """The share of gold among the pictures that an annotator is given."""
    pictures: list[GoldPicture]
    """In the order in which they were added."""


class GoldChange(Message):
    """How many gold pictures are mixed in."""

    model_config = ConfigDict(strict=True)

    rate: Annotated[float, Field(ge=0, le=0.5)]
    """Of the pictures that an annotator is given; 0.1 is one in ten, 0 none."""


class GoldScore(Message):
    """How somebody did."""

    person: Uuid
    label: str | None
    """Null for all labels together."""
    pictures: Count
    """How many were compared."""
    expected: Count
    """Objects of the known answers."""
    found: Count
    """Objects that this person made."""
    matched: Count
    """Pairs of both, one to one, with an IoU of 0.5 or more."""
    missed: Count
    """Objects of the known answers without a partner."""
    extra: Count
    """Objects of this person without a partner."""
    iou: float | None
    """The mean of the pairs' IoU; null without a pair."""
    agreement: float | None
    """Panoptic quality: the pairs' IoU, summed up and divided by the mean number of objects of both
    sides. Null where neither has one."""


class GoldReport(Message):
    """How people did on gold pictures."""

    scores: list[GoldScore]
    """By person and label; those of all labels stand behind the others."""
    begun: dict[str, Count]
    """By person, gold pictures that they have been given and not submitted."""
    skipped: dict[str, Count]
    """By person, gold pictures that they skipped."""


GET_GOLD = Operation(
    id="getGold",
    method="get",
    path="/api/v1/projects/{project_id}/gold",
    tag="Gold pictures",
    summary="See which pictures are gold",
    description="""
    For leads: no answer to an annotator says which pictures are gold, or how many.
    """,
    parameters=(PROJECT_ID, *READER),
    answers={200: Answer("What is gold.", json=Gold)},
    refusals=(MAY_NOT, *READS),
    shell=r"""
    curl --fail --header "Person: $person" "$server/api/v1/projects/$project/gold"
    """,
    python=r"""
    print(send("GET", root + "/gold", **me)["pictures"])
    """,
)

CHANGE_GOLD = Operation(
    id="changeGold",
    method="put",
    path="/api/v1/projects/{project_id}/gold",
    tag="Gold pictures",
    summary="Say how many gold pictures are mixed in",
    description="""
    Annotators get so many of them among their new pictures, each person each one once, at places
    that cannot be foreseen. To them it is a picture that nobody has begun; what they make of it is
    kept apart. Who has worked on a gold picture is not given it.
    """,
    parameters=(PROJECT_ID, *WRITER),
    body=Body(json=GoldChange, required=True),
    answers={200: Answer("What is gold.", json=Gold)},
    refusals=WRITES,
    shell=r"""
    curl --fail --request PUT --header "Person: $person" --json '{"rate": 0.1}' \
        "$server/api/v1/projects/$project/gold"
    """,
    python=r"""
    send("PUT", root + "/gold", {"rate": 0.1}, **me)
    """,
)

MARK_GOLD = Operation(
    id="markGold",
    method="put",
    path=PICTURE + "/gold",
    tag="Gold pictures",
    summary="Mark a picture as gold",
    description="""
    An accepted one with a claim of labels of which every object is marked: an object that is
    missing in it could not be told from a mistake. As long as it is gold it cannot be returned.
    """,
    parameters=(PROJECT_ID, PICTURE_ID, *WRITER),
    answers={200: Answer("What is gold.", json=Gold)},
    refusals=WRITES,
    shell=r"""
    curl --fail --header "Person: $person" --json '{"action": "accept"}' \
        "$server/api/v1/projects/$project/pictures/$id/actions"
    curl --fail --request PUT --header "Person: $person" \
        "$server/api/v1/projects/$project/pictures/$id/gold"
    """,
    python=r"""
    send("POST", of_picture + "/actions", {"action": "submit"}, **me)
    send("POST", of_picture + "/actions", {"action": "accept"}, **me)
    send("PUT", of_picture + "/gold", **me)
    """,
)

UNMARK_GOLD = Operation(
    id="unmarkGold",
    method="delete",
    path=PICTURE + "/gold",
    tag="Gold pictures",
    summary="Make a picture one like the others again",
    description="""
    What people made of it is kept, and counts again where it is marked again.
    """,
    parameters=(PROJECT_ID, PICTURE_ID, *WRITER),
    answers={200: Answer("What is gold.", json=Gold)},
    refusals=WRITES,
    shell=r"""
    curl --fail --request DELETE --header "Person: $person" \
        "$server/api/v1/projects/$project/pictures/$id/gold"
    """,
    python=r"""
    send("DELETE", of_picture + "/gold", **me)
    """,
)

GET_GOLD_REPORT = Operation(
    id="getGoldReport",
    method="get",
    path="/api/v1/projects/{project_id}/gold/report",
    tag="Gold pictures",
    summary="See how people do on gold pictures",
    description="""
    What each person submitted beside the known answer, label by label: only labels of which the
    known answer is said to have every object. For leads.
    """,
    parameters=(PROJECT_ID, *READER),
    answers={200: Answer("How they did.", json=GoldReport)},
    refusals=(MAY_NOT, *READS),
    shell=r"""
    curl --fail --header "Person: $person" "$server/api/v1/projects/$project/gold/report"
    """,
    python=r"""
    for score in send("GET", root + "/gold/report", **me)["scores"]:
        print(score["person"], score["label"], score["iou"], score["missed"], score["extra"])
    """,
)
