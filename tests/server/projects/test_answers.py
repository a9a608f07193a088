"""What a project's API answers: times, events, and refusals in a sentence."""

from __future__ import annotations

import csv
import io
import json

import pytest
from flask import Flask

from tests.server.conftest import MakeApp
from tests.server.test_openapi import API, validate_schema
from tests.server.workers import Worker, code, picture
from tests.waiting import until


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "said"),
    [
        ("POST", "/projects", b"{", 400, "is not JSON"),
        ("POST", "/projects", b"[]", 422, "The body is []; expected an object"),
        ("POST", "/projects", b"{}", 422, "name is missing"),
        ("POST", "/projects", b'{"name": 5}', 422, "name is 5; expected a valid string."),
        ("POST", "/projects", b'{"name": "x", "nmae": 1}', 422, "There is no field 'nmae'"),
        ("POST", "/projects", b'{"name": "\\ud800"}', 400, "is not JSON"),
        ("POST", "/projects", b"[" * 100_000, 400, "is not JSON"),
        ("POST", "/people", b'{"name": ""}', 422, "The name of the person is ''"),
        ("GET", "/projects/x", b"", 404, "There is no project 'x'"),
        ("GET", "/projects/x/pictures", b"", 404, "There is no project"),
        ("GET", "/projects/x/pictures/y", b"", 404, "There is no project"),
        ("GET", "{project}/pictures/y", b"", 404, "has no picture 'y'"),
        ("GET", "{project}/pictures?limit=0", b"", 422, "limit is 0; expected 1 to 500"),
        ("GET", "{project}/pictures?limit=x", b"", 422, "limit is 'x'"),
        ("GET", "{project}/pictures?cursor=-1", b"", 422, "cursor is '-1'"),
        ("GET", "{project}/pictures?state=old", b"", 422, "state is 'old'"),
        ("GET", "{project}/pictures?at_work=yes", b"", 422, "expected true or false"),
        ("GET", "{project}/pictures?search=%00", b"", 422, "without NUL"),
        ("GET", "{project}/annotations?state=old", b"", 422, "expected all or new or"),
        ("GET", "{project}/timings?by=hour", b"", 422, "by has 'hour'"),
        ("GET", "{project}/timings/series?points=0", b"", 422, "points is 0; expected 1 to 1000"),
        ("GET", "{project}/timings/series?stage=x", b"", 422, "expected annotate or review or all"),
        ("GET", "/projects/x/timings/series", b"", 404, "There is no project 'x'"),
        ("GET", "{project}/events?after=x", b"", 422, "expected the number of an event"),
        ("POST", "{project}/known", b'{"pictures": [{"id": "x", "file_name": ""}]}', 422, "id is"),
        ("POST", "{project}/labels", b'{"name": "a", "key": "x"}', 422, "The key is 'x'"),
        ("PATCH", "{project}/labels/x", b"{}", 404, "no label 'x'"),
        ("POST", "{project}/comments/x", b"", 405, "does not take this method"),
        ("PATCH", "{project}/comments/x", b'{"resolved": true}', 404, "no comment 'x'"),
        ("PATCH", "/people/x", b'{"role": "boss"}', 422, "role is \"boss\"; expected 'annotator'"),
        ("PATCH", "/people/x", b'{"role": "lead"}', 404, "There is no person 'x'"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    ada: Worker, method: str, path: str, body: bytes, status: int, said: str
) -> None:
    if "{project}" in path:
        path = path.replace("{project}", ada.project())
    answer = ada.client.open(
        f"/api/v1{path}", method=method, data=body or None, headers=ada.headers
    )
    assert answer.status_code == status, answer.text
    assert answer.json is not None
    assert said in answer.json["error"]["message"]


def timing(number: int, **fields: object) -> dict[str, object]:
    return {
        "id": f"7c9e6679-7425-40de-944b-{number:012d}",
        "picture_id": "0" * 64,
        "annotation_id": "0f8fad5b-d9cb-469f-a165-70867728950e",
        "label": "cell",
        "active_ms": 4500,
        "clicks": 2,
        "corrections": 1,
        "at": "2026-11-25T14:43:09Z",
        **fields,
    }


def test_what_masks_took_comes_as_groups_and_as_a_table(ada: Worker, ben: Worker) -> None:
    project = ada.project()
    sent = {"timings": [timing(1), timing(2, label='=1+"1"', active_ms=1500)]}
    assert ben.done("POST", f"{project}/timings", sent)["new"] == 2
    assert ben.done("POST", f"{project}/timings", sent)["new"] == 0
    (whole,) = ada.done("GET", f"{project}/timings")["groups"]
    assert (whole["masks"], whole["seconds_a_mask"], whole["label"]) == (2, 3, None)
    groups = ada.done("GET", f"{project}/timings?by=day,person,label")["groups"]
    assert {each["label"]: each["seconds"] for each in groups} == {"cell": 4.5, '=1+"1"': 1.5}
    assert {each["day"] for each in groups} == {"2026-11-25T00:00:00.000Z"}
    over_time = ada.done("GET", f"{project}/timings/series?points=2&person={ben.id}")
    assert [each["seconds_a_mask"] for each in over_time["points"]] == [4.5, 1.5]
    assert over_time["points"][0]["begin"] == "2026-11-25T14:43:09.000Z"
    assert over_time["retrainings"] == []
    table = ada.send("GET", f"{project}/timings.csv")
    assert table.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert [each["label"] for each in rows] == ["cell", '\'=1+"1"']
    assert (rows[0]["person"], rows[0]["active_seconds"]) == ("Ben", "4.500")
    for wrong in ({"active_ms": -1}, {"at": "2026-02-31T00:00:00Z"}, {"clicks": 1.5}):
        refused = ben.send("POST", f"{project}/timings", {"timings": [timing(3, **wrong)]})
        assert refused.status_code == 422


def events(data: bytes) -> list[tuple[str, str]]:
    """Ids and kinds of server-sent events."""
    found = []
    for block in data.decode().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "data" in fields:
            validate_schema(
                json.loads(fields["data"]), API["components"]["schemas"]["ProjectEvent"]
            )
            found.append((fields["id"], fields["event"]))
    return found


def test_a_listener_goes_on_where_it_was(ada: Worker) -> None:
    project = ada.project()
    of_picture = ada.add(project, picture())
    url = f"{project}/events?wait=false"
    all_of_it = events(ada.send("GET", f"{url}&after=0").data)
    assert [kind for _, kind in all_of_it] == ["project_made", "picture_added"]
    assert events(ada.send("GET", url).data) == []
    ada.keep(of_picture)
    rest = events(ada.send("GET", url, Last_Event_ID=all_of_it[-1][0]).data)
    assert [kind for _, kind in rest] == ["annotation_saved", "picture_changed"]
    assert [kind for _, kind in events(ada.send("GET", f"{url}&after=999999").data)] == ["reset"]


def test_who_finds_no_place_to_listen_gets_what_there_is_and_comes_back(
    app: Flask, ada: Worker
) -> None:
    project = ada.project()
    url = f"/api/v1{project}/events?after=0"
    first = app.test_client().get(url)
    body = iter(first.response)
    assert next(body) == b"retry: 1000\n\n"
    assert b"event: project_made" in next(body)
    second = app.test_client().get(url)
    assert second.data.startswith(b"retry: 5000\n\n") and b"project_made" in second.data
    ada.done("POST", f"{project}/labels", {"name": "late"})
    assert b"event: labels_changed" in until(lambda: next(body))
    first.close()
    third = app.test_client().get(url)
    assert next(iter(third.response)) == b"retry: 1000\n\n"
    third.close()


def test_a_server_without_a_folder_keeps_no_projects_and_says_so(make_app: MakeApp) -> None:
    client = make_app().test_client()
    for path in ("/people", "/projects", "/projects/x/pictures", "/projects/x/events"):
        assert code(client.get(f"/api/v1{path}")) == (404, "no_projects")
    assert code(client.post("/api/v1/people", json={"name": "Ada"})) == (404, "no_projects")
