"""The annotation record goes through JSON unchanged; what is none is refused with every fault."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import time
from dataclasses import fields
from importlib import resources
from typing import Any

import jsonschema
import pytest

from sam.errors import FormatError, RecordError
from sam.formats import Annotation, ImageEntry, published, write_mask_zip, write_sa1b
from sam.formats.annotation_faults import faults_of
from sam.formats.schema_faults import MOST_FAULTS
from sam.masks import rle
from schemas.annotation_record import AnnotationRecord, annotation_schema
from tests.test_vectors import vectors


@pytest.mark.parametrize("vector", vectors("annotations"))
def test_a_record_goes_through_json(vector: dict[str, Any]) -> None:
    for found in vector["annotations"]:
        annotation = Annotation.from_dict(found)
        assert json.loads(json.dumps(annotation.to_dict())) == found
        assert Annotation.from_dict(annotation.to_dict()) == annotation


@pytest.mark.parametrize("vector", vectors("damaged"))
def test_what_is_no_record_is_told_with_every_fault(vector: dict[str, Any]) -> None:
    with pytest.raises(RecordError) as refusal:
        Annotation.from_dict(vector["annotation"], "Annotation 7")
    faults = refusal.value.faults
    assert [[each.code, each.pointer] for each in faults] == vector["faults"]
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    assert str(refusal.value) == f"Annotation 7 {faults[0].sentence}{more}."
    assert all(len(each.sentence) < 300 for each in faults)
    assert str(pickle.loads(pickle.dumps(refusal.value))) == str(refusal.value)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"source": "magic"},
            'source "magic"; expected prompt, everything, manual, import or merge',
        ),
        ({"chosen": 1.5}, "chosen 1.5; expected a whole number or null"),
        ({"id": "A"}, 'id "A"; expected a UUID in lower case'),
        ({"crop_box": [1, 2, 3]}, "crop_box [1,2,3]; expected 4 or more in it"),
        ({"frame": -1}, "frame -1; expected 0 or more"),
        ({"colour": 1}, 'an unknown field "colour"; expected those of version 1'),
        ({"model": {"kind": "vit_t", "encoder_fingerprint": ""}}, "no model.decoder_fingerprint"),
        ({"window": [1, 0, 40, 30]}, "window [1,0,40,30]; expected a part of the picture's 40x30"),
        (
            {"segmentation": {"size": [30, 40], "counts": "1"}},
            'segmentation {"size":[30,40],"counts":"1"}; expected a compressed RLE whose runs fill',
        ),
        (
            {"prompts": [{"type": "box", "x0": 2, "y0": 2, "x1": 1, "y1": 3, "chosen": None}]},
            'prompts[0] {"type":"box","x0":2,"y0":2,"x1":1,"y1":3,"chosen":null}; expected x0',
        ),
        (
            {"prompts": [{"type": "scribble"}]},
            'prompts[0].type "scribble"; expected point, box or text',
        ),
        ({"modified": "now"}, 'modified "now"; expected a time such as 2026-11-25T14:43:09Z'),
    ],
)
def test_a_fault_is_told_with_the_value_and_what_was_expected(
    change: dict[str, Any], sentence: str
) -> None:
    found = {**vectors("annotations")[0].values[0]["annotations"][1], **change}
    with pytest.raises(RecordError) as refusal:
        Annotation.from_dict(found)
    assert str(refusal.value).startswith(f"The annotation has {sentence}")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**400])
def test_a_number_is_finite(value: Any) -> None:
    found = vectors("annotations")[0].values[0]["annotations"][0]
    with pytest.raises(FormatError, match="has predicted_iou .*; expected a number or null"):
        Annotation.from_dict({**found, "predicted_iou": value})


def test_whole_numbers_are_those_of_javascript() -> None:
    found = vectors("annotations")[0].values[0]["annotations"][0]
    mask = {"size": [30.0, 40.0], "counts": "`U1"}
    annotation = Annotation.from_dict({**found, "segmentation": mask, "chosen": 2.0})
    assert json.dumps(annotation.segmentation["size"]) == "[30, 40]"
    assert isinstance(annotation.chosen, int)


def test_what_is_looked_at_of_a_hostile_record_has_an_end() -> None:
    found = vectors("annotations")[0].values[0]["annotations"][0]
    brush = {"type": "brush", "add": True, "radius": 1, "points": [[1, 1]] * 70}
    for change in (
        {"prompts": [5] * 100_000},
        {"prompts": ["\ud800"] * 100_000},
        {"candidates": [{}] * 100_000},
        {"corrections": [{**brush, "points": [0] * 100_000}]},
        {"corrections": [brush] * 3000 + [{**brush, "radius": 0}]},
    ):
        started = time.process_time()
        faults = faults_of({**found, **change})
        assert 0 < len(faults) <= 2 * MOST_FAULTS
        assert time.process_time() - started < 30  # an error for each item would take minutes


def test_a_fault_far_down_a_large_record_is_found_at_its_place() -> None:
    found = vectors("annotations")[0].values[0]["annotations"][0]
    strokes: Any = [
        {"type": "brush", "add": True, "radius": 1, "points": [[1, 1]] * 70} for _ in range(100)
    ]
    strokes[77] = {**strokes[77], "points": [[1, 1]] * 69 + [[1, None]]}
    (fault,) = faults_of({**found, "corrections": strokes})
    assert (fault.code, fault.pointer) == ("type", "/corrections/77/points/69/1")
    assert fault.sentence == "has corrections[77].points[69][1] null; expected a number"


def test_what_is_nested_without_end_is_refused() -> None:
    found = vectors("annotations")[0].values[0]["annotations"][0]
    deep: Any = None
    for _ in range(100_000):
        deep = [deep]
    assert [(each.code, each.pointer) for each in faults_of({**found, "name": deep})] == [
        ("type", "/name")
    ]


def test_the_schema_in_the_library_is_that_of_the_models() -> None:
    kept = json.loads((resources.files("sam.formats") / "annotation.schema.json").read_text())
    assert kept == annotation_schema(), "python -m schemas writes it anew"
    jsonschema.Draft202012Validator.check_schema(kept)
    names = {each.name for each in fields(Annotation)} | {"version"}
    assert names == AnnotationRecord.model_fields.keys()


def test_masks_are_read_without_pydantic() -> None:
    code = "import sys, sam.formats; print(*{'pydantic', 'jsonschema_rs'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "\n"


@pytest.mark.parametrize("vector", vectors("annotations"))
def test_the_published_record_describes_the_mask(vector: dict[str, Any]) -> None:
    image = ImageEntry(**vector["image"])
    annotations = [Annotation.from_dict(found) for found in vector["annotations"]]
    records = [published(annotation) for annotation in annotations]
    assert write_sa1b(image, records) and write_mask_zip(image, records)
    for annotation, record in zip(annotations, records, strict=True):
        mask = rle.decode(annotation.segmentation)
        ys, xs = mask.nonzero()
        assert record["area"] == len(xs)
        if len(xs):
            x, y, width, height = record["bbox"]
            assert (x, y, x + width, y + height) == (xs.min(), ys.min(), xs.max(), ys.max())
        assert 0 <= record["stability_score"] <= 1


def test_what_nobody_knows_is_filled_in() -> None:
    first, found, boxed, manual, *_ = [
        published(Annotation.from_dict(found))
        for found in vectors("annotations")[0].values[0]["annotations"]
    ]
    assert first["point_coords"] == [[22.5, 14.125]]  # the first foreground point
    assert found["point_coords"] == [[12.5, 7]]  # its own
    assert boxed["point_coords"] == [[5.75, 11]]  # the middle of the box
    assert manual["point_coords"] == [[20, 15]]  # the middle of the mask's box
    assert [each["crop_box"] for each in (first, found)] == [[0, 0, 40, 30], [0, 0, 39, 30]]
    assert (manual["predicted_iou"], manual["stability_score"]) == (0, 0)
