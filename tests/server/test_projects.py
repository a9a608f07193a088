"""Projects by the API: what is answered, and what is refused in which words."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import logging
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dataengine.engine import DataEngine
from dataengine.errors import FullError, OpeningError
from dataengine.store.files import Files
from server import Settings
from tests.dataengine.made import record
from tests.sam.images.pictures import encoded, quarters, tiff
from tests.server.conftest import MakeApp
from tests.server.projects import Worker, code, picture
from tests.server.test_openapi import API, check, validate_schema
from tests.waiting import until


@pytest.fixture(scope="module")
def app(make_app: MakeApp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A server that keeps projects."""
    made = make_app(data_dir=tmp_path_factory.mktemp("data"), max_listeners=1, client_at_once=100)
    yield made
    made.extensions["segment.dataengine"].close()


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    """Asks it."""
    return app.test_client()


@pytest.fixture(scope="module")
def ada(client: FlaskClient) -> Worker:
    """A lead: the first person."""
    return Worker(client, "Ada")


@pytest.fixture(scope="module")
def ben(client: FlaskClient, ada: Worker) -> Worker:
    """An annotator."""
    return Worker(client, "Ben")


def test_a_project_from_its_making_to_its_end(
    client: FlaskClient, ada: Worker, ben: Worker
) -> None:
    project = ada.project("cell", "dust")
    paths = [ada.add(project, picture(number), f"{number}.png") for number in range(3)]
    turn = ben.done("POST", f"{project}/next", {})
    assert turn["picture"]["file_name"] == "0.png"
    assert turn["picture"]["lease"]["person_id"] == ben.id
    assert turn["following"]["file_name"] == "1.png"
    looked = ada.done("POST", f"{project}/next", {"take": False})
    assert (looked["picture"]["file_name"], looked["picture"]["lease"]) == ("1.png", None)
    path, revision = ben.keep(paths[0])
    ben.keep(paths[0], "dust")
    sent = {"action": "submit", "exhaustive": ["cell"]}
    submitted = ben.done("POST", f"{paths[0]}/actions", sent)
    assert (submitted["state"], submitted["exhaustive"], submitted["objects"]) == (
        "submitted",
        ["cell"],
        2,
    )
    assert submitted["lease"] is None
    progress = ada.done("GET", f"{project}/progress")
    assert (progress["pictures"]["new"], progress["objects"]) == (2, 2)
    assert ben.send("POST", f"{project}/next", {"stage": "review"}).status_code == 403
    assert ada.done("POST", f"{project}/next", {"stage": "review"})["picture"]["id"] in paths[0]
    returned = {"action": "return", "comment": "The tail is missing."}
    assert ada.done("POST", f"{paths[0]}/actions", returned)["state"] == "returned"
    (comment,) = ben.done("GET", f"{paths[0]}/comments")["comments"]
    assert (comment["text"], comment["person_id"], comment["x"]) == (
        "The tail is missing.",
        ada.id,
        None,
    )
    ben.done("PATCH", f"{project}/comments/{comment['id']}", {"resolved": True})
    removed = ben.done("DELETE", f"{path}?revision=page.9", If_Match=f'"{revision}"')
    assert removed["record"] is None
    ben.done("POST", f"{paths[0]}/actions", {"action": "submit"})
    ada.done("POST", f"{paths[0]}/actions", {"action": "accept"})
    history = ada.done("GET", f"{path}/revisions")["revisions"]
    assert [each["revision"] for each in history] == [revision, "page.9"]
    lines = client.get(f"/api/v1{project}/annotations?state=accepted").data.splitlines()
    (only,) = map(json.loads, lines)
    validate_schema(only, API["components"]["schemas"]["AnnotatedPicture"])
    assert [each["label"] for each in only["annotations"]] == ["dust"]
    assert len(client.get(f"/api/v1{project}/annotations").data.splitlines()) == 3


