"""A Chromium for the browser tests: an installed one, else Debian's package, else Playwright's own.

The tests learn of an installed one through `installed()`, and leave the choice to Playwright where
it answers None.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bootstrap import apt, pins, venv
from bootstrap.console import Report
from bootstrap.errors import BootstrapError, CommandFailed
from bootstrap.process import run
from bootstrap.project import Project
from bootstrap.steps import Step, Toll

VARIABLE = "CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPLICATIONS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)


def installed() -> Path | None:
    """The Chromium to test with: the one that $CHROMIUM names, else the first that works.

    Raises BootstrapError if $CHROMIUM names something that does not work.
    """
    named = os.environ.get(VARIABLE)
    if named:
        if not _works(named):
            raise BootstrapError(
                f"{VARIABLE} names {named!r}, which does not run as a Chromium: name its program "
                "file, or unset it and let the set-up find one."
            )
        return Path(shutil.which(named) or named)
    found = [path for name in NAMES if (path := shutil.which(name))]
    if sys.platform == "darwin":
        found += [str(path) for path in MAC_APPLICATIONS]
    return next((Path(path) for path in found if _works(path)), None)


def chromium(project: Project) -> Step:
    """Install a Chromium, where none is installed already."""

    def install(report: Report) -> None:
        if apt.may_install():
            try:
                apt.install("chromium", project=project, report=report)
            except CommandFailed:
                # Not every child of Debian has the package; the next way in does not need it.
                report("no such package, using Playwright's")
            if installed():
                return
        system_libraries = ["--with-deps"] if apt.may_install() else []
        run(
            [project.python, "-m", "playwright", "install", *system_libraries, "chromium"],
            cwd=project.root,
            report=report,
        )

    return Step(
        name="Chromium",
        doing="Installing Chromium",
        key="chromium",
        folder=project.venv,
        inputs=lambda: [venv.test_packages(project).stamp],
        action=install,
        needs=(pins.TESTING[1],),
        outputs=lambda: [installed() or _playwrights_own(project)],
        toll=Toll(seconds=15, megabytes=110),
    )


def _playwrights_own(project: Project) -> Path:
    """Where Playwright keeps the Chromium that it downloads."""
    ask = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    return Path(run([project.python, "-c", ask], cwd=project.root))


def _works(program: str) -> bool:
    """Whether a program tells a version; stand-ins for packages not installed do not."""
    try:
        answer = subprocess.run(
            [program, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and "Chrom" in answer.stdout
