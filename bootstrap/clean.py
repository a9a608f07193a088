"""Remove what the set-up made; never a checkpoint that the user brought."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from bootstrap import models
from bootstrap.project import Project

CACHES = (".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis")


def clean(project: Project, say: Callable[[str], None]) -> None:
    """Remove the environment, the packages, the rebuilt weights, the decoder and the caches."""
    folders = [project.venv, project.node_modules, project.vendor, project.models]
    folders += [project.root / name for name in CACHES]
    files = []
    checkpoint = models.default_weights(project)
    if models.is_rebuilt(project):
        files = [checkpoint, models.weights_manifest(project)]
    elif checkpoint.exists():
        say(f"Kept {_name(checkpoint, project)}: it is not the rebuilt file.")
    folders.append(models.weights(project).stamp.parent)
    for path in folders:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
            say(f"Removed {_name(path, project)}")
    for path in files:
        path.unlink(missing_ok=True)
        say(f"Removed {_name(path, project)}")


def _name(path: Path, project: Project) -> str:
    return path.relative_to(project.root).as_posix()
