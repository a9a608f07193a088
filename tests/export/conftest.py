"""A small model of the real architecture, its export, and a way to run a command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sam.modeling import Sam
from tests import tiny_decoders

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def tiny_model() -> Sam:
    """The first of the two models in ``tiny_decoders``; not to be changed."""
    return tiny_decoders.tiny_model()


@pytest.fixture(scope="session")
def tiny_checkpoint(tiny_decoders: Path) -> Path:
    """That model's state dict, in a file; not to be changed."""
    return tiny_decoders / "tiny.pt"


@pytest.fixture(scope="session")
def tiny_export(tiny_decoders: Path) -> Path:
    """The folder of both decoders, with the one made from that file in force; not to be changed."""
    return tiny_decoders / "models"


@pytest.fixture(scope="session")
def run_python(repo_root: Path) -> Run:
    """Run Python in the project's folder, as a person would, with another order of hashes."""

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *map(str, arguments)],
            cwd=repo_root,
            env={**os.environ, "PYTHONHASHSEED": "4711"},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    return run
