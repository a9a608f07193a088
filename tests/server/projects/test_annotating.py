"""Annotating by the API: a picture's way, revisions, and what is sent more than once."""

from __future__ import annotations

import json
import uuid

from flask import Flask
from flask.testing import FlaskClient

from tests.dataengine.made import record
from tests.server.test_openapi import API, validate_schema
from tests.server.workers import Worker, code, picture
from tests.waiting import until


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
    assert (comment["action"], comment["answers"]) == ("return", None)
    said = {"text": "Now it is there.", "answers": comment["id"]}
    assert ben.done("POST", f"{paths[0]}/comments", said)["answers"] == comment["id"]
    assert ada.done("GET", paths[0])["open_comments"] == 1
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


def test_nobody_decides_about_annotations_that_they_have_not_seen(ada: Worker, ben: Worker) -> None:
    project = ada.project("cell")
    path = ada.add(project, picture())
    ben.keep(path)
    seen = ben.done("GET", f"{path}/annotations")["contents"]
    assert seen == ben.done("GET", path)["contents"] == 1
    change = {
        "annotation_id": (name := str(uuid.uuid4())),
        "revision": "page.7",
        "predecessor": None,
        "record": record(name),
    }
    saved = ada.done("POST", f"{path}/annotations", {"changes": [change]})
    assert (saved["before"], saved["contents"]) == (1, 2)
    again = ada.done("POST", f"{path}/annotations", {"changes": [change]})
    assert (again["before"], again["contents"]) == (2, 2)
    for who, action in ((ben, "submit"), (ada, "accept")):
        refused = who.send("POST", f"{path}/actions", {"action": action, "contents": seen})
        assert code(refused) == (409, "contents_changed")
        assert "contents is 1 in the request, and 2 is kept" in refused.text
        done = who.done("POST", f"{path}/actions", {"action": action, "contents": 2})
        assert done["contents"] == 2
    assert done["state"] == "accepted"


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
    for each in document.json["annotations"]:  # all together and each alone are told alike
        assert each == ada.done("GET", f"{of_picture}/annotations/{each['annotation_id']}")


def test_what_people_did_lately_is_answered(ada: Worker, ben: Worker) -> None:
    project = ada.project("cell")
    path = ben.add(project, picture())
    ben.keep(path)
    ben.done("POST", f"{path}/actions", {"action": "submit"})
    ada.done("POST", f"{path}/actions", {"action": "return"})
    found = {each["person"]: each for each in ada.done("GET", f"{project}/lately")["people"]}
    assert (found[ben.id]["objects"], found[ben.id]["submitted"]) == (1, 1)
    assert (found[ada.id]["objects"], found[ada.id]["returned"]) == (0, 1)
    assert code(ada.send("GET", f"{project}/lately?days=0")) == (422, "invalid_request")


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
    counted = {"counts": [{"name": "dust", "objects": 1}], "relabelling": None}
    assert ada.done("GET", f"{project}/labels") == counted
    assert code(ben.send("POST", f"{project}/labels", {"name": "x"})) == (403, "role_required")


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


def test_once_the_following_picture_is_encoded_the_one_behind_it_is(
    app: Flask, client: FlaskClient, ada: Worker, ben: Worker
) -> None:
    project = ada.project("cell")
    paths = [ada.add(project, picture(60 + number), f"{number}.png") for number in range(4)]
    ids = [path.split("/")[-1] for path in paths]
    encoder = app.extensions["segment.studio"].encoder
    before = encoder.encodes

    def fetch(number: int) -> None:
        assert client.get(f"/api/v1/images/{ids[number]}/embedding").status_code == 200

    turn = ben.done("POST", f"{project}/next", {})
    assert [turn[each]["id"] for each in ("picture", "following")] == ids[:2]
    fetch(0)
    assert encoder.encodes == before + 1
    fetch(1)
    until(lambda: encoder.encodes == before + 3)
    fetch(2)
    assert encoder.encodes == before + 3