def test_a_write_that_follows_another_revision_gets_both(ada: Worker, ben: Worker) -> None:
    project = ada.project()
    path, revision = ada.keep(ada.add(project, picture()))
    name = path.rpartition("/")[2]
    theirs = {"revision": "r.theirs", "record": record(name, name="theirs")}
    mine = {"revision": "r.mine", "record": record(name, name="mine")}
    kept = ada.send("PUT", path, theirs, If_Match=f'"{revision}"')
    assert kept.headers["ETag"] == '"r.theirs"'
    assert "no-transform" in kept.headers["Cache-Control"]
    assert "Content-Encoding" not in kept.headers
    for headers in ({"If_Match": f'"{revision}"'}, {"If_None_Match": "*"}):
        refused = ben.send("PUT", path, mine, **headers)
        assert code(refused) == (412, "conflict")
        body = refused.json
        assert body is not None
        validate_schema(body, API["components"]["schemas"]["Conflict"])
        assert body["sent"]["record"]["name"] == "mine"
        assert body["stored"]["record"]["name"] == "theirs"
    assert code(ben.send("PUT", path, mine)) == (428, "precondition_required")
    assert code(ben.send("DELETE", f"{path}?revision=r.x")) == (428, "precondition_required")
    for wrong in ("*", 'W/"r.theirs"', "r.theirs", '"a", "b"'):
        assert code(ben.send("PUT", path, mine, If_Match=wrong)) == (400, "invalid_header")
    asked = ben.send("GET", path, If_None_Match='"r.theirs"')
    assert (asked.status_code, asked.data) == (304, b"")
    assert ben.done("PUT", path, mine, If_Match='"r.theirs"')["record"]["name"] == "mine"


def test_what_is_sent_again_is_answered_and_not_done_again(ada: Worker, ben: Worker) -> None:
    project = ada.project("cell")
    of_picture = ada.add(project, picture())
    path, revision = ben.keep(of_picture)
    name = path.rpartition("/")[2]
    # A queue of edits, each naming its predecessor, of which the answers were lost.
    second = {"revision": "r.2", "record": record(name, name="second")}
    third = {"revision": "r.3", "record": record(name, name="third")}
    for _ in range(2):
        ben.done("PUT", path, second, If_Match=f'"{revision}"')
    ben.done("PUT", path, third, If_Match='"r.2"')
    again = ben.send("PUT", path, second, If_Match=f'"{revision}"')
    assert (again.status_code, again.headers["ETag"]) == (200, '"r.2"')
    assert ben.done("GET", path)["revision"] == "r.3"
    assert len(ben.done("GET", f"{path}/revisions")["revisions"]) == 3
    # The key is looked up before what else stands in the way: the state is another by now.
    key = {"Idempotency_Key": "submit-1"}
    first = ben.send("POST", f"{of_picture}/actions", {"action": "submit"}, **key)
    same = ben.send("POST", f"{of_picture}/actions", {"action": "submit"}, **key)
    assert (same.status_code, same.data) == (200, first.data)
    assert code(ben.send("POST", f"{of_picture}/actions", {"action": "submit"})) == (
        409,
        "wrong_state",
    )
    other = ben.send("POST", f"{of_picture}/actions", {"action": "skip"}, **key)
    assert code(other) == (422, "key_reused")
    # Another person's key of the same name is another key.
    assert ada.send("POST", f"{project}/labels", {"name": "dust"}, **key).status_code == 201
    assert ada.send("POST", f"{project}/labels", {"name": "dust"}, **key).status_code == 201
    assert code(ada.send("POST", f"{project}/labels", {"name": "dust"})) == (409, "name_taken")
    assert code(ada.send("POST", "/projects", {"name": "x"}, Idempotency_Key="a b")) == (
        400,
        "invalid_header",
    )


