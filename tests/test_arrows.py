"""`make lint` refuses an import against the arrows of CONTRIBUTING.md."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bootstrap.suites import LINT_IMPORTS, LINT_OPTIONS

# Where a wrong import is added, what it is, and the contract that it breaks.
WRONG = [
    ("sam/masks/boxes.py", "import torch", "Files of masks and pictures need no torch"),
    ("sam/images/sniff.py", "import sam.predictor", "Files of masks and pictures need no torch"),
    (
        "sam/masks/nms.py",
        "import sam.formats",
        "Inside the library, files of masks lie above masks",
    ),
    (
        "sam/config.py",
        "import sam.cli",
        "Inside the library, computing lies above what describes it",
    ),
    ("sam/predictor.py", "import studio.errors", "Arrows point down"),
    ("studio/places.py", "import server.settings", "Arrows point down"),
    ("studio/places.py", "import flask", "A web server only in server/"),
    ("export/files.py", "import server.parse", "Server and exporter meet only in files"),
    ("server/parse.py", "import onnx", "ONNX only in export/"),
    ("sam/prompts.py", "import transformers", "What only one room may import"),
    ("benchmarks/options.py", "import tests.conftest", "Benchmarks import no tests"),
    ("benchmarks/options.py", "import flask", "Measuring asks the server and the exporter"),
    ("tests/conftest.py", "import benchmarks.options", "Tests import no benchmarks"),
    (
        "dataengine/queue/states.py",
        "import dataengine.store.work",
        "Inside the data engine, what is kept lies above the rules",
    ),
    ("dataengine/queue/states.py", "import sqlalchemy", "SQL only in dataengine/store"),
    ("dataengine/store/work.py", "import studio.errors", "Projects need nothing that runs"),
    ("dataengine/batch/scheduler.py", "import ray", "Ray only in one file"),
    ("bootstrap/apt.py", "import sam", "Setting up takes Python alone"),
]


@pytest.fixture(scope="module")
def contracts(repo_root: Path) -> dict[str, object]:
    text = (repo_root / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["tool"]["importlinter"]


@pytest.fixture(scope="module")
def copy(
    repo_root: Path, contracts: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The project's Python, and nothing else of it."""
    folder = tmp_path_factory.mktemp("copy")
    for package in contracts["root_packages"]:
        for path in (repo_root / package).rglob("*.py"):
            target = folder / path.relative_to(repo_root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    shutil.copy(repo_root / "pyproject.toml", folder)
    return folder


def broken_in(folder: Path) -> set[str]:
    """The names of the contracts that a folder breaks, by the command that `make lint` runs."""
    ended = subprocess.run(
        [sys.executable, "-c", LINT_IMPORTS, *LINT_OPTIONS],
        cwd=folder,
        env=os.environ | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
    )
    lines = ended.stdout.splitlines()
    broken = {line.partition(" BROKEN")[0] for line in lines if " BROKEN" in line}
    assert ended.returncode == bool(broken), ended.stdout + ended.stderr
    assert "Contracts: " in ended.stdout, ended.stdout + ended.stderr
    return broken


def test_no_import_is_against_the_arrows(copy: Path) -> None:
    assert broken_in(copy) == set()


@pytest.mark.parametrize(("file", "line", "contract"), WRONG)
def test_a_wrong_import_is_seen(file: str, line: str, contract: str, copy: Path) -> None:
    path = copy / file
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n{line}\n", encoding="utf-8")
    try:
        assert contract in broken_in(copy)
    finally:
        path.write_text(text, encoding="utf-8")


def test_every_contract_is_tried(contracts: dict[str, object]) -> None:
    assert {each["name"] for each in contracts["contracts"]} == {wrong[2] for wrong in WRONG}
