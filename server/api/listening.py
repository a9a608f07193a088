"""What happens in a project, as it happens."""

from __future__ import annotations

from typing import Any

from server.api.message import Count, Message, Sha256
from server.api.operation import Answer, Operation, Parameter
from server.api.project_refusals import READS
from server.api.project_shared import PROJECT_ID, READER, Time, Uuid


class ProjectEvent(Message):
    """Something that happened in a project."""

    number: Count
    """Grows in the order in which things became visible."""
    kind: str
    """`project_made`, `project_changed`, `labels_changed`, `picture_added`, `picture_taken`,
    `picture_left`, `picture_changed`, `annotation_saved`, `annotation_removed`, `comment_made`,
    `comment_changed`, `task_changed`, `memory_forgotten`, `queue_ordered`, or `reset`: what was
    known before is to be read anew."""
    person_id: Uuid | None
    picture_id: Sha256 | None
    data: dict[str, Any]
    """Of an annotation `annotation_id` and `revision`, of a picture `state` and `action`, ..."""
    at: Time


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
        *READER,
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
