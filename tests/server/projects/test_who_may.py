"""Who may see and do what by the API, and what is written down of it."""

from __future__ import annotations

import io
import json
import logging
import re
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dataengine.engine import DataEngine
from dataengine.errors import OpeningError
from server import Settings
from tests.server.workers import Worker, code, picture


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
