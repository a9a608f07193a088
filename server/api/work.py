"""Working on a project: whose turn it is, states, comments, timings, and what happens."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from server.api.message import Count, Message, Sha256
from server.api.operation import Answer, Body, Operation, Parameter
from server.api.project_pictures import ProjectPicture
from server.api.project_refusals import READS, WRITES
from server.api.project_shared import (
    COMMENT_ID,
    PICTURE_ID,
    PROJECT_ID,
    WRITER,
    Time,
    Uuid,
)

_PICTURE = "/api/v1/projects/{project_id}/pictures/{picture_id}"
StageName = Literal["annotate", "review"]


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

    action: Literal["prefill", "submit", "take_back", "skip", "return", "accept"]
    """One of those that its state allows."""
    exhaustive: Annotated[list[str], Field(max_length=500)] | None = None
    """Labels of which every object is claimed to be marked; null leaves the claim as it is."""
    comment: str | None = None
    """Something to say with it, for the whole picture."""


class Claim(Message):
    """Of which labels every object is marked."""

    model_config = ConfigDict(strict=True)

    labels: Annotated[list[str], Field(max_length=500)] | None
    """Names of labels; null takes the claim back."""


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
    person_id: Uuid
    resolved: bool
    """Whether it is dealt with."""
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


class CommentChange(Message):
    """What is to be changed of a comment."""

    model_config = ConfigDict(strict=True)

    resolved: bool
    """Whether it is dealt with."""


_Small = Annotated[int, Field(ge=0, le=2**31 - 1)]


class NewTiming(Message):
    """What one mask took."""

    model_config = ConfigDict(strict=True)

    id: Uuid
    """Made by the client; the same one is kept once."""
    picture_id: Sha256
    annotation_id: Uuid
    label: Annotated[str, Field(max_length=200)] = ""
    """Of the object; empty for none."""
    stage: StageName = "annotate"
    """What it was spent on."""
    decoder: Annotated[str, Field(pattern="^([0-9a-f]{64})?$")] = ""
    """Fingerprint of the mask decoder; empty where none was asked."""
    active_ms: _Small
    """From the first prompt until it was kept, without pauses and hidden tabs."""
    clicks: _Small
    """Prompts."""
    corrections: _Small
    """Prompts and strokes after the first."""
    at: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$")]
    """When it was kept, UTC."""


class NewTimings(Message):
    """What masks took."""

    model_config = ConfigDict(strict=True)

    timings: Annotated[list[NewTiming], Field(max_length=1000)]
    """1000 at most."""


class KeptTimings(Message):
    """How many were new."""

    new: Count


class TimingGroup(Message):
    """What the masks of one group took."""

    person: Uuid | None
    """Null where it was not grouped by this; so are the four that follow."""
    label: str | None
    stage: StageName | None
    decoder: str | None
    day: Time | None
    """The beginning of a day, UTC."""
    masks: Count
    seconds: float
    """Active time in all."""
    seconds_a_mask: float
    """The mean."""
    median_seconds: float
    """Of the middle mask."""
    clicks: Count
    corrections: Count


class TimingGroups(Message):
    """What masks took, in groups."""

    groups: list[TimingGroup]


class ProjectEvent(Message):
    """Something that happened in a project."""

    number: Count
    """Grows in the order in which things became visible."""
    kind: str
    """`project_made`, `project_changed`, `labels_changed`, `picture_added`, `picture_taken`,
    `picture_left`, `picture_changed`, `annotation_saved`, `annotation_removed`, `comment_made`,
    `comment_changed`, `task_changed`, or `reset`: what was known before is to be read anew."""
    person_id: Uuid | None
    picture_id: Sha256 | None
    data: dict[str, Any]
    """Of an annotation `annotation_id` and `revision`, of a picture `state` and `action`, ..."""
    at: Time


NEXT_PICTURE = Operation(
    id="nextPicture",
    method="post",
    path="/api/v1/projects/{project_id}/next",
    tag="Work",
    summary="Get the next picture",
    description="""
    Who annotates gets what was returned to them, then what they had begun, then what others left,
    then prefilled and new pictures. Who reviews gets submitted ones, those of others before their
    own. Nobody gets a picture that another person is at.
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
    path=_PICTURE + "/lease",
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
    path=_PICTURE + "/lease",
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
    path=_PICTURE + "/actions",
    tag="Work",
    summary="Submit, skip, accept or return a picture",
    description="""
    `submit` and `skip` what is not done yet; `take_back` what was submitted; `accept` and `return`
    what was submitted, as a reviewer or lead; `return` what was accepted; `prefill` is for programs
    that have put suggestions in. What the state does not allow is refused with what it does. Use an
    idempotency key, so that a request that is sent again is not refused.
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
    path=_PICTURE + "/exhaustive",
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

LIST_COMMENTS = Operation(
    id="listComments",
    method="get",
    path=_PICTURE + "/comments",
    tag="Work",
    summary="List a picture's comments",
    description="""
    Those that are dealt with among them.
    """,
    parameters=(PROJECT_ID, PICTURE_ID),
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
    path=_PICTURE + "/comments",
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

ADD_TIMINGS = Operation(
    id="addTimings",
    method="post",
    path="/api/v1/projects/{project_id}/timings",
    tag="Work",
    summary="Keep what masks took",
    description="""
    Active time, clicks and corrections, one for each mask that was kept. One whose id is kept
    already is passed over.
    """,
    parameters=(PROJECT_ID, *WRITER),
    body=Body(json=NewTimings, required=True),
    answers={200: Answer("They are kept.", json=KeptTimings)},
    refusals=WRITES,
    shell=r"""
    timing="{\"id\": \"7c9e6679-7425-40de-944b-e07fc1f90ae7\", \"picture_id\": \"$id\",
        \"annotation_id\": \"$annotation\", \"label\": \"dog\", \"active_ms\": 5200, \"clicks\": 2,
        \"corrections\": 1, \"at\": \"2026-11-25T14:43:09Z\"}"
    curl --fail --header "Person: $person" --json "{\"timings\": [$timing]}" \
        "$server/api/v1/projects/$project/timings"
    """,
    python=r"""
    import uuid

    timing = {
        "id": str(uuid.uuid4()),
        "picture_id": picture["id"],
        "annotation_id": record["id"],
        "label": "dog",
        "active_ms": 5200,
        "clicks": 2,
        "corrections": 1,
        "at": "2026-11-25T14:43:09Z",
    }
    send("POST", root + "/timings", {"timings": [timing]}, **me)
    """,
)

SUM_TIMINGS = Operation(
    id="sumTimings",
    method="get",
    path="/api/v1/projects/{project_id}/timings",
    tag="Work",
    summary="Sum up what masks took",
    description="""
    In groups, by any of person, label, stage, decoder and day.
    """,
    parameters=(
        PROJECT_ID,
        Parameter(
            name="by",
            place="query",
            description="What to group by, with commas between; nothing for one group of all.",
            schema={"type": "string", "pattern": "^[a-z]+(,[a-z]+)*$"},
            example="day,decoder",
        ),
    ),
    answers={200: Answer("The groups.", json=TimingGroups)},
    refusals=READS,
    shell=r"""
    curl --fail "$server/api/v1/projects/$project/timings?by=day,decoder"
    """,
    python=r"""
    for group in get_json(root + "/timings?by=label")["groups"]:
        print(group["label"], group["masks"], "masks,", group["seconds_a_mask"], "s each")
    """,
)

TIMINGS_CSV = Operation(
    id="getTimingsCsv",
    method="get",
    path="/api/v1/projects/{project_id}/timings.csv",
    tag="Work",
    summary="Get what masks took, as CSV",
    description="""
    A row for each mask. A text that a spreadsheet would take for a formula has an apostrophe before
    it.
    """,
    parameters=(PROJECT_ID,),
    answers={200: Answer("The table.", media=("text/csv",))},
    refusals=READS,
    shell=r"""
    curl --fail --output timings.csv "$server/api/v1/projects/$project/timings.csv"
    """,
    python=r"""
    urllib.request.urlretrieve(server + root + "/timings.csv", "timings.csv")
    """,
)

LISTEN = Operation(
    id="listen",
    method="get",
    path="/api/v1/projects/{project_id}/events",
    tag="Work",
    summary="Listen to what happens",
    description="""
    Server-sent events, as a browser's `EventSource` reads them: `id` is the event's number, `event`
    its kind, `data` the event as JSON. Without `Last-Event-ID` or `after` it begins with what
    happens from now on. Where a connection ends, ask again with the last number: nothing is missed.
    The server ends it by itself after an hour, and at once where `--max-listeners` listen already;
    `retry` says when to come back.
    """,
    parameters=(
        PROJECT_ID,
        Parameter(
            name="Last-Event-ID",
            place="header",
            description="The number of the last event that is known.",
            schema={"type": "string", "pattern": r"^\d{1,18}$"},
        ),
        Parameter(
            name="after",
            place="query",
            description="The same, where a header cannot be sent; 0 begins with the first event.",
            schema={"type": "string", "pattern": r"^\d{1,18}$"},
        ),
        Parameter(
            name="wait",
            place="query",
            description="`false` answers what there is and ends.",
            schema={"type": "string", "enum": ["true", "false"], "default": "true"},
        ),
    ),
    answers={
        200: Answer(
            "The events.",
            typed={"text/event-stream": ProjectEvent},
            headers=("X-Accel-Buffering",),
        )
    },
    refusals=READS,
    shell=r"""
    curl --fail --no-buffer "$server/api/v1/projects/$project/events?after=0&wait=false"
    """,
    python=r"""
    with urllib.request.urlopen(server + root + "/events?after=0&wait=false") as lines:
        for line in lines:
            if line.startswith(b"data: "):
                event = json.loads(line.removeprefix(b"data: "))
                print(event["number"], event["kind"])
    """,
)
