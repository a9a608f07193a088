"""The order in which people are given a project's pictures."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict

from server.api.message import Count, Message
from server.api.operation import Answer, Body, Operation
from server.api.project_refusals import READS, WRITES
from server.api.project_shared import PROJECT_ID, READER, WRITER, OrderName, Time


class OrderingTask(Message):
    """An order that is or was computed."""

    state: Literal["waiting", "running", "done", "failed", "cancelled"]
    problem: str | None
    """Why it failed, in a sentence."""
    made: Time
    """When it was asked for."""
    done: Count
    """Pictures that were looked at."""
    total: Count
    """Of so many; 0 before it has begun."""
    seconds_left: float | None
    """Null while there is nothing to go by."""


class QueueState(Message):
    """In which order a project's pictures are given."""

    order: OrderName
    """`given`: as they were added; `diverse`: unlike ones first; `unsure`: those first of which the
    model is least sure, unlike ones among them."""
    task: OrderingTask | None
    """The last one that computed or computes it; null where none did."""
    waiting: Count
    """Pictures that nobody has begun."""
    without: Count
    """Those among them that have no place in the order yet, and come last."""


class OrderChoice(Message):
    """In which order a project's pictures are to be given."""

    model_config = ConfigDict(strict=True)

    order: OrderName
    """The one that it has already computes it anew."""


GET_ORDER = Operation(
    id="getQueueOrder",
    method="get",
    path="/api/v1/projects/{project_id}/order",
    tag="Work",
    summary="See in which order pictures are given",
    description="""
    And how far it is computed.
    """,
    parameters=(PROJECT_ID, *READER),
    answers={200: Answer("The order.", json=QueueState)},
    refusals=READS,
    shell=r"""
    curl --fail "$server/api/v1/projects/$project/order"
    """,
    python=r"""
    print(get_json(root + "/order")["order"])
    """,
)

CHOOSE_ORDER = Operation(
    id="chooseQueueOrder",
    method="put",
    path="/api/v1/projects/{project_id}/order",
    tag="Work",
    summary="Choose in which order pictures are given",
    description="""
    Leads may. A process of its own computes it at low priority; until then pictures are given as
    before, and `queue_ordered` is told in the feed when it is there. What was returned or begun is
    given first in any order.
    """,
    parameters=(PROJECT_ID, *WRITER),
    body=Body(json=OrderChoice, required=True),
    answers={200: Answer("The order.", json=QueueState)},
    refusals=WRITES,
    shell=r"""
    curl --fail --request PUT --header "Person: $person" --json '{"order": "diverse"}' \
        "$server/api/v1/projects/$project/order"
    """,
    python=r"""
    send("PUT", root + "/order", {"order": "given"}, **me)
    """,
)