def test_changes_sent_together_are_taken_or_answered_each_by_itself(ada: Worker) -> None:
    of_picture = ada.add(ada.project(), picture())
    path, revision = ada.keep(of_picture)
    name = path.rpartition("/")[2]
    new = "0f8fad5b-d9cb-469f-a165-70867728950e"
    changes = [
        {"annotation_id": name, "revision": "r.2", "record": None},
        {"annotation_id": new, "revision": "r.1", "record": record(new)},
    ]
    for _ in range(2):
        saved = ada.done("POST", f"{of_picture}/annotations", {"changes": changes})
        assert saved["taken"] == [new]
        (conflict,) = saved["conflicts"]
        assert conflict["stored"]["revision"] == revision
        assert conflict["sent"]["record"] is None
    tag = ada.send("GET", f"{of_picture}/annotations").headers["ETag"]
    unchanged = ada.send("GET", f"{of_picture}/annotations", If_None_Match=tag)
    assert unchanged.status_code == 304
    changes[0]["predecessor"] = revision
    saved = ada.done("POST", f"{of_picture}/annotations", {"changes": changes})
    assert (saved["conflicts"], saved["objects"], saved["state"]) == ([], 1, "in_progress")
    document = ada.send("GET", f"{of_picture}/annotations", If_None_Match=tag)
    assert document.status_code == 200 and document.json is not None
    removed = {
        each["annotation_id"]: each["record"] is None for each in document.json["annotations"]
    }
    assert removed == {name: True, new: False}


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


def test_changing_a_project_takes_the_version_that_was_read(ada: Worker) -> None:
    project = ada.project("cell")
    tag = ada.send("GET", project).headers["ETag"]
    assert ada.send("GET", project, If_None_Match=tag).status_code == 304
    assert code(ada.send("PATCH", project, {"guideline": "x"})) == (428, "precondition_required")
    changed = ada.send("PATCH", project, {"guideline": "x"}, If_Match=tag)
    assert changed.json is not None and changed.json["guideline"] == "x"
    late = ada.send("PATCH", project, {"guideline": "y"}, If_Match=tag)
    assert code(late) == (412, "changed")
    ada.done("PATCH", project, {"archived": True}, If_Match=changed.headers["ETag"])
    refused = ada.client.post(f"/api/v1{project}/pictures", data=picture(), headers=ada.headers)
    assert code(refused) == (409, "project_archived")
    assert ada.done("GET", project)["archived"]


def test_gold_pictures_look_like_others_to_annotators(
    client: FlaskClient, ada: Worker, ben: Worker
) -> None:
    project = ada.project("cell")
    other, known = ada.add(project, picture(40), "a.png"), ada.add(project, picture(41), "b.png")
    ada.keep(known)
    ada.done("POST", f"{known}/actions", {"action": "submit"})
    assert code(ada.send("PUT", f"{known}/gold")) == (409, "wrong_state")
    ada.done("POST", f"{known}/actions", {"action": "return"})
    ada.done("POST", f"{known}/actions", {"action": "submit", "exhaustive": ["cell"]})
    ada.done("POST", f"{known}/actions", {"action": "accept"})
    (marked,) = ada.done("PUT", f"{known}/gold")["pictures"]
    assert (marked["file_name"], marked["exhaustive"]) == ("b.png", ["cell"])
    assert code(ada.send("PUT", f"{project}/gold", {"rate": 0.6})) == (422, "invalid_request")
    assert ada.done("PUT", f"{project}/gold", {"rate": 0.5})["rate"] == 0.5
    guest = Worker(client, "Ben")
    guest.headers = {}
    for who in (ben, guest):
        for rest in ("", "/annotations", "/comments"):
            pair = [who.send("GET", path + rest) for path in (known, other)]
            assert {each.status_code for each in pair} == {200}
            assert len({tuple(sorted(each.headers.keys())) for each in pair}) == 1
            ids = [path.rpartition("/")[2] for path in (known, other)]
            texts = [each.text.replace(name, "") for each, name in zip(pair, ids, strict=True)]
            cut = [re.sub(r'"(number|file_name|added|changed)":[^,]*', "", each) for each in texts]
            assert cut[0] == cut[1]
        assert who.done("GET", f"{project}/progress")["pictures"]["new"] == 2
        assert who.done("GET", f"{project}/pictures?state=accepted")["total"] == 0
        lines = who.send("GET", f"{project}/annotations").text.splitlines()
        assert [json.loads(each)["annotations"] for each in lines] == [[], []]
        told = who.send("GET", f"{project}/events?after=0&wait=false").text
        assert "accept" not in told and "annotation_saved" not in told
        archive = who.send("GET", f"{project}/data-set?kind=coco")
        with zipfile.ZipFile(io.BytesIO(archive.data)) as files:
            manifest = json.loads(files.read("manifest.json"))
        assert manifest["counts"] == {} and "gold" not in str(manifest)
        assert "gold" not in who.send("GET", project).text
        for path in ("gold", "gold/report"):
            assert who.send("GET", f"{project}/{path}").status_code == 403
    while (turn := ben.done("POST", f"{project}/next", {})["picture"]) is not None:
        of_picture = f"{project}/pictures/{turn['id']}"
        path, revision = ben.keep(of_picture)
        assert ben.done("GET", path)["revision"] == revision
        ben.done("POST", f"{of_picture}/actions", {"action": "submit"})
    assert ben.done("GET", known)["state"] == "submitted"
    assert len(ben.done("GET", f"{known}/annotations")["annotations"]) == 1
    assert ben.send("GET", f"{project}/events?after=0&wait=false").text.count("submit") == 4
    assert ada.send("GET", f"{project}/events?after=0&wait=false").text.count('"accept"') == 1
    report = ada.done("GET", f"{project}/gold/report")
    assert [(each["person"], each["label"], each["iou"]) for each in report["scores"]] == [
        (ben.id, "cell", 1),
        (ben.id, None, 1),
    ]
    assert code(ada.send("POST", f"{known}/actions", {"action": "return"})) == (409, "gold_picture")
    assert ada.done("DELETE", f"{known}/gold")["pictures"] == []
    assert ben.done("GET", known)["state"] == "accepted"


