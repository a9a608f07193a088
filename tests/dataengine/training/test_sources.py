"""Examples out of files: what is found, what is left out and said, and groups by a pattern."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from dataengine.errors import InvalidError
from dataengine.training.examples import Example
from dataengine.training.sources import from_files
from sam.errors import FormatError
from sam.images import ImageLimits
from sam.masks import rle


def _folder(folder: Path) -> Path:
    """Three pictures of 20x10 pixels in folders, and one file that is no picture."""
    for name in ("a/scan_01_x.png", "a/scan_01_y.png", "b/scan_02_x.png"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.full((10, 20, 3), 90, np.uint8)).save(path)
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nno")
    return folder


def _coco(path: Path, annotations: list[dict[str, Any]]) -> Path:
    images = [
        {"id": 1, "file_name": "a/scan_01_x.png", "width": 20, "height": 10},
        {"id": 2, "file_name": "a/scan_01_y.png", "width": 20, "height": 10},
        {"id": 3, "file_name": "b/scan_02_x.png", "width": 20, "height": 10},
    ]
    categories = [{"id": 1, "name": "pit"}]
    path.write_text(
        json.dumps({"images": images, "annotations": annotations, "categories": categories})
    )
    return path


def _object(number: int, image: int, mask: np.ndarray) -> dict[str, Any]:
    return {
        "id": number,
        "image_id": image,
        "category_id": 1,
        "segmentation": rle.encode(mask),
        "bbox": [0, 0, 1, 1],
        "iscrowd": 0,
    }


def _mask(height: int = 10, width: int = 20) -> np.ndarray:
    mask = np.zeros((height, width), bool)
    mask[2:6, 3:9] = True
    return mask


def _read(tmp_path: Path, coco: Path, groups: str | None) -> tuple[list[Example], list[str]]:
    notes: list[str] = []
    examples = from_files(coco, tmp_path / "pictures", groups, ImageLimits(), notes.append)
    return examples, notes


def test_pictures_with_objects_become_examples_in_groups(tmp_path: Path) -> None:
    _folder(tmp_path / "pictures")
    masks = [_object(n, n, _mask()) for n in (1, 2, 3)]
    examples, notes = _read(tmp_path, _coco(tmp_path / "m.json", masks), r"scan_(\d+)")
    assert [example.group for example in examples] == ["01", "01", "02"]
    assert len({example.name for example in examples}) == 3
    assert (examples[0].masks()[0] == _mask()).all()
    assert examples[0].open().shape == (10, 20, 3)
    assert len(notes) == 1 and notes[0].startswith("broken.png: ")


def test_without_a_pattern_each_picture_is_a_group(tmp_path: Path) -> None:
    _folder(tmp_path / "pictures")
    masks = [_object(n, n, _mask()) for n in (1, 3)]
    coco = _coco(tmp_path / "m.json", masks)
    for groups in (None, "nothing that any name has"):
        examples, _ = _read(tmp_path, coco, groups)
        assert [e.group for e in examples] == ["a/scan_01_x.png", "b/scan_02_x.png"]


def test_masks_that_are_empty_or_of_another_size_are_left_out_and_named(tmp_path: Path) -> None:
    _folder(tmp_path / "pictures")
    masks = [
        _object(1, 1, np.zeros((10, 20), bool)),
        _object(2, 2, _mask(30, 40)),
        _object(3, 3, _mask()),
    ]
    examples, notes = _read(tmp_path, _coco(tmp_path / "m.json", masks), None)
    assert [example.group for example in examples] == ["b/scan_02_x.png"]
    said = "\n".join(notes)
    assert "scan_01_x.png" in said and "scan_01_y.png" in said


@pytest.mark.parametrize(
    ("change", "error", "sentence"),
    [
        ({"groups": "("}, InvalidError, r"'\(' is no regular expression"),
        ({"images": Path("nowhere")}, InvalidError, "There is no folder nowhere of pictures"),
        ({"annotations": Path("nowhere.json")}, (FormatError, OSError), "nowhere.json"),
    ],
)
def test_what_cannot_be_is_said(
    tmp_path: Path, change: dict[str, Any], error: type[Exception], sentence: str
) -> None:
    _folder(tmp_path / "pictures")
    given: dict[str, Any] = {
        "annotations": _coco(tmp_path / "m.json", []),
        "images": tmp_path / "pictures",
        "groups": None,
    } | change
    with pytest.raises(error, match=sentence):
        from_files(**given, limits=ImageLimits(), note=lambda sentence: None)
