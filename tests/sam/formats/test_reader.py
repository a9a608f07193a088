"""Our own SA-1B JSON gives the same masks; other and damaged files get one clear sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sam import FormatError
from sam.formats import ImageEntry, read_sa1b, write_coco, write_sa1b
from sam.masks import rle
from tests.sam.formats.scene import IMAGE, MASKS, record


@pytest.fixture
def document() -> Any:
    return json.loads(write_sa1b(IMAGE, [record(mask) for mask in MASKS]))


def test_our_own_file_gives_the_same_again(tmp_path: Path) -> None:
    file = tmp_path / "scene.sa1b.json"
    file.write_bytes(write_sa1b(IMAGE, [record(mask) for mask in MASKS]))
    for source in (file, file.read_bytes()):
        found = read_sa1b(source)
        assert found.image == IMAGE
        assert found.records == [record(mask, rle.encode(mask)) for mask in MASKS]
        for again, mask in zip(found.records, MASKS, strict=True):
            assert (rle.decode(again["segmentation"]) == mask).all()
        assert write_sa1b(found.image, found.records) == file.read_bytes()


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_any_mask_comes_back(width: int, height: int, seed: int, density: float) -> None:
    mask = np.random.default_rng(seed).random((height, width)) < density
    image = ImageEntry(width, height, "noise.png", 1)
    found = read_sa1b(write_sa1b(image, [record(mask)]))
    assert (rle.decode(found.records[0]["segmentation"]) == mask).all()


def test_what_others_add_is_left_out(document: Any) -> None:
    document["annotations"][0]["licence"] = "CC"
    document["image"]["date"] = "today"
    document["annotations"][1]["id"] = 1234567
    assert read_sa1b(json.dumps(document).encode()).records[0].keys() == record(MASKS[0]).keys()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is no JSON or cut off (line 1, column 1)"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "is not text"),
        (b"[1, 2]", "holds a JSON list"),
        (b"{}", "holds nothing"),
        (b'{"image": {}, "shapes": []}', "holds 'image', 'shapes'"),
        (b"[" * 100_000, "is nested too deeply"),
        (b"1" * 5000, "cannot be read"),
        (write_coco(IMAGE, []), "is COCO JSON"),
    ],
)
def test_another_kind_of_file_is_told(content: bytes, sentence: str) -> None:
    with pytest.raises(FormatError) as refusal:
        read_sa1b(content)
    assert sentence in str(refusal.value)
    assert str(refusal.value).endswith(
        "; expected SA-1B JSON, an object with image and annotations."
    )


def test_a_file_cut_off_anywhere_is_refused() -> None:
    whole = write_sa1b(IMAGE, [record(mask) for mask in MASKS])
    for length in range(len(whole)):
        with pytest.raises(FormatError):
            read_sa1b(whole[:length])


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("segmentation", [[1, 2, 3, 4, 5, 6]], "has a segmentation that is no compressed RLE"),
        ("segmentation", {"size": [30, 40], "counts": [1200]}, "is no compressed RLE"),
        ("segmentation", {"size": [40, 30], "counts": "1"}, "expected the image's [30, 40]"),
        ("segmentation", {"size": [30, 40], "counts": "1"}, "cover 1 pixels; expected 40x30"),
        (
            "segmentation",
            {"size": [30, 40], "counts": ""},
            "expected the characters of a compressed RLE",
        ),
        (
            "segmentation",
            {"size": [30, 40], "counts": "!"},
            "expected the characters of a compressed RLE",
        ),
        (
            "segmentation",
            {"size": [30, 40], "counts": "ü1"},
            "expected the characters of a compressed RLE",
        ),
        ("segmentation", {"size": [30, 40], "counts": "0P"}, "end in the middle of a run"),
        (
            "segmentation",
            {"size": [30, 40], "counts": "o" * 40 + "1"},
            "has a run of 41 characters; expected 7 at most",
        ),
        ("segmentation", {"size": [30, 40], "counts": "N`V2"}, "has negative runs"),
        ("area", 17, "has area 17; expected its 569 pixels"),
        ("area", True, "has area True; expected a whole number"),
        ("bbox", [1, 2, 3, "4"], "has bbox [1, 2, 3, '4']; expected four numbers"),
        ("crop_box", None, "has crop_box None; expected four numbers"),
        ("predicted_iou", "0.9", "has predicted_iou '0.9'; expected a number"),
        ("point_coords", [1, 2], "has point_coords [1, 2]; expected one pair of numbers"),
    ],
)
def test_a_damaged_annotation_is_named(
    document: Any, tmp_path: Path, field: str, value: Any, sentence: str
) -> None:
    document["annotations"][1][field] = value
    file = tmp_path / "damaged.json"
    file.write_text(json.dumps(document))
    with pytest.raises(FormatError) as refusal:
        read_sa1b(file)
    assert str(refusal.value).startswith(f"Annotation 2 in {file} ")
    assert sentence in str(refusal.value)


@pytest.mark.parametrize("field", sorted(record(MASKS[0])))
def test_a_missing_field_is_named(document: Any, field: str) -> None:
    del document["annotations"][4][field]
    with pytest.raises(FormatError, match=f"Annotation 5 in the file has no {field}"):
        read_sa1b(json.dumps(document).encode())


@pytest.mark.parametrize(
    ("field", "value"),
    [("width", 0), ("height", 2.5), ("width", True), ("image_id", "a"), ("file_name", None)],
)
def test_a_damaged_image_is_named(document: Any, field: str, value: Any) -> None:
    document["image"][field] = value
    with pytest.raises(FormatError, match=f"The file gives the .*{field} as {value!r}; expected"):
        read_sa1b(json.dumps(document).encode())


def test_an_annotation_that_is_no_object(document: Any) -> None:
    document["annotations"][0] = 5
    with pytest.raises(FormatError, match="Annotation 1 in the file is a JSON int"):
        read_sa1b(json.dumps(document).encode())


def test_an_absent_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_sa1b(tmp_path / "absent.json")
