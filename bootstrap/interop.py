"""The published package, installed aside for `make interop` to compare ours with."""

from __future__ import annotations

import shutil

from bootstrap import pins
from bootstrap.console import Report
from bootstrap.project import Project
from bootstrap.steps import Step, Toll
from bootstrap.venv import pip_install

FOLDER = ".interop"
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
