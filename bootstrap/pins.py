"""What the requirement files ask for and what the locks hold, and whether the two agree.

The requirement files are written by people and say what and why; the locks are made from them by
`make lock` (`bootstrap.relock`) and name every package with the hashes of its files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bootstrap.errors import BootstrapError
from bootstrap.project import Project

RUNNING = ("requirements.txt", "requirements.lock")
"""What running needs: the requirement file, and its lock."""

TESTING = ("requirements-dev.txt", "requirements-dev.lock")
"""What testing needs on top."""

BATCH = ("requirements-batch.txt", "requirements-batch.lock")
"""What batches on a cluster need on top of running, and testing them."""

TEXT = ("requirements-text.txt", "requirements-text.lock")
"""What words as prompts need on top of running."""

READERS = ("tests/interop/readers.txt", "tests/interop/readers.lock")
"""Others' readers of data sets, in an environment of their own; what they need is not ours."""

APART = "torch"
"""The one package that no lock holds: each processor and each index has its own build of it."""

_PIN = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?"  # of a package's extras only the requirement speaks
    r"==(?P<version>[^\s;\\]+)(\s*;\s*(?P<marker>[^\\]*))?"
)
_HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})\b")


@dataclass(frozen=True)
class Pin:
    """One package at one version.

    name     in lower case, with hyphens
    version  as it is written
    marker   on which machines it is wanted; empty for all
    hashes   of the files that may be installed, as in ``sha256:…``; none in a requirement file
    text     the lines that say so
    """

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    text: str

    def __str__(self) -> str:
        return f"{self.name}=={self.version}"


def read(path: Path) -> list[Pin]:
    """The pins of a requirement file or of a lock, in their order.

    Raises BootstrapError if the file is absent or holds a line that pins nothing.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise BootstrapError(
            f"{path} is missing: get it back, or make it by `make lock`."
        ) from error
    pins = []
    for block in re.findall(r"^[^\s#].*(?:\n[ \t].*)*", text, re.MULTILINE):
        if block.startswith("-r "):
            continue
        match = _PIN.match(block)
        if match is None:
            line = block.splitlines()[0]
            raise BootstrapError(
                f"{path.name} has the line {line!r}: expected a pin, as in flask==3.1.3."
            )
        name = re.sub(r"[-_.]+", "-", match["name"]).lower()
        marker = (match["marker"] or "").strip()
        pins.append(Pin(name, match["version"], marker, tuple(_HASH.findall(block)), block))
    return pins


def one(project: Project, name: str) -> Pin:
    """The pin of one tool for testing, with its hashes; without, where there is no lock yet."""
    file = project.root / TESTING[1]
    pinned = read(file if file.exists() else project.root / TESTING[0])
    for pin in pinned:
        if pin.name == name:
            return pin
    raise BootstrapError(f"{file.name} lacks {name}: run `make lock`.")


def torch(project: Project) -> Pin:
    """The pin of torch, which is installed apart from the lock."""
    return next(pin for pin in read(project.root / RUNNING[0]) if pin.name == APART)


def check(project: Project, files: tuple[str, str]) -> None:
    """Make sure that a lock holds what its requirement file asks for, each with hashes.

    Raises BootstrapError naming the first difference.
    """
    wanted = [pin for pin in read(project.root / files[0]) if pin.name != APART]
    locked = read(project.root / files[1])
    held = {(pin.name, pin.version) for pin in locked}
    if files in (TESTING, BATCH, TEXT):
        held |= {(pin.name, pin.version) for pin in read(project.root / RUNNING[1])}
    for pin in wanted:
        if (pin.name, pin.version) not in held:
            raise BootstrapError(
                f"{files[0]} asks for {pin}, which {files[1]} lacks: run `make lock`."
            )
    for pin in locked:
        if not pin.hashes:
            raise BootstrapError(f"{files[1]} has no hash for {pin}: run `make lock`.")
