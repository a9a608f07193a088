"""A small checkpoint of the real architecture, its export, and a way to run a command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from export.__main__ import main
from sam.build import build_sam
from sam.config import TINY_T
from sam.modeling import Sam

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def tiny_model() -> Sam:
    """A TinyViT model of very small widths with random weights; not to be changed."""
    torch.manual_seed(7)
    return build_sam(TINY_T)


@pytest.fixture(scope="session")
def tiny_checkpoint(tiny_model: Sam, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That model's state dict, in a file."""
    path = tmp_path_factory.mktemp("checkpoint") / "tiny.pt"
    torch.save(tiny_model.state_dict(), path)
    return path


@pytest.fixture(scope="session")
def tiny_export(tiny_checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all decoders, with the one made from that file; not to be changed."""
    out = tmp_path_factory.mktemp("tiny_export")
    assert main(["--checkpoint", str(tiny_checkpoint), "--out", str(out)]) == 0
    return out


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
