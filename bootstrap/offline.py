"""Being in an offline bundle: a folder that has all that running needs, wheels included.

Such a folder is unpacked from what `bootstrap.bundle` wrote. It is checked before anything is
installed from it, and installing looks nowhere else.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import sys
from pathlib import Path

from bootstrap.console import Report
from bootstrap.errors import BootstrapError
from bootstrap.project import Project
from bootstrap.steps import Step

WHEELS = "wheels"
"""The folder of Python packages, pip among them."""

BUNDLE = "bundle"
"""The key of the step that checks it."""

ABOUT = "bundle.json"
"""What the bundle was made from, and for which machines."""

SUMS = "SHA256SUMS"
"""The hash of every other file, as `sha256sum --check` reads them."""

AGAIN = "unpack the whole archive again, into an empty folder."

VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


def is_bundle(project: Project) -> bool:
    """Whether the project's folder is an offline bundle, even a damaged one."""
    return any((project.root / name).exists() for name in (WHEELS, ABOUT, SUMS))


def this_platform() -> str:
    """The kind of machine that wheels are made for, as in ``linux-x86_64``."""
    return f"{sys.platform}-{platform.machine().lower()}"


def this_glibc() -> str:
    """The version of this machine's C library; empty where it is another one than glibc."""
    library, version = platform.libc_ver()
    return version if library == "glibc" else ""


def check(project: Project) -> Step:
    """Make sure that the bundle is whole, and made for this Python and this kind of machine."""
    root = project.root

    def look(report: Report) -> None:
        _check_machine(root)
        report("comparing the files' hashes")
        _check_files(root)

    return Step(
        name="Offline bundle",
        doing="Checking the offline bundle",
        key=BUNDLE,
        folder=root / WHEELS,
        inputs=lambda: [str(root), VERSION, this_platform(), root / ABOUT, root / SUMS],
        action=look,
        outputs=lambda: [root / ABOUT, root / SUMS, pip_wheel(project)],
    )


def source(project: Project) -> list[str | Path]:
    """Where pip shall look: nowhere but in the bundle; anywhere, where there is none."""
    if not is_bundle(project):
        return []
    return ["--isolated", "--no-index", "--find-links", project.root / WHEELS]


def settings(project: Project) -> dict[str, str]:
    """Variables that keep the machine's own settings of pip out of a bundle's installation.

    They may name other places to look, which `--isolated` leaves in force for a whole machine.
    """
    return {"PIP_CONFIG_FILE": os.devnull} if is_bundle(project) else {}


def pip_wheel(project: Project) -> Path:
    """The bundle's own pip, which runs as it is: some systems have a Python without one.

    Raises BootstrapError if the bundle has none.
    """
    for wheel in sorted((project.root / WHEELS).glob("pip-*.whl")):
        return wheel
    raise BootstrapError(f"The bundle is incomplete, there is no pip in {WHEELS}: {AGAIN}")


def _check_machine(root: Path) -> None:
    try:
        about = json.loads((root / ABOUT).read_text(encoding="utf-8"))
        version, machine, glibc = about["python"], about["platform"], about["glibc"]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise BootstrapError(f"The bundle is damaged, {ABOUT} cannot be read: {AGAIN}") from error
    if machine != this_platform():
        raise BootstrapError(
            f"This bundle is for {machine}, and this machine is {this_platform()}: "
            "take one that was made on a machine of this kind."
        )
    if version != VERSION:
        raise BootstrapError(
            f"This bundle is for Python {version}, and this is Python {VERSION} "
            f"({sys.executable}): name the other, as in: make run PYTHON=python{version}"
        )
    if glibc and _numbers(this_glibc()) < _numbers(glibc):
        raise BootstrapError(
            f"This bundle needs glibc {glibc} or newer, and this system has "
            f"{this_glibc() or 'another C library'}: take a newer system, or a container of one."
        )


def _check_files(root: Path) -> None:
    try:
        lines = (root / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise BootstrapError(f"The bundle is damaged, {SUMS} cannot be read: {AGAIN}") from error
    for line in lines:
        known, _, name = line.partition("  ")
        try:
            with (root / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            text = f"The bundle is incomplete, {name or line} cannot be read: {AGAIN}"
            raise BootstrapError(text) from error
        if found != known:
            raise BootstrapError(f"The bundle is damaged, {name} is not what was packed: {AGAIN}")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))
