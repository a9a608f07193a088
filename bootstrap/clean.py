"""Remove what the set-up made; never a checkpoint that the user brought."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from bootstrap import interop, models, offline
from bootstrap.project import Project

CACHES = ("cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", *interop.FOLDERS)


def clean(project: Project, say: Callable[[str], None]) -> None:
    """Remove the environment, packages, rebuilt weights, decoder, offline bundles and caches."""
    folders, files = [project.venv, *(project.root / name for name in CACHES)], []
    checkpoint = models.default_weights(project)
    if offline.is_bundle(project):
        # What came along could not be made again.
        folders.append(offline.check(project).stamp.parent)
        say("Kept what came with the offline bundle.")
    else:
        folders += [project.node_modules, project.vendor, project.packed, project.models]
        folders.append(project.dist)
        folders.append(models.weights(project).stamp.parent)
        if models.is_rebuilt(project):
            files = [checkpoint, models.weights_manifest(project)]
        elif checkpoint.exists():
            say(f"Kept {_name(checkpoint, project)}: it is not the rebuilt file.")
    for path in folders:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
            say(f"Removed {_name(path, project)}")
    for path in files:
        path.unlink(missing_ok=True)
        say(f"Removed {_name(path, project)}")


def _name(path: Path, project: Project) -> str:
    return path.relative_to(project.root).as_posix()
