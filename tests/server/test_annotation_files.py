"""Other tools' files are read by the server, with a report, or refused in a sentence."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from typing import Any

import pytest
from flask.testing import FlaskClient

from sam.formats import Annotation
from tests.test_vectors import vectors

QUERY = {"width": 40, "height": 30, "file_name": "scène.jpg"}


def files_of(vector: dict[str, Any]) -> list[tuple[io.BytesIO, str]]:
    return [
        (
            io.BytesIO(
                base64.b64decode(content[7:]) if content.startswith("base64,") else content.encode()
            ),
            name,
        )
        for name, content in vector["files"].items()
    ]


def named(name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each.values[0] for each in vectors("foreign") if each.id == name)
    return found


@pytest.mark.parametrize(
    "name", ["YOLO: ours", "panoptic: with its PNG", "CVAT: a damaged mask", "VIA: a rectangle"]
)
def test_files_come_back_as_records_and_a_report(client: FlaskClient, name: str) -> None:
    vector = named(name)
    form = {"file": files_of(vector)}
    query = QUERY | {"image_id": "5e" * 32}
    answer = client.post("/api/v1/annotations", query_string=query, data=form).json
    assert answer is not None
    expected = vector["reading"]
    assert answer["choices"] is None
    assert {key: answer[key] for key in ("kind", "boxes", "skipped")} == {
        key: expected[key] for key in ("kind", "boxes", "skipped")
    }
    records = [Annotation.from_dict(each) for each in answer["annotations"]]
    assert [each.segmentation for each in records] == [
        each["segmentation"] for each in expected["annotations"]
    ]
    assert all(each.picture and each.picture["id"] == "5e" * 32 for each in records)


def test_a_choice_is_asked_for_and_taken(client: FlaskClient) -> None:
    ((file, _),) = files_of(named("LabelMe: on its side"))
    data = file.getvalue()
    asked = client.post("/api/v1/annotations", query_string=QUERY, data=data).json
    assert asked is not None
    assert asked["choices"]["turns"] == [90, 270]
    assert "EXIF" in asked["choices"]["message"]
    for turn in asked["choices"]["turns"]:
        query = QUERY | {"turn": turn}
        answer = client.post("/api/v1/annotations", query_string=query, data=data).json
        assert answer is not None
        assert answer["choices"] is None
        assert answer["annotations"][0]["segmentation"]["size"] == [30, 40]


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"width": "x"}, "invalid_picture", "width is 'x'; expected a whole number from 1"),
        ({"image_id": "5E"}, "invalid_picture", "image_id is '5E'; expected 64 hexadecimal"),
        ({"turn": "1"}, "invalid_picture", "turn is '1'; expected 0, 90 or 270."),
        ({"width": 1 << 20, "height": 1 << 20}, "invalid_picture", "1,099,511,627,776 pixels"),
        ({"width": 41}, "unreadable_annotations", "40x30 pixels; expected this picture's 41x30."),
    ],
)
def test_refusals_say_what_was_expected(
    client: FlaskClient, change: dict[str, Any], code: str, words: str
) -> None:
    ((file, _),) = files_of(named("LabelMe: a polygon"))
    answer = client.post("/api/v1/annotations", query_string=QUERY | change, data=file.getvalue())
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["error"]["code"] == code
    assert words in answer.json["error"]["message"]


def test_a_zip_that_unpacks_without_end_is_refused(client: FlaskClient) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", b" " * 32_000_001)
    answer = client.post("/api/v1/annotations", query_string=QUERY, data=file.getvalue())
    assert answer.status_code == 422
    assert "32,000,000 bytes unpacked" in json.dumps(answer.json)


def test_a_form_without_files_is_refused(client: FlaskClient) -> None:
    answer = client.post(
        "/api/v1/annotations",
        query_string=QUERY,
        data={"a": "b"},
        content_type="multipart/form-data",
    )
    assert answer.json is not None
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "missing_file")
