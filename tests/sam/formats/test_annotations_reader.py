"""What our files hold comes back; other and damaged files get one clear sentence."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from sam.errors import FormatError, RecordError
from sam.formats import (
    Annotation,
    ImageEntry,
    read_annotations,
    write_annotations,
    write_coco_annotations,
    write_sa1b_annotations,
)
from tests.sam.formats.scene import IMAGE, MASKS, annotation, any_mask
from tests.test_vectors import vectors
from tests.vectors import make_imports

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
    try:
        found = [each.to_dict() for each in make_imports.read(vector["document"])]
    except RecordError as error:
        assert [[each.code, each.pointer] for each in error.faults] == vector["faults"]
    except FormatError as error:
        assert str(error) == vector["sentence"]
    else:
        assert found == vector["annotations"]


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
    found = read_annotations(json.dumps(document).encode(), IMAGE)
    assert found[0].id == document["annotations"][0]["uuid"]
    assert len({uuid.UUID(each.id) for each in found}) == 5
    age = datetime.now(UTC) - datetime.fromisoformat(found[0].created)
    assert timedelta(0) <= age + timedelta(seconds=1) < timedelta(minutes=1)
    assert Annotation.from_dict(found[0].to_dict()) == found[0]


def test_imported_ones_name_their_picture_where_it_is_known() -> None:
    file = write_coco_annotations(IMAGE, [annotation(MASKS[1])])
    (found,) = read_annotations(file, replace(IMAGE, sha256="5e" * 32))
    assert found.picture == {"id": "5e" * 32, "file_name": "scène.jpg"}
    assert Annotation.from_dict(found.to_dict()) == found
    assert read_annotations(file, IMAGE)[0].picture is None


def test_several_faults_are_told_as_one_sentence() -> None:
    document = json.loads(write_annotations(IMAGE, [annotation(mask) for mask in MASKS[:3]]))
    first, second, third = document["annotations"]
    second["source"] = third["label"] = 5
    third["id"] = first["id"]
    with pytest.raises(RecordError) as refusal:
        read_annotations(json.dumps(document).encode(), IMAGE)
    assert str(refusal.value) == (
        "Annotation 2 in the file has source 5; expected text (and 1 more)."
    )
    assert [each.pointer for each in refusal.value.faults] == [
        "/annotations/1/source",
        "/annotations/2/label",
    ]


def test_a_file_cut_off_anywhere_is_refused() -> None:
    for whole in (
        write_annotations(IMAGE, [annotation(MASKS[1])]),
        write_coco_annotations(IMAGE, [annotation(MASKS[1])]),
    ):
        for length in range(0, len(whole), 7):
            with pytest.raises(FormatError):
                read_annotations(whole[:length], IMAGE)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[1]", b'{"images": NaN}', NESTED])
def test_what_is_no_json_object_is_told_by_the_files_name(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "dog.json"
    file.write_bytes(content)
    with pytest.raises(FormatError) as refusal:
        read_annotations(file, IMAGE)
    assert str(refusal.value).startswith(f"{file} ")
    assert str(refusal.value).endswith("; expected annotations.json, COCO JSON or SA-1B JSON.")