def test_who_reads_under_a_name_without_its_token_is_a_guest(
    client: FlaskClient, ada: Worker
) -> None:
    project = ada.project()
    eve = Worker(client, "Eve")
    ada.done("PATCH", f"/people/{eve.id}", {"role": "lead"})
    assert eve.send("GET", f"{project}/gold").status_code == 200
    token = eve.done("POST", f"/people/{eve.id}/token")["token"]
    assert code(eve.send("GET", f"{project}/gold")) == (403, "person_required")
    assert eve.send("GET", f"{project}/gold", Person_Token=token).status_code == 200


def test_labels_are_renamed_merged_and_removed(ada: Worker, ben: Worker) -> None:
    project = ada.project("cell", "dust")
    path, revision = ben.keep(ada.add(project, picture()), "cell")
    cell, dust = ada.done("GET", project)["labels"]
    renamed = ada.done("PATCH", f"{project}/labels/{cell['id']}", {"name": "nucleus", "key": "2"})
    assert (renamed["name"], renamed["key"]) == ("nucleus", "2")
    assert ben.done("GET", path)["record"]["label"] == "nucleus"
    ada.done("POST", f"{project}/labels/{cell['id']}/merge", {"into": dust["id"]})
    stored = ben.done("GET", path)
    assert (stored["record"]["label"], stored["predecessor"] != revision) == ("dust", True)
    assert code(ada.send("DELETE", f"{project}/labels/{dust['id']}")) == (409, "label_in_use")
    assert code(ben.send("POST", f"{project}/labels", {"name": "x"})) == (403, "role_required")


def test_pictures_are_added_once_and_come_back_as_they_are(
    client: FlaskClient, ada: Worker
) -> None:
    project, other = ada.project(), ada.project()
    data = picture(17)
    first = ada.add(project, data, "b c.png")
    assert ada.add(project, data) == first
    shown = ada.done("GET", first)
    assert (shown["file_name"], shown["width"], shown["state"]) == ("b c.png", 20, "new")
    file = client.get(shown["file"])
    assert (file.data, file.mimetype) == (data, "image/png")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in file.headers["Content-Security-Policy"]
    check(file, "/api/v1/projects/{project_id}/pictures/{picture_id}/file")
    small = client.get(shown["thumbnail"])
    assert (small.data[:2], small.mimetype) == (b"\xff\xd8", "image/jpeg")
    tag = {"If-None-Match": small.headers["ETag"]}
    assert client.get(shown["thumbnail"], headers=tag).status_code == 304
    odd = ada.add(project, tiff(quarters(20, 10), photometric="rgb"), "a.tif")
    assert client.get(f"/api/v1{odd}/file").data[:4] == b"\x89PNG"
    tried = client.post("/api/v1/images", data=picture(18)).json
    assert tried is not None
    ids = [first.rpartition("/")[2], tried["id"], hashlib.sha256(b"").hexdigest()]
    known = {"pictures": [{"id": each, "file_name": "x.png", "group": "g"} for each in ids]}
    added = ada.done("POST", f"{other}/known", known)
    assert (added["added"], added["missing"]) == (ids[:2], ids[2:])
    page = ada.done("GET", f"{other}/pictures?limit=1&search=G")
    assert (page["total"], len(page["pictures"])) == (2, 1)
    rest = ada.done("GET", f"{other}/pictures?cursor={page['next']}")
    assert (rest["total"], rest["next"], len(rest["pictures"])) == (None, None, 1)


