"""The notebook of predictor and segment everything runs as it stands, with the real weights."""

from __future__ import annotations

import json
from pathlib import Path

from tests import notebooks
from tests.conftest import ROOT


def test_the_notebook_of_predictor_and_everything_runs(mobile_sam: Path, tmp_path: Path) -> None:
    notebook = ROOT / "docs" / "notebooks" / "predictor_and_everything.ipynb"
    # Fewer points find less, and take a quarter of the time.
    replaced = {
        "../../weights/mobile_sam.pt": str(mobile_sam),
        "points_per_side=16": "points_per_side=8",
    }
    done = notebooks.run(notebook, replaced, tmp_path, seconds=240)

    assert done.returncode == 0, done.stderr
    shown = done.stdout.splitlines()
    assert shown[0] == "torch.Size([1, 256, 64, 64])"
    assert shown[1].startswith("[(")
    assert shown[2].startswith("<PIL.Image.Image image mode=RGB size=320x")
    assert "torch.Size([2, 1, 400, 600])" in shown
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        assert not cell.get("outputs"), "A notebook is kept without outputs."
