"""People who work on one project, by locust, in a process of its own.

``python -m benchmarks.project_crowd PLAN`` does what the plan, a JSON object, says, and prints what
became of it as one JSON object: what was sent, what was acknowledged, milliseconds of each kind
of request, and faults.
"""

from __future__ import annotations

import http.client
import itertools
import json
import random
import sys
import time
import uuid
from collections import defaultdict
from typing import Any

from locust import User, between, events, task
from locust.env import Environment

from benchmarks.project_fill import LABELS, new_record
from visitors.asking import Answer, Client

PLAN: dict[str, Any] = json.loads(sys.argv[1])
"""origin, project, people, seconds."""

NUMBERS = itertools.count(1)
MS: dict[str, list[float]] = defaultdict(list)
ACKNOWLEDGED: list[tuple[str, str, str]] = []
SENT: list[tuple[str, str, str]] = []
FAULTS: list[str] = []

GRID, NEXT, KEEP, SUBMIT = "grid", "next", "keep", "submit"
_AGAIN = 0.05
"""Share of the changes that are sent twice, as by a page that did not hear the answer."""


class Worker(User):
    """Somebody who annotates: a click, a key and a look every second or so."""

    wait_time = between(0.5, 1.5)

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        number = next(NUMBERS)
        self.draw = random.Random(number)
        self.client = Client(PLAN["origin"], number)
        self.root = f"/api/v1/projects/{PLAN['project']}"
        name = json.dumps({"name": f"Person {number}"}).encode()
        self.headers = {"Person": json.loads(self.client.ask("/api/v1/people", name).body)["id"]}
        self.picture: str | None = None

    @task(2)
    def look(self) -> None:
        """The first page of the grid, filtered or not."""
        query = self.draw.choice(("", "&state=submitted", "&search=scan_01", "&label=dust"))
        self._ask(GRID, f"/pictures?limit=100{query}")

    @task(16)
    def keep(self) -> None:
        """One object more on the picture at hand."""
        if self.picture is None:
            self.go_on()
        if self.picture is None:
            return
        name, revision = str(uuid.uuid4()), f"crowd.{uuid.uuid4()}"
        record = new_record(name, self.draw.choice(LABELS))
        change = {"annotation_id": name, "revision": revision, "rank": 1, "record": record}
        sent = (self.picture, name, revision)
        SENT.append(sent)  # before: who is stopped on the way may not hear the end of it
        for _ in range(2 if self.draw.random() < _AGAIN else 1):
            path = f"/pictures/{self.picture}/annotations"
            answer = self._ask(KEEP, path, {"changes": [change]})
            if answer is None:
                continue
            if json.loads(answer.body)["taken"] == [name]:
                ACKNOWLEDGED.append(sent)
            else:
                FAULTS.append(f"{KEEP}: not taken")

    @task(2)
    def go_on(self) -> None:
        """Submit the picture at hand, and take the next one."""
        if self.picture is not None:
            self._ask(SUBMIT, f"/pictures/{self.picture}/actions", {"action": "submit"})
        self.picture = None
        answer = self._ask(NEXT, "/next", {"stage": "annotate"})
        if answer is not None:
            found = json.loads(answer.body)["picture"]
            self.picture = found and found["id"]

    def _ask(self, kind: str, path: str, body: Any = None) -> Answer | None:
        data = None if body is None else json.dumps(body).encode()
        begun = time.perf_counter()
        try:
            answer = self.client.ask(self.root + path, data, self.headers)
        except (OSError, http.client.HTTPException) as error:
            FAULTS.append(f"{kind}: {error!r}")
            return None
        MS[kind].append((time.perf_counter() - begun) * 1000)
        if answer.status not in (200, 201):
            FAULTS.append(f"{kind}: {answer.status} {answer.body[:200]!r}")
            return None
        return answer


def main() -> None:
    """Let them come, stay, and finish what they began."""
    environment = Environment(user_classes=[Worker], events=events, stop_timeout=60)
    runner = environment.create_local_runner()
    runner.start(PLAN["people"], spawn_rate=10)
    time.sleep(PLAN["seconds"])
    runner.quit()
    FAULTS.extend(f"crowd: {line['msg']}" for line in runner.exceptions.values())
    print(json.dumps({"acknowledged": ACKNOWLEDGED, "sent": SENT, "ms": MS, "faults": FAULTS}))


if __name__ == "__main__":
    main()
