"""The front door: `python3 -m bootstrap`, and make in front of it."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bootstrap import commands
from bootstrap.commands import COMMANDS
from bootstrap.console import Report
from bootstrap.errors import BootstrapError, CommandFailed
from bootstrap.help import targets
from bootstrap.node import Node
from bootstrap.project import Project
from bootstrap.steps import Step

MAKE = shutil.which("make")


def bootstrap(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bootstrap", *arguments], cwd=root, capture_output=True, text=True
    )


def test_help_lists_every_target(repo_root: Path) -> None:
    answer = bootstrap(repo_root, "help")
    assert answer.returncode == 0
    for name, what in targets(repo_root / "Makefile").items():
        assert re.search(rf"make {name} +{re.escape(what)}\n", answer.stdout)


def test_every_command_is_a_described_target_and_every_target_a_command(repo_root: Path) -> None:
    assert set(targets(repo_root / "Makefile")) == set(COMMANDS)


def test_every_recipe_is_one_python_command_without_logic(repo_root: Path) -> None:
    makefile = (repo_root / "Makefile").read_text()
    rules = re.findall(r"^([a-z][a-z-]*):[^\n]*\n((?:\t[^\n]*\n)*)", makefile, re.MULTILINE)
    assert len(rules) == len(COMMANDS)
    for name, recipe in rules:
        assert re.fullmatch(rf"\t@\$\(PYTHON\) -m bootstrap {name}( \$\(ARGS\))?\n", recipe), name


@pytest.mark.skipif(MAKE is None, reason="there is no make on this machine")
def test_make_alone_helps_and_make_hands_arguments_on(repo_root: Path) -> None:
    # These tests may run under make themselves, whose variables must not reach this one.
    env = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT")}

    def plan(*arguments: str) -> str:
        words = [str(MAKE), "--dry-run", *arguments]
        answer = subprocess.run(words, cwd=repo_root, env=env, capture_output=True, text=True)
        return answer.stdout.strip()

    assert plan() == "python3 -m bootstrap help"
    assert plan("test", "ARGS=-k box", "PYTHON=python3.13") == (
        "python3.13 -m bootstrap test -k box"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["run", "--port", "eight"], "PORT is 'eight': expected a whole number"),
        (["setup", "--checkpoint", "nowhere.pth"], "CHECKPOINT names 'nowhere.pth'"),
        (["run", "--colour"], "unrecognized arguments: --colour"),
        (["fly"], "invalid choice: 'fly'"),
        ([], "required: command"),
    ],
)
def test_a_wrong_choice_is_told_without_traceback(
    repo_root: Path, arguments: list[str], sentence: str
) -> None:
    answer = bootstrap(repo_root, *arguments)
    assert answer.returncode != 0
    assert sentence in answer.stderr
    assert "Traceback" not in answer.stderr


def test_an_old_python_gets_one_sentence(repo_root: Path) -> None:
    pretend = (
        "import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0); sys.version = '3.9.2 (x)'\n"
        "runpy.run_module('bootstrap', run_name='__main__')"
    )
    answer = subprocess.run(
        [sys.executable, "-c", pretend], cwd=repo_root, capture_output=True, text=True
    )
    assert answer.returncode == 1
    assert answer.stderr.strip() == (
        "Segment Studio needs Python 3.11 or newer, and this is Python 3.9.2. "
        "Name a newer one, as in: make run PYTHON=python3.12"
    )


def test_it_runs_before_anything_is_installed(repo_root: Path) -> None:
    """-S leaves out every installed package; -X importtime lists what was imported."""
    answer = subprocess.run(
        [sys.executable, "-S", "-X", "importtime", "-m", "bootstrap", "help"],
        cwd=repo_root,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    imported = {line.split("|")[-1].strip().split(".")[0] for line in answer.stderr.splitlines()}
    assert not imported & {"torch", "numpy", "sam", "export", "server"}


@pytest.mark.parametrize(
    ("accident", "status", "told"),
    [
        (BootstrapError("No heat."), 1, ["", "No heat."]),
        (CommandFailed("It failed.", ["its", "words"]), 1, ["its", "words", "", "It failed."]),
        (OSError(28, "No space left on device", "file"), 1, ["", "file: No space left on device."]),
        (
            KeyboardInterrupt(),
            130,
            ["", "Interrupted; the same command takes up where this one stopped."],
        ),
    ],
)
def test_a_failure_is_told_in_a_sentence(
    accident: BaseException,
    status: int,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> int:
        raise accident

    monkeypatch.setitem(commands.COMMANDS, "lint", fail)
    assert commands.main(["lint"]) == status
    assert capsys.readouterr().err.splitlines() == told


def test_the_npm_lock_is_whole_and_names_no_address(repo_root: Path) -> None:
    """`npm ci` refuses a lock without some platform's package, on every platform."""
    packages = json.loads((repo_root / "package-lock.json").read_text())["packages"]
    for path, package in packages.items():
        assert path == "" or package["integrity"].startswith("sha512-"), path
        assert "resolved" not in package, path
        for needed in package.get("dependencies", {}) | package.get("optionalDependencies", {}):
            assert f"node_modules/{needed}" in packages, f"{path} needs {needed}"


