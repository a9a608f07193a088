"""Every check of the project as a command, and the run that goes through them all.

The cheapest run first, two at a time. All of them run, whatever fails, so that one look shows
everything to mend; the summary at the end repeats each suite's own totals.
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from bootstrap import pins, vendor
from bootstrap.console import Console, duration
from bootstrap.errors import BootstrapError
from bootstrap.project import Project

ANSI_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
TOTALS_WITHIN_LINES = 60

OK = "ok"
"""The verdict on a suite that passed."""

AT_ONCE = 2
"""Processes to test with: more would not fit into the memory of a small machine, as each of
pytest's has a server and a Chromium of its own."""


PYTHON = (pins.TESTING[1],)
"""The step that Python's tools need."""

PAGE = ("npm", *(package.name for package in vendor.PACKAGES if not package.heavy))
"""The steps that whatever reads the page's modules needs."""

IN_PARALLEL = ("--numprocesses", str(AT_ONCE), "--dist", "loadscope", "--no-loadscope-reorder")
"""For pytest: whole files to each process, as their tests share what took long to make, and in the
order of tests/order.py, which has the quick ones first."""

SLOWEST = ("--durations", "20")
"""For pytest: print the slowest twenty tests, so that what grows is seen."""


@dataclass(frozen=True)
class Suite:
    """One check: its name, its command, and a pattern for the lines that tell its totals.

    It needs the work of the steps with the keys ``needs``. One that runs ``alone`` has the machine
    to itself, and its output is passed on as it comes.
    """

    name: str
    command: Sequence[str | Path]
    needs: tuple[str, ...] = ()
    totals: str | None = None
    alone: bool = False


LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint()"
"""A program for Python: import-linter can be started in no other way but by its script."""

LINT_OPTIONS = ("--no-cache", "--no-logo")


@dataclass(frozen=True)
class Result:
    """How a suite ended: in a word, its seconds, and its own lines of totals."""

    suite: Suite
    verdict: str
    seconds: float = 0.0
    totals: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether it ran and found nothing."""
        return self.verdict == OK


def checks(project: Project) -> list[Suite]:
    """Format, lint and types of both languages: what `make lint` runs."""
    binaries = project.node_modules / ".bin"
    suites = [
        Suite("ruff check", [project.python, "-m", "ruff", "check", "."], PYTHON),
        Suite("ruff format", [project.python, "-m", "ruff", "format", "--check", "."], PYTHON),
        Suite("biome", [binaries / "biome", "ci", "."], ("npm",)),
    ]
    for config in sorted(project.root.glob("tsconfig*.json")):
        suites.append(Suite(f"tsc {config.name}", [binaries / "tsc", "--project", config], PAGE))
    return [
        *suites,
        Suite("mypy", [project.python, "-m", "mypy"], PYTHON),
        Suite("import-linter", [project.python, "-c", LINT_IMPORTS, *LINT_OPTIONS], PYTHON),
    ]


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
            PAGE,
            totals=r"ℹ (tests|pass|fail|cancelled|skipped) \d+",
        ),
        Suite(
            "pytest",
            [project.python, "-m", "pytest", *IN_PARALLEL, *SLOWEST, *pytest_arguments],
            PYTHON,
            alone=True,
            totals=r"=*.*\b(passed|failed|errors?|no tests ran)\b.* in [\d.]+s.*",
        ),
    ]


def run_all(
    suites: Sequence[Suite],
    *,
    cwd: Path,
    env: Mapping[str, str],
    console: Console,
    lacking: Mapping[str, str] | None = None,
    begun: Beside | None = None,
) -> bool:
    """Run the suites, those that run alone last, and print a summary; whether all passed.

    ``lacking`` names, by key, the steps of the set-up that failed: a suite that needs one of them
    is not run, and all have not passed. ``begun`` are those that do not run alone, if they were
    begun already.
    """
    lacking = lacking or {}
    results = []
    for suite, lines, result in begun or Beside(suites, cwd=cwd, env=env, lacking=lacking):
        console.say(f"\n── {suite.name} ──")
        for line in lines:
            console.say(line)
        results.append(result)
    for suite in suites:
        if suite.alone:
            console.say(f"\n── {suite.name} ──")
            results.append(_try(suite, cwd=cwd, env=env, lacking=lacking, say=console.say))
    console.say("\n── summary ──")
    for result in results:
        console.say(f"{result.suite.name:24} {duration(result.seconds):>12}  {result.verdict}")
        for line in result.totals:
            console.say(line)
    failed = [*lacking.values(), *(each.suite.name for each in results if not each.passed)]
    console.say(f"Failed: {', '.join(failed)}." if failed else f"All {len(results)} checks passed.")
    return not failed


class Beside:
    """Suites that run beside each other, and beside whatever is done until they are looked at.

    They begin at once, those that run alone left out; their output is kept until it is their turn.
    """

    def __init__(
        self,
        suites: Sequence[Suite],
        *,
        cwd: Path,
        env: Mapping[str, str],
        lacking: Mapping[str, str],
    ) -> None:
        self._pool = ThreadPoolExecutor(AT_ONCE)
        self._begun: list[tuple[Suite, list[str], Future[Result]]] = []
        for suite in suites:
            if not suite.alone:
                lines: list[str] = []
                end = self._pool.submit(
                    _try, suite, cwd=cwd, env=env, lacking=lacking, say=lines.append
                )
                self._begun.append((suite, lines, end))

    def __iter__(self) -> Iterator[tuple[Suite, list[str], Result]]:
        """Each with its output and its result, in their order; waits for it."""
        try:
            for suite, lines, end in self._begun:
                yield suite, lines, end.result()
        finally:
            self.stop()

    def stop(self) -> None:
        """Begin no further one, and wait for those that run."""
        self._pool.shutdown(cancel_futures=True)


def _try(
    suite: Suite,
    *,
    cwd: Path,
    env: Mapping[str, str],
    lacking: Mapping[str, str],
    say: Callable[[str], None],
) -> Result:
    """Run one suite, if no step that it needs is among those that failed."""
    if absent := [lacking[key] for key in suite.needs if key in lacking]:
        say(f"Not run, for lack of {' and '.join(absent)}: see the set-up above.")
        return Result(suite, "NOT RUN")
    return _run(suite, cwd=cwd, env=env, say=say)


def _run(suite: Suite, *, cwd: Path, env: Mapping[str, str], say: Callable[[str], None]) -> Result:
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
        say(f"{suite.command[0]} could not be started: {error.strerror}.")
        return Result(suite, "FAILED (not started)")
    with process:
        assert process.stdout is not None  # it is a pipe, see above
        for line in process.stdout:
            say(line.rstrip("\n"))
            tail.append(ANSI_COLOUR.sub("", line.rstrip()))
    totals = [line for line in tail if suite.totals and re.fullmatch(suite.totals, line)]
    verdict = f"FAILED (status {process.returncode})" if process.returncode else OK
    return Result(suite, verdict, time.monotonic() - begun, totals)
