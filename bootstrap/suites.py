"""Every check of the project as a command, and the run that goes through them all.

The cheapest run first. All of them run, whatever fails, so that one look shows everything to mend;
the summary at the end repeats each suite's own totals.
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bootstrap.console import Console, duration
from bootstrap.errors import BootstrapError
from bootstrap.project import Project

ANSI_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
TOTALS_WITHIN_LINES = 60


@dataclass(frozen=True)
class Suite:
    """One check: its name, its command, and a pattern for the lines that tell its totals."""

    name: str
    command: Sequence[str | Path]
    totals: str | None = None


@dataclass(frozen=True)
class Result:
    """How a suite ended: its exit status, its seconds, and its own lines of totals."""

    suite: Suite
    status: int
    seconds: float
    totals: list[str] = field(default_factory=list)


def checks(project: Project) -> list[Suite]:
    """Format, lint and types of both languages: what `make lint` runs."""
    binaries = project.node_modules / ".bin"
    suites = [
        Suite("ruff check", [project.python, "-m", "ruff", "check", "."]),
        Suite("ruff format", [project.python, "-m", "ruff", "format", "--check", "."]),
        Suite("biome", [binaries / "biome", "ci", "."]),
    ]
    for config in sorted(project.root.glob("tsconfig*.json")):
        suites.append(Suite(f"tsc {config.name}", [binaries / "tsc", "--project", config]))
    return [*suites, Suite("mypy", [project.python, "-m", "mypy"])]


def tests(project: Project, node: Path, pytest_arguments: Sequence[str] = ()) -> list[Suite]:
    """The tests of both languages."""
    # Named one by one: what a folder means to `node --test` differs from version to version.
    files = sorted((project.root / "tests" / "static").rglob("*.test.js"))
    if not files:
        raise BootstrapError("tests/static holds no *.test.js file: the page would go untested.")
    return [
        Suite(
            "node --test",
            [node, "--test", "--test-reporter=spec", *files],
            totals=r"ℹ (tests|pass|fail|cancelled|skipped) \d+",
        ),
        Suite(
            "pytest",
            [project.python, "-m", "pytest", *pytest_arguments],
            totals=r"=*.*\b(passed|failed|errors?|no tests ran)\b.* in [\d.]+s.*",
        ),
    ]


def run_all(
    suites: Iterable[Suite], *, cwd: Path, env: Mapping[str, str], console: Console
) -> bool:
    """Run the suites one after the other and print a summary; whether all passed."""
    results = []
    for suite in suites:
        console.say(f"\n── {suite.name} ──")
        results.append(_run(suite, cwd=cwd, env=env, console=console))
    console.say("\n── summary ──")
    for result in results:
        verdict = "ok" if result.status == 0 else f"FAILED (status {result.status})"
        console.say(f"{result.suite.name:24} {duration(result.seconds):>12}  {verdict}")
        for line in result.totals:
            console.say(line)
    failed = [result.suite.name for result in results if result.status != 0]
    console.say(f"Failed: {', '.join(failed)}." if failed else f"All {len(results)} checks passed.")
    return not failed


def _run(suite: Suite, *, cwd: Path, env: Mapping[str, str], console: Console) -> Result:
    """Run one suite, passing its output on as it comes and keeping its totals."""
    begun = time.monotonic()
    tail: deque[str] = deque(maxlen=TOTALS_WITHIN_LINES)
    try:
        process = subprocess.Popen(
            [str(word) for word in suite.command],
            cwd=cwd,
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        console.say(f"{suite.command[0]} could not be started: {error.strerror}.")
        return Result(suite, status=127, seconds=0.0)
    with process:
        assert process.stdout is not None  # it is a pipe, see above
        for line in process.stdout:
            console.say(line.rstrip("\n"))
            tail.append(ANSI_COLOUR.sub("", line.rstrip()))
    totals = [line for line in tail if suite.totals and re.fullmatch(suite.totals, line)]
    return Result(suite, process.returncode, time.monotonic() - begun, totals)