def test_bench_measures_everything_that_there_is_or_what_was_named(
    monkeypatch: pytest.MonkeyPatch, project: Project
) -> None:
    """What is named exists, and one that fails makes the whole fail without ending it."""
    measured: list[list[str]] = []

    def call(words: list[str], cwd: Path) -> int:
        measured.append(words[3:])
        return 2 if "encoder" in words else 0

    monkeypatch.setattr(commands, "_do", lambda *_: None)
    monkeypatch.setattr(commands.subprocess, "call", call)
    assert commands._bench(project, argparse.Namespace(), []) == 2
    assert measured == [[name] for name in commands.BENCHMARKS]
    measured.clear()
    assert commands._bench(project, argparse.Namespace(), ["page", "--clicks", "5"]) == 0
    assert measured == [["page", "--clicks", "5"]]


def test_what_bench_measures_is_there_to_be_measured(repo_root: Path) -> None:
    words = [sys.executable, "-m", "benchmarks", "--help"]
    answer = subprocess.run(words, cwd=repo_root, capture_output=True, text=True, check=True)
    for name in (*commands.BENCHMARKS, *commands.BENCHMARKS_IN_A_BUNDLE, "load", "soak"):
        assert re.search(rf"^ +{name} ", answer.stdout, re.MULTILINE), name


def test_a_failed_step_of_the_setup_hides_no_check(
    monkeypatch: pytest.MonkeyPatch, project: Project, program, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where npm cannot install, Python is linted all the same."""

    def fail(report: object) -> None:
        raise CommandFailed("The network could not be reached.", ["npm error code ENOTFOUND"])

    def step(key: str, action: Callable[[Report], None], *needed: str) -> Step:
        return Step(key.title(), f"Doing {key}", key, project.root, list, action, needed)

    done: list[str] = []
    steps = [
        step("npm", fail),
        step("fflate", lambda report: done.append("fflate"), "npm"),
        step("requirements-dev.lock", lambda report: done.append("python")),
    ]
    monkeypatch.setattr(commands, "here", lambda: project)
    monkeypatch.setattr(
        commands.plans, "linting", lambda _: (Node(Path("node"), Path("npm")), steps)
    )
    (project.root / "Makefile").write_text("".join(f"{name}: ## X\n" for name in COMMANDS))
    program(project.python, "print('looked at')")
    assert commands.main(["lint"]) == 1
    said = capsys.readouterr().out
    assert done == ["python"]
    assert "npm error code ENOTFOUND\nThe network could not be reached.\n" in said
    assert "Fflate: not done, for lack of Npm\n" in said
    assert said.count("looked at") == 4  # ruff, twice, mypy, import-linter
    assert "Not run, for lack of Npm: see the set-up above." in said
    assert re.search(r"^biome .* NOT RUN$", said, re.MULTILINE)
    assert re.search(r"^mypy .* ok$", said, re.MULTILINE)
    assert said.endswith("Failed: Npm, Fflate, biome.\n")
