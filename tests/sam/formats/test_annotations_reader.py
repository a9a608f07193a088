"""What our files hold comes back; other and damaged files get one clear sentence."""

from __future__ import annotations

import base64
import io
import json
import uuid
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from sam.errors import FormatError, RecordError, SkippedWarning
from sam.formats import (
    KINDS,
    Annotation,
    ImageEntry,
    read_annotations,
    read_report,
    write_annotations,
    write_coco_annotations,
    write_sa1b_annotations,
)
from sam.formats.kinds import EXPECTED
from tests.sam.formats.scene import IMAGE, MASKS, annotation, any_mask
from tests.test_vectors import vectors
from tests.vectors import make_foreign, make_imports

CREATED = "2026-11-25T15:00:00Z"
NESTED = b"[" * 100_000


@given(any_mask())
@settings(max_examples=80, deadline=None)
def test_any_mask_comes_back_from_every_file(mask: np.ndarray) -> None:
    image = ImageEntry(mask.shape[1], mask.shape[0], "cat.png", 1)
    source = annotation(mask, predicted_iou=0.5, stability_score=0.25)
    assert read_annotations(write_annotations(image, [source]), image) == [source]
    imported = replace(source, source="import", created=CREATED, modified=CREATED)
    for file in (
        write_coco_annotations(image, [source]),
        write_coco_annotations(image, [source], "polygons"),
    ):
        assert read_annotations(file, image, created=CREATED) == [imported]
    (found,) = read_annotations(write_sa1b_annotations(image, [source]), image, created=CREATED)
    assert replace(found, point_coords=None, crop_box=None) == imported


@pytest.mark.parametrize("vector", vectors("imports"))
def test_files_for_a_picture(vector: dict[str, Any]) -> None:
    assert vector | make_imports.answer_of(vector) == vector


@pytest.mark.parametrize("vector", vectors("foreign"))
def test_files_of_other_tools(vector: dict[str, Any]) -> None:
    assert vector | make_foreign.answer_of(vector) == vector


def test_every_kind_and_tool_is_in_the_matrix() -> None:
    every = [*vectors("imports"), *vectors("foreign")]
    answers = [each.values[0].get("reading") for each in every]
    assert {each["kind"] for each in answers if each} == set(KINDS)


def test_what_was_left_out_is_never_silent() -> None:
    document = json.loads(write_coco_annotations(IMAGE, [annotation(mask) for mask in MASKS[:2]]))
    document["annotations"][0]["segmentation"] = None
    document["annotations"][0]["bbox"] = None
    with pytest.warns(SkippedWarning, match="1 object is left out of the file: object 1 has seg"):
        (found,) = read_annotations(json.dumps(document).encode(), IMAGE)
    assert found.id == document["annotations"][1]["uuid"]
    document["annotations"][0]["bbox"] = [1, 2, 3, 4]
    with pytest.warns(SkippedWarning, match="1 objects of the file are only boxes"):
        read_annotations(json.dumps(document).encode(), IMAGE)
    del document["annotations"][1]
    with pytest.raises(FormatError, match="boxes only, 1 of them; expected masks"):
        read_annotations(json.dumps(document).encode(), IMAGE)


def test_a_folder_is_read_as_its_files_are(tmp_path: Path) -> None:
    vector = next(each.values[0] for each in vectors("foreign") if each.id == "YOLO: ours")
    for name, content in vector["files"].items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(base64.b64decode(content[7:]))
    reading = read_report(tmp_path, ImageEntry(**vector["image"]), created=CREATED)
    masks = [each["segmentation"] for each in vector["reading"]["annotations"]]
    assert [each.segmentation for each in reading.annotations] == masks


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x1f\x8b\x08\0", "is a gzip archive"),
        (b"Rar!\x1a\x07\x00\xff", "is a RAR archive"),
        ('{"a": "é"}'.encode("latin-1"), "is not text in UTF-8 (byte 7); save it as UTF-8"),
        (b"\xff\xfe{\0\0\xd8", "is not text (byte 4 is no UTF-16)"),
    ],
)
def test_what_is_no_text_is_named(content: bytes, words: str) -> None:
    with pytest.raises(FormatError) as refusal:
        read_report({"a.json": content}, IMAGE)
    assert str(refusal.value) == f"a.json {words}; {EXPECTED}."


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("tool", ["YOLO: without names", "VIA: a circle and an ellipse"])
def test_any_unicode_is_read(coding: str, tool: str) -> None:
    vector = next(each.values[0] for each in vectors("foreign") if each.id == tool)
    ((name, content),) = vector["files"].items()
    reading = read_report({name: content.encode(coding)}, ImageEntry(**vector["image"]))
    masks = [each["segmentation"] for each in vector["reading"]["annotations"]]
    assert [each.segmentation for each in reading.annotations] == masks


