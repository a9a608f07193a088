"""Working on a project: whose turn it is, leases, and the way from state to state."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from server.api.message import Count, Message, Sha256
from server.api.operation import Answer, Body, Operation
from server.api.project_pictures import ProjectPicture
from server.api.project_refusals import WRITES
from server.api.project_shared import PICTURE, PICTURE_ID, PROJECT_ID, WRITER, StageName


class NextRequest(Message):
    """What somebody wants to do next."""

    model_config = ConfigDict(strict=True)

    stage: StageName = "annotate"
    """`annotate` or `review`."""
    without: Annotated[list[Sha256], Field(max_length=100)] = []
    """Ids of pictures that are not wanted now, as the one that is being left."""
    take: bool = True
    """Whether the picture becomes theirs for a while; false only looks."""


class Turn(Message):
    """What somebody is to do next."""

    picture: ProjectPicture | None
    """Theirs for a while; null where there is nothing to do."""
    following: ProjectPicture | None
    """The one that would come after it, to be encoded ahead; null where there is none."""


class LeaseRequest(Message):
    """That somebody is at a picture."""

    model_config = ConfigDict(strict=True)

    take_over: bool = False
    """Take it from whoever is at it."""


class PictureAction(Message):
    """What is done with a picture."""

    model_config = ConfigDict(strict=True)

    action: Literal["prefill", "submit", "take_back", "skip", "return", "accept", "reconsider"]
    """One of those that its state allows."""
    exhaustive: Annotated[list[str], Field(max_length=500)] | None = None
    """Labels of which every object is claimed to be marked; null leaves the claim as it is."""
    comment: str | None = None
    """Something to say with it, for the whole picture."""
    contents: Count | None = None
    """The picture's `contents` as they were looked at; where others are kept by now, nothing is
    done (`contents_changed`). null does not ask."""


class Claim(Message):
    """Of which labels every object is marked."""

    model_config = ConfigDict(strict=True)

    labels: Annotated[list[str], Field(max_length=500)] | None
    """Names of labels; null takes the claim back."""


NEXT_PICTURE = Operation(
    id="nextPicture",
    method="post",
    path="/api/v1/projects/{project_id}/next",
    tag="Work",
    summary="Get the next picture",
    description="""
    Who annotates gets what was returned to them, then what they had begun, then what others left,
    then prefilled and new pictures in the project's order. Who reviews gets submitted ones, those
    of others before their own. Nobody gets a picture that another person is at.
    """,
    parameters=(PROJECT_ID, *WRITER[:2]),
    body=Body(json=NextRequest, required=True),
    answers={200: Answer("The next picture, and the one behind it.", json=Turn)},
    refusals=WRITES,
    shell=r"""
    curl --fail --header "Person: $person" --json '{"stage": "annotate"}' \
        "$server/api/v1/projects/$project/next"
    """,
    python=r"""
    turn = send("POST", root + "/next", {"stage": "annotate"}, **me)
    """,
)

TAKE_LEASE = Operation(
    id="takePicture",
    method="post",
    path=PICTURE + "/lease",
    tag="Work",
    summary="Say that one is at a picture",
    description="""
    Also to say that one still is. The lease in the answer is another person's where they are at it;
    that forbids nothing, and `take_over` takes it from them. It expires by itself.
    """,
    parameters=(PROJECT_ID, PICTURE_ID, *WRITER[:2]),
    body=Body(json=LeaseRequest, required=True),
    answers={200: Answer("The picture, and who is at it.", json=ProjectPicture)},
    refusals=WRITES,
    shell=r"""
    curl --fail --header "Person: $person" --json '{}' \
        "$server/api/v1/projects/$project/pictures/$id/lease"
    """,
    python=r"""
    mine = send("POST", of_picture + "/lease", {}, **me)["lease"]["person_id"] == ada["id"]
    """,
)

LEAVE_PICTURE = Operation(
    id="leavePicture",
    method="delete",
    path=PICTURE + "/lease",
    tag="Work",
    summary="Leave a picture",
    description="""
    So that others get it. Another person's lease stays.
    """,
    parameters=(PROJECT_ID, PICTURE_ID, *WRITER[:2]),
    answers={200: Answer("The picture.", json=ProjectPicture)},
    refusals=WRITES,
    shell=r"""
    curl --fail --request DELETE --header "Person: $person" \
        "$server/api/v1/projects/$project/pictures/$id/lease"
    """,
    python=r"""
    send("DELETE", of_picture + "/lease", **me)
    """,
)

ACT = Operation(
    id="actOnPicture",
    method="post",
    path=PICTURE + "/actions",
    tag="Work",
    summary="Submit, skip, accept or return a picture",
    description="""
    `submit` and `skip` what is not done yet; `take_back` either of them; `accept` and `return`
    what was submitted, as a reviewer or lead; `return` what was accepted; `reconsider` takes either
    decision back while nobody works on the picture; `prefill` is for programs that have put
    suggestions in. What the state does not allow is refused with what it does. With `contents`
    nobody decides about annotations that they have not seen. Use an idempotency key, so that a
    request that is sent again is not refused.
    """,
    parameters=(PROJECT_ID, PICTURE_ID, *WRITER),
    body=Body(json=PictureAction, required=True),
    answers={200: Answer("The picture in its new state.", json=ProjectPicture)},
    refusals=WRITES,
    shell=r"""
    curl --fail --header "Person: $person" --header "Idempotency-Key: submit-1" \
        --json '{"action": "submit", "exhaustive": ["dog"]}' \
        "$server/api/v1/projects/$project/pictures/$id/actions"
    """,
    python=r"""
    send("POST", of_picture + "/actions", {"action": "submit"}, **me)
    words = {"action": "return", "comment": "The tail is missing."}
    send("POST", of_picture + "/actions", words, **me)
    """,
)

CLAIM = Operation(
    id="claimExhaustive",
    method="put",
    path=PICTURE + "/exhaustive",
    tag="Work",
    summary="Claim that every object is marked",
    description="""
    Every object of these labels. A claim of its own: a picture may be submitted without it.
    """,
    parameters=(PROJECT_ID, PICTURE_ID, *WRITER),
    body=Body(json=Claim, required=True),
    answers={200: Answer("The picture with the claim.", json=ProjectPicture)},
    refusals=WRITES,
    shell=r"""
    curl --fail --request PUT --header "Person: $person" --json '{"labels": ["cat", "dog"]}' \
        "$server/api/v1/projects/$project/pictures/$id/exhaustive"
    """,
    python=r"""
    send("PUT", of_picture + "/exhaustive", {"labels": ["dog"]}, **me)
    """,
)