def test_a_project_keeps_its_pictures_when_the_caches_have_lost_them(
    make_app: MakeApp, tmp_path: Path
) -> None:
    first = make_app(data_dir=tmp_path)
    worker = Worker(first.test_client(), "Ada")
    of_picture = worker.add(worker.project(), picture(3))
    first.extensions["segment.dataengine"].close()
    again = make_app(data_dir=tmp_path)
    client = again.test_client()
    shown = client.get(f"/api/v1{of_picture}").json
    assert shown is not None
    assert client.get(shown["embedding"]).status_code == 200
    for path in (tmp_path / "pictures").rglob("*"):
        if path.is_file():
            path.unlink()
    for path in (tmp_path / "thumbnails").rglob("*"):
        if path.is_file():
            path.unlink()
    again.extensions["segment.dataengine"].close()
    lost = make_app(data_dir=tmp_path).test_client()
    for rest in ("file", "thumbnail"):
        assert code(lost.get(f"/api/v1{of_picture}/{rest}")) == (404, "picture_file_missing")
    assert lost.get(f"/api/v1{of_picture}/annotations").status_code == 200


@pytest.mark.parametrize("data", [b"", b"<svg/>", encoded(quarters(), "PNG")[:60]])
def test_what_is_no_picture_is_refused_as_described(ada: Worker, data: bytes) -> None:
    project = ada.project()
    path = "/api/v1/projects/{project_id}/pictures"
    check(
        ada.client.post(f"/api/v1{project}/pictures", data=data, headers=ada.headers), path, "post"
    )
    assert ada.done("GET", f"{project}/pictures")["total"] == 0


