"""A project's pictures by the API: in, out, and kept."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dataengine.errors import FullError
from dataengine.store.files import Files
from tests.sam.images.pictures import encoded, quarters, tiff
from tests.server.conftest import MakeApp
from tests.server.test_openapi import check
from tests.server.workers import Worker, code, picture


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
