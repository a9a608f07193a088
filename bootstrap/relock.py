"""`make lock`: the locks anew, from the requirement files.

uv resolves for every platform and every Python from the oldest on at once and writes markers where
they differ; pip's own tools know only the machine that they run on. Versions that the locks hold
already stay, unless a requirement or ``--upgrade`` asks for others.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bootstrap import uv
from bootstrap.console import Report
from bootstrap.pins import APART, BATCH, READERS, RUNNING, TESTING, TEXT, Pin, read
from bootstrap.process import run
from bootstrap.project import Project

OLDEST = "3.11"

GRAPHICS = re.compile(r"(cuda|nvidia)-.*|triton")
"""What only a torch with CUDA needs. pip adds it where torch is such a build, and there alone."""

HEADER = "# Made from {} by `make lock`; change it there.\n"


def relock(project: Project, arguments: Sequence[str], report: Report) -> None:
    """Write the locks; ``arguments`` go to uv, as in ``--upgrade-package flask``.

    Testing, batches, words and running are resolved together, and then each alone at those
    versions, so that no package has one version to run with and another to test with. Others'
    readers are resolved by themselves.
    """
    locks = [project.root / name for name in (RUNNING[1], TESTING[1], BATCH[1], TEXT[1])]
    with tempfile.TemporaryDirectory() as folder:
        names = ("every", "running", "testing", "batch", "text")
        every, running, testing, batch, text = (Path(folder) / f"{name}.lock" for name in names)
        held = [pin.text for lock in locks if lock.exists() for pin in read(lock)]
        every.write_text("\n".join(held), encoding="utf-8")
        _resolve(project, [TESTING[0], BATCH[0], TEXT[0]], every, arguments, report)
        own = (RUNNING, running), (TESTING, testing), (BATCH, batch), (TEXT, text)
        for (file, _), lock in own:
            _resolve(project, [file], lock, ["--constraint", every], report)
        readers = project.root / READERS[1]
        theirs = Path(folder) / "readers.lock"
        held = [pin.text for pin in read(readers)] if readers.exists() else []
        theirs.write_text("\n".join(held), encoding="utf-8")
        _resolve(project, [READERS[0]], theirs, arguments, report)
        to_run = _needed(running)
        to_read = _needed(theirs)
        there = {_key(pin) for pin in to_run}
        to_test = [pin for pin in _needed(testing) if _key(pin) not in there]
        to_batch = [pin for pin in _needed(batch) if _key(pin) not in there]
        to_find = [pin for pin in _needed(text) if _key(pin) not in there]
    for lock, file, include, pins in (
        (locks[0], RUNNING[0], "", to_run),
        (locks[1], TESTING[0], f"-r {RUNNING[1]}\n", to_test),
        (locks[2], BATCH[0], f"-r {RUNNING[1]}\n", to_batch),
        (locks[3], TEXT[0], f"-r {RUNNING[1]}\n", to_find),
        (readers, READERS[0], "", to_read),
    ):
        lines = "".join(f"{pin.text}\n" for pin in pins)
        lock.write_text(HEADER.format(file) + include + lines, encoding="utf-8", newline="\n")


def _resolve(
    project: Project,
    files: Sequence[str],
    lock: Path,
    arguments: Sequence[str | Path],
    report: Report,
) -> None:
    """Write ``lock``, which may hold versions to keep, from requirement files."""
    everywhere = ["--universal", "--python-version", OLDEST, "--fork-strategy", "fewest"]
    # No addresses: who installs chooses where from, and the hashes say that it is the same.
    bare = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    output = ["--generate-hashes", "--no-emit-package", APART, "--output-file", lock]
    run(
        [uv.program(project), "pip", "compile", *everywhere, *bare, *output, *arguments, *files],
        cwd=project.root,
        report=report,
    )


def _needed(lock: Path) -> list[Pin]:
    """The pins that uv wrote, without those that only CUDA needs."""
    return [pin for pin in read(lock) if not GRAPHICS.fullmatch(pin.name)]


def _key(pin: Pin) -> tuple[str, str, str]:
    return pin.name, pin.version, pin.marker