def test_a_full_disk_takes_no_picture_and_says_so(
    ada: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise FullError

    project = ada.project()
    monkeypatch.setattr(Files, "put", full)
    refused = ada.client.post(f"/api/v1{project}/pictures", data=picture(99), headers=ada.headers)
    assert code(refused) == (507, "storage_full")
    check(refused, "/api/v1/projects/{project_id}/pictures", "post")
    monkeypatch.undo()
    assert ada.done("GET", f"{project}/pictures")["total"] == 0
    ada.add(project, picture(99))


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


def test_every_write_names_its_person_in_log_and_feed(
    ada: Worker, ben: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    project = ada.project()
    of_picture = ada.add(project, picture())
    with caplog.at_level(logging.INFO):
        path, _ = ben.keep(of_picture)
        ben.done("GET", path)
    lines = [each.getMessage() for each in caplog.records if each.name == "server.writes"]
    assert lines == [f"Ben: PUT /api/v1{path} 200"]
    asked = [each.__dict__.get("person") for each in caplog.records if each.msg == "request"]
    assert asked == ["Ben", None]
    stream = ada.send("GET", f"{project}/events?after=0&wait=false").text
    data = [json.loads(line[6:]) for line in stream.splitlines() if line.startswith("data: ")]
    assert {each["kind"]: each["person_id"] for each in data} == {
        "project_made": ada.id,
        "picture_added": ada.id,
        "annotation_saved": ben.id,
        "picture_changed": ben.id,
    }
    for named, wrong in (
        ({}, "person_required"),
        ({"Person": "nobody"}, "person_unknown"),
    ):
        refused = ada.client.delete(f"/api/v1{of_picture}/lease", headers=named)
        assert code(refused) == (403, wrong)


def test_what_a_role_may_not_do_is_refused(ada: Worker, ben: Worker) -> None:
    project = ada.project("cell")
    of_picture = ada.add(project, picture())
    (label,) = ada.done("GET", project)["labels"]
    ben.done("POST", f"{of_picture}/actions", {"action": "submit"})
    for method, path, body in (
        ("POST", "/projects", {"name": "Ben's"}),
        ("PATCH", f"/people/{ben.id}", {"role": "lead"}),
        ("POST", f"/people/{ada.id}/token", None),
        ("PATCH", f"{project}/labels/{label['id']}", {"name": "x"}),
        ("DELETE", f"{project}/labels/{label['id']}", None),
        ("POST", f"{project}/next", {"stage": "review"}),
        ("POST", f"{of_picture}/actions", {"action": "accept"}),
        ("POST", f"{of_picture}/actions", {"action": "return"}),
    ):
        assert code(ben.send(method, path, body)) == (403, "role_required"), path
    assert ada.done("GET", of_picture)["state"] == "submitted"


def test_a_personal_token_keeps_a_name(client: FlaskClient, ada: Worker) -> None:
    cyd = Worker(client, "Cyd")
    project = ada.project()
    of_picture = ada.add(project, picture())
    made = cyd.send("POST", f"/people/{cyd.id}/token")
    assert made.json is not None and made.headers["Cache-Control"] == "no-store"
    token = made.json["token"]
    for headers in ({}, {"Person_Token": "wrong"}):
        refused = cyd.send("POST", f"{of_picture}/lease", {}, **headers)
        assert code(refused) == (403, "person_token_required")
    cyd.done("POST", f"{of_picture}/lease", {}, Person_Token=token)
    (shown,) = [each for each in ada.done("GET", "/people")["people"] if each["id"] == cyd.id]
    assert shown["has_token"] and token not in json.dumps(shown)
    database = client.application.extensions["segment.dataengine"].folder
    kept = b"".join(path.read_bytes() for path in database.glob("projects.sqlite*"))
    assert token.encode() not in kept
    ada.done("DELETE", f"/people/{cyd.id}/token")
    cyd.done("POST", f"{of_picture}/lease", {})


def test_the_folder_is_the_servers_alone(app: Flask) -> None:
    assert app.extensions["segment.dataengine"].folder.stat().st_mode & 0o077 == 0


def test_the_databases_url_is_shown_nowhere(tmp_path: Path) -> None:
    settings = Settings(database="postgresql+psycopg://studio:of-the-house@nowhere.invalid/x")
    assert "of-the-house" not in repr(settings)
    with pytest.raises(OpeningError) as caught:
        DataEngine(tmp_path, settings.database)
    assert "of-the-house" not in str(caught.value)


def test_a_data_set_goes_out_and_comes_in(client: FlaskClient, ada: Worker) -> None:
    project, other = ada.project("cell"), ada.project()
    of_picture = ada.add(project, picture(7), "a.png")
    ada.add(other, picture(7), "a.png")
    ada.keep(of_picture)
    url = f"/api/v1{project}/data-set"
    empty = zipfile.ZipFile(io.BytesIO(client.get(url, buffered=True).data))
    assert json.loads(empty.read("manifest.json"))["counts"] == {}
    answer = client.get(f"{url}?kind=coco_polygons&state=all&pictures=true", buffered=True)
    assert answer.mimetype == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    assert archive.testzip() is None
    assert set(archive.namelist()) == {"annotations.json", "images/a.png", "manifest.json"}
    assert archive.read("images/a.png") == picture(7)
    folder = client.application.extensions["segment.dataengine"].folder
    assert list(folder.glob("data-set-*")) == []
    for new, there in ((1, 0), (0, 1)):
        answer = client.post(
            f"/api/v1{other}/data-set", data=archive.read("annotations.json"), headers=ada.headers
        )
        assert answer.json == {
            "kind": "coco",
            "pictures": 1,
            "taken": new,
            "there": there,
            "lines": [],
        }
    assert [each["name"] for each in ada.done("GET", other)["labels"]] == ["cell"]
    wrong = client.post(f"/api/v1{other}/data-set", data=b"none", headers=ada.headers)
    assert code(wrong) == (422, "invalid_request")
    assert code(client.get(f"{url}?kind=voc")) == (422, "invalid_request")
    assert code(client.post(f"/api/v1{other}/data-set", data=b"x")) == (403, "person_required")
