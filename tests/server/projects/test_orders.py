"""The order of a queue by the API: chosen by leads, given to annotators, said with each picture."""

from __future__ import annotations

from flask import Flask

from dataengine.engine import DataEngine
from dataengine.store import ordering, tasks
from tests.server.workers import Worker, code, picture


def test_a_lead_chooses_the_order_and_pictures_say_why(
    app: Flask, ada: Worker, ben: Worker
) -> None:
    engine: DataEngine = app.extensions["segment.dataengine"]
    project = ada.project("cell")
    for number in range(3):
        ada.add(project, picture(40 + number), f"{number}.png")
    assert ben.done("GET", f"{project}/order") == {
        "order": "given",
        "task": None,
        "waiting": 3,
        "without": 3,
    }
    wanted = {"order": "diverse"}
    assert code(ben.send("PUT", f"{project}/order", wanted)) == (403, "role_required")
    assert ada.send("PUT", f"{project}/order", {"order": "best"}).status_code == 422
    begun = ada.done("PUT", f"{project}/order", wanted)
    assert (begun["order"], begun["task"]["state"]) == ("diverse", "waiting")
    assert ada.done("GET", project)["queue_order"] == "diverse"

    project_id = project.rpartition("/")[2]
    with engine.writing() as tx:
        (task,) = tasks.of_project(tx, project_id, ordering.KIND)
        tasks.claim_one(tx, task.id, "w")
        tasks.beat(tx, task.id, "w", {"done": 2, "total": 3, "seconds_left": 1.5})
        numbers = [each.number for each in ordering.pictures_of(tx, project_id)[0]]
    assert ben.done("GET", f"{project}/order")["task"]["done"] == 2
    whys = ("typical", "unlike", None)
    ranked = list(zip(reversed(numbers), whys, strict=True))
    ordering.keep(engine.writing, project_id, "diverse", ranked)  # type: ignore[arg-type]
    with engine.writing() as tx:
        tasks.end(tx, task.id, "w", {"begun": 0})
    found = ben.done("GET", f"{project}/pictures")["pictures"]
    assert [each["why"] for each in found] == [None, "unlike", "typical"]
    first = ben.done("POST", f"{project}/next", {})["picture"]
    assert (first["file_name"], first["why"]) == ("2.png", "typical")

    # A picture that came later is ordered once somebody submits another.
    ada.add(project, picture(50), "late.png")
    path = f"{project}/pictures/{first['id']}"
    done = ben.done("POST", f"{path}/actions", {"action": "submit"})
    assert done["why"] is None
    state = ben.done("GET", f"{project}/order")
    assert (state["task"]["state"], state["waiting"], state["without"]) == ("waiting", 3, 1)
