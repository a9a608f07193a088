"""The comparison with others' readers finds what it looks for; `make interop` runs it with them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.interop import data_sets, readers

ONE = np.zeros((10, 10), bool)
ONE[2:6, 2:6] = True
OTHER = ONE.T[::-1]


def test_coco_is_read_as_it_was_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data_sets.write(tmp_path)
    ours = {name: entry for name, entry in readers.READERS.items() if name.startswith("pycoco")}
    absent = {"nobody: coco": ("coco", readers.of_ultralytics, 1.0)}
    monkeypatch.setattr(readers, "READERS", ours | absent)
    assert readers.main(tmp_path) == 0
    said = capsys.readouterr().out
    assert "coco_polygons: 8 objects, 0 differences" in said
    assert "nobody: coco: skipped, for nobody is not installed here (ultralytics)" in said
    labels = tmp_path / "labels.json"
    swapped = {
        name: each[::-1] for name, each in json.loads(labels.read_text(encoding="utf-8")).items()
    }
    labels.write_text(json.dumps(swapped), encoding="utf-8")
    assert readers.main(tmp_path) == 2
    assert "has 'ring' with an IoU of 0." in capsys.readouterr().out


def test_what_is_missing_too_much_or_different_is_said() -> None:
    expected = {"a.png": [("cell", ONE), ("cell", OTHER)], "b.png": [("cell", ONE)]}
    found = {"a.png": [("cell", ONE), ("dust", ONE)], "c.png": [("cell", ONE)]}
    assert list(readers.wrong(expected, expected, 1)) == []
    assert list(readers.wrong(found, expected, 1)) == [
        "b.png is missing",
        "a.png has an object 'dust' too much",
        "a.png lacks an object 'cell'",
        "c.png has an object 'cell' too much",
    ]
    both = readers.united(expected)["a.png"]
    assert len(both) == 1 and both[0][1].sum() == (ONE | OTHER).sum()
