"""All suites run, whatever fails, and the last lines tell how each of them ended."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bootstrap import suites
from bootstrap.console import Console
from bootstrap.errors import BootstrapError
from bootstrap.project import Project
from bootstrap.suites import Beside, Suite, run_all
from tests.waiting import until


def go(each: Sequence[Suite], cwd: Path, **env: str) -> tuple[bool, str]:
    stream = io.StringIO()
    passed = run_all(each, cwd=cwd, env=env, console=Console(stream=stream))
    return passed, stream.getvalue()


def pretend(name: str, *lines: str, status: int = 0, totals: str | None = None) -> Suite:
    code = f"print({chr(10).join(lines)!r}); raise SystemExit({status})"
    return Suite(name, [sys.executable, "-c", code], totals=totals)


def test_all_run_though_one_fails(tmp_path: Path) -> None:
    passed, text = go([pretend("a"), pretend("b", status=3), pretend("c", "sea")], tmp_path)
    assert not passed
    assert "\nsea\n" in text
    assert "FAILED (status 3)" in text
    assert text.endswith("Failed: b.\n")


def test_all_pass(tmp_path: Path) -> None:
    passed, text = go([pretend("a"), pretend("b")], tmp_path)
    assert passed
    assert text.endswith("All 2 checks passed.\n")


def test_a_tool_that_is_not_there_counts_as_failed(tmp_path: Path) -> None:
    passed, text = go([Suite("a", [tmp_path / "nothing"])], tmp_path)
    assert not passed
    assert "could not be started" in text


def test_suites_run_beside_each_other_and_are_told_one_after_the_other(tmp_path: Path) -> None:
    meet = (
        "import pathlib, sys, time\n"
        "print('begun', flush=True)\n"
        "me, other = map(pathlib.Path, sys.argv[1:])\n"
        "me.touch()\n"
        "end = time.monotonic() + 60\n"
        "while not other.exists() and time.monotonic() < end: time.sleep(0.01)\n"
        "print('met' if other.exists() else 'alone')"
    )
    both = [
        Suite(me, [sys.executable, "-c", meet, tmp_path / me, tmp_path / other])
        for me, other in ("ab", "ba")
    ]
    passed, text = go(both, tmp_path)
    assert passed
    assert text.startswith("\n── a ──\nbegun\nmet\n\n── b ──\nbegun\nmet\n\n── summary ──\n")


def test_one_that_runs_alone_comes_after_the_others(tmp_path: Path) -> None:
    late = Suite("late", [sys.executable, "-c", "import time; time.sleep(0.5); open('done', 'w')"])
    last = Suite("last", [sys.executable, "-c", "open('done')"], alone=True)
    passed, text = go([last, late], tmp_path)
    assert passed, text
    assert text.index("── late ──") < text.index("── last ──")


def test_ctrl_c_begins_no_further_suite(tmp_path: Path) -> None:
    class Interrupted(io.StringIO):
        def write(self, text: str) -> int:
            raise KeyboardInterrupt

    wait = [sys.executable, "-c", "import time; time.sleep(0.5)"]
    begin = [sys.executable, "-c", "import sys; open(sys.argv[1], 'w')", tmp_path / "begun"]
    suites = [pretend("a"), Suite("b", wait), Suite("c", wait), Suite("d", begin)]
    with pytest.raises(KeyboardInterrupt):
        run_all(suites, cwd=tmp_path, env={}, console=Console(stream=Interrupted()))
    assert not (tmp_path / "begun").exists()


def test_suites_that_were_begun_run_meanwhile_and_are_not_begun_again(tmp_path: Path) -> None:
    note = [sys.executable, "-c", "import sys; open(sys.argv[1], 'a').write('x')", tmp_path / "a"]
    last = Suite("last", [sys.executable, "-c", "open('a')"], alone=True)
    every = [Suite("first", note), Suite("lost", note, needs=("npm",)), last]
    lacking = {"npm": "Npm"}
    begun = Beside(every, cwd=tmp_path, env={}, lacking=lacking)
    until((tmp_path / "a").exists)
    stream = io.StringIO()
    console = Console(stream=stream)
    assert not run_all(every, cwd=tmp_path, env={}, console=console, lacking=lacking, begun=begun)
    assert (tmp_path / "a").read_text() == "x"
    assert "\nNot run, for lack of Npm: see the set-up above.\n" in stream.getvalue()
    assert stream.getvalue().endswith("Failed: Npm, lost.\n")


def test_settings_reach_the_suites(tmp_path: Path) -> None:
    code = "import os; raise SystemExit(os.environ['CHROMIUM'] != '/chromium')"
    assert go([Suite("a", [sys.executable, "-c", code])], tmp_path, CHROMIUM="/chromium")[0]


@pytest.fixture
def real(project: Project) -> list[Suite]:
    """The two test suites of a project with one JavaScript test."""
    folder = project.root / "tests" / "static"
    folder.mkdir(parents=True)
    (folder / "geometry.test.js").touch()
    return suites.tests(project, Path("node"), ["-k", "geometry"])


@pytest.mark.parametrize(
    "line",
    [
        "============ 312 passed, 2 skipped in 210.33s (0:03:30) ============",
        "=========== 1 failed, 3 passed, 1 error in 0.10s ==============",
        "\x1b[32m==== \x1b[32m\x1b[1m3 passed\x1b[0m\x1b[32m in 0.10s\x1b[0m\x1b[32m ====\x1b[0m",
        "3 passed in 0.10s",
        "=== no tests ran in 0.00s ===",
    ],
)
def test_pytests_totals_are_repeated_at_the_end(
    tmp_path: Path, real: list[Suite], line: str
) -> None:
    pytest_suite = pretend("pytest", "noise", line, totals=real[1].totals)
    _, text = go([pytest_suite], tmp_path)
    assert suites.ANSI_COLOUR.sub("", line) in text.split("── summary ──")[1]
    assert "noise" not in text.split("── summary ──")[1]


def test_nodes_totals_are_repeated_at_the_end(tmp_path: Path, real: list[Suite]) -> None:
    totals = ["ℹ tests 12", "ℹ pass 11", "ℹ fail 1", "ℹ skipped 0"]
    node = pretend("node", "✔ a test", *totals, "ℹ duration_ms 7", totals=real[0].totals)
    _, text = go([node], tmp_path)
    summary = text.split("── summary ──")[1]
    assert all(line in summary for line in totals)
    assert "✔" not in summary and "duration_ms" not in summary


def test_javascript_files_are_named_and_arguments_go_to_pytest(
    project: Project, real: list[Suite]
) -> None:
    assert real[0].command[-1] == project.root / "tests" / "static" / "geometry.test.js"
    assert list(real[1].command[-2:]) == ["-k", "geometry"]


def test_pytest_has_the_machine_to_itself_and_shares_it_between_processes(
    real: list[Suite],
) -> None:
    assert [suite.alone for suite in real] == [False, True]
    assert set(suites.IN_PARALLEL) <= set(map(str, real[1].command))


def test_a_project_without_javascript_tests_is_refused(project: Project) -> None:
    with pytest.raises(BootstrapError, match="the page would go untested"):
        suites.tests(project, Path("node"))


def test_every_typescript_configuration_is_checked(project: Project) -> None:
    for name in ("tsconfig.json", "tsconfig.worker.json"):
        (project.root / name).touch()
    names = [suite.name for suite in suites.checks(project)]
    assert names == [
        "ruff check",
        "ruff format",
        "biome",
        "tsc tsconfig.json",
        "tsc tsconfig.worker.json",
        "mypy",
        "import-linter",
    ]
