"""A project's memory by the API."""

from __future__ import annotations

import uuid

from flask.testing import FlaskClient

from tests.server.workers import Worker

ROWS = [[float(i == token) for i in range(4)] + [0.5] * 13 for token in range(4)]


def lesson(**fields: object) -> dict[str, object]:
    new = {"id": str(uuid.uuid4()), "label": "cell", "rows": ROWS, "overlaps": [0.9, 0, 1, 0.25]}
    return new | fields


def test_a_memory_is_taught_read_and_forgotten(
    client: FlaskClient, ada: Worker, ben: Worker
) -> None:
    project = ada.project("cell")
    empty = ben.done("GET", f"{project}/memory")
    assert (empty["version"], empty["all"]["objects"], empty["labels"]) == (1, 0, {})
    assert (len(empty["all"]["moments"]), len(empty["all"]["targets"])) == (153, 17)
    one, other = lesson(), lesson(label="")
    to = f"{project}/memory/lessons"
    assert ada.done("POST", to, {"lessons": [one]}) == {"new": 1, "objects": 1}
    assert ben.done("POST", to, {"lessons": [one, other]}) == {"new": 1, "objects": 2}
    found = client.get(f"/api/v1{project}/memory").json  # by a guest
    assert found is not None
    assert found["all"]["objects"] == 2
    assert found["all"]["moments"][0] == 2
    assert found["all"]["targets"][0] == 2 * (0.9 - 0.5)
    assert list(found["labels"]) == ["cell"]
    assert ben.send("DELETE", f"{project}/memory").status_code == 403
    assert ada.done("DELETE", f"{project}/memory") == empty


def test_wrong_lessons_are_refused_in_a_sentence(ada: Worker) -> None:
    to = f"{ada.project()}/memory/lessons"
    for wrong, said in [
        ({"rows": ROWS[:3]}, "rows"),
        ({"rows": [row[:16] for row in ROWS]}, "rows"),
        ({"overlaps": [0, 0, 0, 1.01]}, "overlaps"),
        ({"id": "x"}, "id"),
    ]:
        refused = ada.send("POST", to, {"lessons": [lesson(**wrong)]})
        assert refused.status_code == 422
        assert said in refused.json["error"]["message"]
    assert ada.send("POST", "/projects/none/memory/lessons", {"lessons": []}).status_code == 404
