"""What `make interop` holds ours against, installed aside: the published package, and programs of
others that read data sets.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from bootstrap import pins, uv, venv
from bootstrap.console import Report
from bootstrap.errors import CommandFailed
from bootstrap.process import run
from bootstrap.project import Project
from bootstrap.steps import Step, Toll
from bootstrap.venv import pip_install

FOLDER = ".interop"
READERS = ".readers"
FOLDERS = (FOLDER, READERS)
REQUIREMENTS = "tests/interop/requirements.txt"


def published_package(project: Project) -> Step:
    """Install it into a folder of its own, by its hash and without what it asks for.

    Nothing of the environment sees that folder; what it asks for would bring another torch.
    """
    folder = project.root / FOLDER

    def install(report: Report) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        pip_install(
            project,
            "--no-deps",
            "--require-hashes",
            "--target",
            folder,
            "--requirement",
            REQUIREMENTS,
            report=report,
        )

    return Step(
        name="published package",
        doing="Installing the published package aside",
        key="interop",
        folder=folder,
        inputs=lambda: [project.root / REQUIREMENTS],
        action=install,
        needs=("environment", pins.TESTING[1]),
        outputs=lambda: [folder / "segment_anything" / "__init__.py"],
        toll=Toll(5, 1),
    )


def readers(project: Project) -> Step:
    """Make an environment of its own, without torch, and install others' readers from their lock.

    Where they do not install, as on a processor that they have no files for, it is left empty, and
    `python -m tests.interop` says of each that it was skipped.
    """
    folder = project.root / READERS
    python = readers_python(project)
    requirements, lock = pins.READERS

    def install(report: Report) -> None:
        pins.check(project, pins.READERS)
        shutil.rmtree(folder, ignore_errors=True)
        run([venv.base_python(), "-m", "venv", folder], cwd=project.root, report=report)
        if uv.install_lock(project, lock, report, python):
            return
        pip = [python, "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
        try:
            run([*pip, "--require-hashes", "--requirement", lock], cwd=project.root, report=report)
        except CommandFailed as error:
            report(f"Others' readers do not install here, and are left out: {error}")

    return Step(
        name="others' readers",
        doing="Installing others' readers aside",
        key="readers",
        folder=folder,
        inputs=lambda: [project.root / requirements, project.root / lock],
        action=install,
        needs=("environment", uv.KEY),
        outputs=lambda: [folder / "pyvenv.cfg"],
        toll=Toll(60, 400),
    )


def readers_python(project: Project) -> Path:
    """The Python of the environment that others' readers are in."""
    return project.root / READERS / project.python.relative_to(project.venv)
