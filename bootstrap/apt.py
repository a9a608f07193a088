"""Debian's package manager, used only where it needs no password: as root."""

from __future__ import annotations

import os
import shutil

from bootstrap.console import Report
from bootstrap.process import run
from bootstrap.project import Project


def may_install() -> bool:
    """Whether this is root on Debian or a child of it."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(package: str, *, project: Project, report: Report) -> None:
    """Install one package, with fresh lists.

    Raises CommandFailed if there is no such package or no network.
    """
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update"], cwd=project.root, report=report, env=quiet)
    run(
        ["apt-get", "install", "--yes", "--no-install-recommends", package],
        cwd=project.root,
        report=report,
        env=quiet,
    )
