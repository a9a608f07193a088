"""Many clients at once, by locust, in a process of its own: it makes all sockets cooperative.

``python -m benchmarks.crowd PLAN`` does what the plan, a JSON object, says, and prints what became
of it as one JSON object.
"""

from __future__ import annotations

import itertools
import json
import random
import sys
import threading
import time
from pathlib import Path
from typing import Any

from locust import User, between, events, task
from locust.env import Environment

from visitors import acts
from visitors.asking import Client
from visitors.outcomes import Outcomes

PLAN: dict[str, Any] = json.loads(sys.argv[1])
"""origin, clients, seconds, picture (a file), known (ids), grid."""

OUTCOMES = Outcomes()
NUMBERS = itertools.count(1)
JOBS = threading.Semaphore(2)
"""Two of everything at a time."""

STARTED_PER_S = 16


class Crowd(User):
    """One of the clients, with an address of its own."""

    wait_time = between(2, 5)

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        number = next(NUMBERS)
        self.visitor = acts.Visitor(
            Client(PLAN["origin"], number),
            OUTCOMES,
            Path(PLAN["picture"]).read_bytes(),
            PLAN["known"],
            PLAN["grid"],
            random.Random(number),
        )

    def on_start(self) -> None:
        """Who comes loads the page first."""
        self.visitor.load_page()

    @task(78)
    def cached(self) -> None:
        """An embedding that is there."""
        self.visitor.fetch_cached()

    @task(8)
    def unchanged(self) -> None:
        """An embedding that the client has."""
        self.visitor.fetch_unchanged()

    @task(6)
    def page(self) -> None:
        """The page again."""
        self.visitor.load_page()

    @task(2)
    def new(self) -> None:
        """A picture seen for the first time."""
        self.visitor.put_new()

    @task(1)
    def new_and_leave(self) -> None:
        """One whose client leaves."""
        self.visitor.put_new_and_leave()

    @task(3)
    def everything(self) -> None:
        """A job, if two are not running already."""
        if JOBS.acquire(blocking=False):
            try:
                self.visitor.segment_everything()
            finally:
                JOBS.release()

    @task(2)
    def everything_and_leave(self) -> None:
        """A job whose client leaves."""
        if JOBS.acquire(blocking=False):
            try:
                self.visitor.segment_everything_and_leave()
            finally:
                JOBS.release()


def main() -> None:
    """Let them come, stay, and finish what they began."""
    environment = Environment(user_classes=[Crowd], events=events, stop_timeout=120)
    runner = environment.create_local_runner()
    runner.start(PLAN["clients"], spawn_rate=STARTED_PER_S)
    time.sleep(PLAN["seconds"])
    runner.quit()
    for line in runner.exceptions.values():
        OUTCOMES.faults.append(f"crowd: {line['msg']}")
    print(json.dumps(OUTCOMES.as_json()))


if __name__ == "__main__":
    main()
