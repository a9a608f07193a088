"""uv, which installs a lock in seconds where pip takes minutes, and makes the locks anew.

It looks where pip would: pip's own settings name the mirrors and certificates of a
machine, and uv does not read them. Whatever it cannot do, pip does.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Mapping
from pathlib import Path

from bootstrap.console import Report
from bootstrap.errors import CommandFailed
from bootstrap.process import run
from bootstrap.progress import of_uv
from bootstrap.project import Project

KEY = "uv"
"""The key of the step that installs it, and its name as a package and as a program."""

_FLAGS = {
    "index-url": "--default-index",
    "extra-index-url": "--index",
    "find-links": "--find-links",
    "trusted-host": "--allow-insecure-host",
}
"""pip's settings, and what uv calls them; each may hold several values."""

_VARIABLES = {"cert": "SSL_CERT_FILE", "proxy": "ALL_PROXY", "timeout": "UV_HTTP_TIMEOUT"}
"""pip's settings, and the variables by which uv knows them."""


def program(project: Project) -> Path:
    """Where its program lies, once it is installed."""
    return project.scripts / KEY


def install_lock(project: Project, lock: str, report: Report, python: Path | None = None) -> bool:
    """Install what a lock names, each file by its hash; False if that could not be done.

    python  of another environment than the project's own
    """
    if not program(project).exists():
        return False
    settings = pip_settings(project)
    flags = [flag for name, flag in _FLAGS.items() for _ in settings.get(name, ())]
    values = [value for name in _FLAGS for value in settings.get(name, ())]
    where = [word for pair in zip(flags, values, strict=True) for word in pair]
    # pip looks everywhere and takes the best; so does this, and the hashes say what is right.
    where += ["--index-strategy", "unsafe-best-match"]
    where += ["--no-index"] if settings.get("no-index", [""])[0] in ("1", "true", "True") else []
    where += ["--compile-bytecode"] if sys.dont_write_bytecode else []  # see bootstrap.venv
    command = [program(project), "pip", "install", "--python", python or project.python, *where]
    env = {variable: settings[name][0] for name, variable in _VARIABLES.items() if name in settings}
    try:
        run(
            [*command, "--require-hashes", "--requirement", lock],
            cwd=project.root,
            report=of_uv(report),
            env=env,
        )
    except CommandFailed as error:
        report(f"uv could not, so pip does it: {error}")
        return False
    return True


def pip_settings(project: Project) -> Mapping[str, list[str]]:
    """How pip is set up on this machine, by file or by variable: the values of each setting."""
    lines = run([project.python, "-m", "pip", "config", "list"], cwd=project.root).splitlines()
    found: dict[str, list[str]] = {}
    # A later place takes precedence.
    for place in ("global", "install", ":env:"):
        for line in lines:
            name, _, value = line.partition("=")
            if name.startswith(f"{place}."):
                setting = name.removeprefix(f"{place}.").removeprefix("default-")
                found[setting] = str(ast.literal_eval(value)).split()
    return found
