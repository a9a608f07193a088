"""What masks took."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from server.api.message import Count, Message, Sha256
from server.api.operation import Answer, Body, Operation, Parameter
from server.api.project_refusals import READS, WRITES
from server.api.project_shared import PROJECT_ID, READER, WRITER, StageName, Time, Uuid

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


class TimingPoint(Message):
    """Masks that were kept one after the other."""

    begin: Time
    """When the first of them was kept."""
    end: Time
    """When the last of them was kept."""
    masks: Count
    seconds_a_mask: float
    """Active time, the mean."""
    median_seconds: float
    """Of the middle mask."""
    clicks_a_mask: float
    corrections_a_mask: float
    decoder: str
    """Fingerprint of the newest decoder of that time; empty before there was one."""


class TimingRetraining(Message):
    """The first mask of a decoder that was not there before."""

    at: Time
    decoder: str
    masks_before: Count
    """How many masks were kept before that."""


class TimingSeries(Message):
    """What a mask took over time."""

    points: list[TimingPoint]
    """In their order; a retraining begins a new one."""
    retrainings: list[TimingRetraining]
    """The first decoder of all is none."""


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
        *READER,
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

TIMINGS_OVER_TIME = Operation(
    id="getTimingSeries",
    method="get",
    path="/api/v1/projects/{project_id}/timings/series",
    tag="Work",
    summary="See what a mask took over time",
    description="""
    Seconds, clicks and corrections a mask, so many masks to a point, with retrainings of the
    decoder marked: no point has masks from before and after one.
    """,
    parameters=(
        PROJECT_ID,
        *READER,
        Parameter(
            name="points",
            place="query",
            description="About so many.",
            schema={"type": "integer", "minimum": 1, "maximum": 1000, "default": 100},
        ),
        Parameter(
            name="stage",
            place="query",
            description="What the time was spent on.",
            schema={"type": "string", "enum": ["annotate", "review", "all"], "default": "annotate"},
        ),
        Parameter(
            name="person",
            place="query",
            description="Of this person alone.",
            schema={"type": "string"},
        ),
        Parameter(
            name="label",
            place="query",
            description="Of objects of this label alone.",
            schema={"type": "string"},
        ),
    ),
    answers={200: Answer("The points, and the retrainings.", json=TimingSeries)},
    refusals=READS,
    shell=r"""
    curl --fail "$server/api/v1/projects/$project/timings/series?points=50&label=dog"
    """,
    python=r"""
    for point in get_json(root + "/timings/series")["points"]:
        print(point["end"], point["seconds_a_mask"], "s a mask")
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
    parameters=(PROJECT_ID, *READER),
    answers={200: Answer("The table.", media=("text/csv",))},
    refusals=READS,
    shell=r"""
    curl --fail --output timings.csv "$server/api/v1/projects/$project/timings.csv"
    """,
    python=r"""
    urllib.request.urlretrieve(server + root + "/timings.csv", "timings.csv")
    """,
)
