"""An earlier commit of this project, set up to be run with its own code beside this tree."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.browser.server import ROOT
from benchmarks.encoders import BaselineError

_ENVIRONMENT = (".venv", "node_modules", "weights", "static/vendor")
"""What a shared environment is made of."""


@dataclass(frozen=True)
class Tree:
    """A set-up tree.

    Attributes:
        root: its folder.
        python: of its environment.
    """

    root: Path
    python: Path


THIS = Tree(ROOT, Path(sys.executable))


@contextmanager
def earlier_tree(commit: str, folder: Path | None, share: bool) -> Iterator[Tree]:
    """An earlier commit's tree, set up.

    Args:
        commit: by which git knows it.
        folder: where it is, or is put and left; None for a temporary one.
        share: whether it uses this tree's packages and weights instead of those its own lock names.

    Raises:
        BaselineError: there is no such commit, or it cannot be set up.
    """
    if folder is not None:
        yield _made(commit, folder.resolve(), share)
        return
    with tempfile.TemporaryDirectory(prefix="earlier-") as temporary:
        place = Path(temporary) / commit
        try:
            yield _made(commit, place, share)
        finally:
            _call(["git", "worktree", "remove", "--force", place], ROOT)


def _made(commit: str, folder: Path, share: bool) -> Tree:
    if not folder.exists():
        _call(["git", "worktree", "add", "--detach", folder, commit], ROOT)
    python = folder / ".venv" / Path(sys.executable).relative_to(sys.prefix)
    if not share:
        _call([sys.executable, "-m", "bootstrap", "setup"], folder)
    elif not python.exists():
        for name in _ENVIRONMENT:
            (folder / name).symlink_to(ROOT / name, target_is_directory=True)
        _call([python, "-m", "export", "--checkpoint", "weights/mobile_sam.pt"], folder)
    return Tree(folder, python)


def _call(command: list[str | Path], folder: Path) -> None:
    words = " ".join(str(word) for word in command)
    if shutil.which(str(command[0])) is None:
        raise BaselineError(f"There is no {command[0]} to run `{words}` with.")
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        said = last[0] if last else "it said nothing."
        raise BaselineError(f"`{words}` ended with {done.returncode}: {said}")
