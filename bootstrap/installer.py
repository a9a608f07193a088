"""The step that brings what installs the Python packages: uv for the locks, pip for the rest."""

from __future__ import annotations

from bootstrap import pins, uv, venv
from bootstrap.console import Report
from bootstrap.errors import CommandFailed
from bootstrap.project import Project
from bootstrap.steps import Step, Toll

PIP = "pip"
"""A Python of some years ago makes environments with a pip that tells nothing of its progress."""


def installer(project: Project) -> Step:
    """Install pip and uv into the Python environment, by their hashes.

    Where there is no uv for this system and processor, pip does its work later, more slowly.
    """

    def get(name: str, report: Report) -> None:
        lock = project.venv / ".bootstrap" / f"{name}.lock"
        lock.parent.mkdir(parents=True, exist_ok=True)
        lock.write_text(f"{pins.one(project, name).text}\n", encoding="utf-8")
        venv.pip_install(project, "--requirement", lock, report=report, progress="off")

    def install(report: Report) -> None:
        get(PIP, report)
        try:
            get(uv.KEY, report)
        except CommandFailed as error:
            report(f"pip will do: {error}")

    return Step(
        name="Installers",
        doing="Installing the installers pip and uv",
        key=uv.KEY,
        folder=project.venv,
        inputs=lambda: [
            venv.environment(project).stamp,
            *(pins.one(project, name).text for name in (PIP, uv.KEY)),
        ],
        action=install,
        needs=("environment",),
        toll=Toll(seconds=5, megabytes=27),
    )
