"""A project in an empty folder, with programs that only pretend."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bootstrap.project import Project

Program = Callable[[Path, str], Path]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project folder with nothing in it."""
    root = tmp_path / "project"
    root.mkdir()
    return Project(root)


@pytest.fixture
def program() -> Program:
    """Write an executable that runs the given Python lines."""

    def write(path: Path, code: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!{sys.executable}\n{code}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    return write