def test_archives_beside_files_and_what_systems_leave_there() -> None:
    case = next(each.values[0] for each in vectors("foreign") if each.id == "YOLO: ours")
    classes, labels = (base64.b64decode(each[7:]) for each in case["files"].values())
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("train\\scène.txt", labels)  # as some programs for Windows do
        archive.writestr("__MACOSX/._scène.txt", b"\0\5\x16\7")
    files = {"labels.zip": file.getvalue(), "classes.txt": classes, "._a.json": b"\0\5\x16\7"}
    reading = read_report({**files, "Thumbs.db": b"\xd0\xcf"}, ImageEntry(**case["image"]))
    masks = [each["segmentation"] for each in case["reading"]["annotations"]]
    assert [each.segmentation for each in reading.annotations] == masks
    assert (reading.skipped, reading.notes) == ([], [])


def test_our_own_file_loses_nothing(tmp_path: Path) -> None:
    vector = vectors("annotations")[0].values[0]
    image = ImageEntry(**vector["image"])
    annotations = [Annotation.from_dict(found) for found in vector["annotations"]]
    file = tmp_path / "annotations.json"
    file.write_bytes(write_annotations(image, annotations))
    assert [each.to_dict() for each in read_annotations(file, image)] == vector["annotations"]


def test_ids_and_times_are_made_where_a_file_has_none() -> None:
    document = json.loads(write_coco_annotations(IMAGE, [annotation(mask) for mask in MASKS]))
    for entry in document["annotations"]:
        entry["uuid"] = document["annotations"][0]["uuid"]
    content = json.dumps(document).encode()
    found = read_annotations(content, IMAGE)
    assert found[0].id == document["annotations"][0]["uuid"]
    assert len({uuid.UUID(each.id) for each in found}) == 5
    assert [each.id for each in read_annotations(content, IMAGE)] == [each.id for each in found]
    age = datetime.now(UTC) - datetime.fromisoformat(found[0].created)
    assert timedelta(0) <= age + timedelta(seconds=1) < timedelta(minutes=1)
    assert Annotation.from_dict(found[0].to_dict()) == found[0]


def test_imported_ones_name_their_picture_where_it_is_known() -> None:
    file = write_coco_annotations(IMAGE, [annotation(MASKS[1])])
    (found,) = read_annotations(file, replace(IMAGE, sha256="5e" * 32))
    assert found.picture == {"id": "5e" * 32, "file_name": "scène.jpg"}
    assert Annotation.from_dict(found.to_dict()) == found
    assert read_annotations(file, IMAGE)[0].picture is None


def test_faults_of_our_own_records_leave_out_these_only() -> None:
    document = json.loads(write_annotations(IMAGE, [annotation(mask) for mask in MASKS[:3]]))
    first, second, third = document["annotations"]
    second["source"] = third["label"] = 5
    third["id"] = first["id"]
    reading = read_report(json.dumps(document).encode(), IMAGE)
    assert [each.id for each in reading.annotations] == [first["id"]]
    assert [(each.id, each.reason) for each in reading.skipped] == [
        (second["id"], "has source 5; expected text"),
        (third["id"], "has label 5; expected text"),
    ]
    del document["annotations"][0]
    with pytest.raises(RecordError) as refusal:
        read_annotations(json.dumps(document).encode(), IMAGE)
    assert str(refusal.value) == (
        "Annotation 1 in the file has source 5; expected text (and 1 more)."
    )
    assert [each.pointer for each in refusal.value.faults] == [
        "/annotations/0/source",
        "/annotations/1/label",
    ]


def test_a_file_cut_off_anywhere_is_refused() -> None:
    for whole in (
        write_annotations(IMAGE, [annotation(MASKS[1])]),
        write_coco_annotations(IMAGE, [annotation(MASKS[1])]),
    ):
        for length in range(0, len(whole), 7):
            with pytest.raises(FormatError):
                read_annotations(whole[:length], IMAGE)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[1]", b'{"a": NaN', NESTED])
def test_what_is_no_json_object_is_told_by_the_files_name(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "dog.json"
    file.write_bytes(content)
    with pytest.raises(FormatError) as refusal:
        read_annotations(file, IMAGE)
    assert str(refusal.value).startswith(f"{file} ")
    assert str(refusal.value).endswith(f"; {EXPECTED}.")


def test_the_documents_list_every_kind_that_the_matrix_has() -> None:
    """A reader without a case, or without a line on what is read from whom, is not finished."""
    readings = [
        parameter.values[0].get("reading")
        for name in ("imports", "foreign")
        for parameter in vectors(name)
    ]
    assert {reading["kind"] for reading in readings if reading} == set(KINDS)
    text = (Path(__file__).parents[3] / "docs" / "annotations.md").read_text(encoding="utf-8")
    table = text.split("## What is read, and from whom")[1].split("The same rules hold")[0]
    rows = [row.strip("| ").split(" | ") for row in table.splitlines() if row.startswith("| ")]
    listed = [row[0] for row in rows[2:]]
    assert len(listed) == len(KINDS)
    called = {"amg": "a list of masks"}
    for kind, name in KINDS.items():
        assert [row for row in listed if row.startswith(called.get(kind, name))], kind
    assert all(len(row) == 3 and all(row) for row in rows)
