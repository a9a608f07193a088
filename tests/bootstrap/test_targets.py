"""Each target brings what it needs, alone and first: on a machine that has nothing but Python."""

from __future__ import annotations

import contextlib
import io
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from bootstrap import chromium, commands, node, plans, serve
from bootstrap.commands import COMMANDS
from bootstrap.errors import BootstrapError
from bootstrap.project import Project
from bootstrap.settings import Settings
from bootstrap.steps import Step
from tests.bootstrap.reach import Needs, closure, needs, provided

NEED_NOTHING = {"help", "clean"}

START_NOTHING = {"setup", "bundle", "batch", "text"}
"""Nothing but git and the environment's own pip."""


class Silent:
    """A program that says nothing and ends well; `started` keeps how it was called."""

    started: list[list[str]]
    returncode = 0
    pid = 0

    def __init__(self, words: Iterable[object], **_: object) -> None:
        self.args = [str(word) for word in words]
        self.stdout = io.StringIO()
        self.started.append(self.args)

    def __enter__(self) -> Silent:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def communicate(self, *_: object, **__: object) -> tuple[str, str]:
        return "", ""

    def wait(self, timeout: float | None = None) -> int:
        return 0

    def poll(self) -> int:
        return 0


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> tuple[list[Step], list[list[str]]]:
    """On a machine with neither Node nor Chromium: the steps planned, and the programs started."""
    planned: list[Step] = []

    class Started(Silent):
        started: list[list[str]] = []

    def plan(steps: Iterable[Step], *_: object) -> dict[str, str]:
        planned.extend(steps)
        return {}

    def serve_instead(project: Project, settings: Settings, checkpoint: Path) -> None:
        Started(serve.command(project, settings, checkpoint))

    def write_instead(project: Project, report: object) -> Path:
        raise BootstrapError("There is nothing to pack.")

    monkeypatch.setattr(node, "installed", lambda project: None)
    monkeypatch.setattr(chromium, "installed", lambda: None)
    monkeypatch.setattr(commands, "only_one", lambda *_: contextlib.nullcontext())
    monkeypatch.setattr(commands, "do_steps", plan)
    monkeypatch.setattr(commands, "try_steps", plan)
    monkeypatch.setattr(commands, "serve", serve_instead)
    monkeypatch.setattr(commands.bundle, "write", write_instead)
    monkeypatch.setattr(subprocess, "Popen", Started)
    return planned, Started.started


@pytest.mark.parametrize("target", sorted(set(COMMANDS) - NEED_NOTHING))
def test_a_target_brings_all_that_its_programs_need(
    target: str, fresh: tuple[list[Step], list[list[str]]], repo_root: Path
) -> None:
    planned, started = fresh
    commands.main([target])
    there = provided(repo_root, planned)
    assert planned
    assert started or target in START_NOTHING, "there is nothing to look at"
    for command in started:
        wanted = needs(repo_root, command)
        assert wanted.python <= there.python, command
        assert wanted.npm <= there.npm, command
        assert wanted.steps <= there.steps, command


@pytest.mark.parametrize(
    "target", ["run", "setup", "bench", "load", "soak", "screenshots", "bundle"]
)
def test_what_serves_has_the_page_its_weights_and_its_decoder(
    target: str, fresh: tuple[list[Step], list[list[str]]], repo_root: Path
) -> None:
    planned, _ = fresh
    commands.main([target])
    _, serving = plans.serving(Project(repo_root), Settings())
    assert {step.key for step in serving} <= {step.key for step in planned}


def test_a_step_comes_after_those_that_it_needs(
    fresh: tuple[list[Step], list[list[str]]], repo_root: Path
) -> None:
    planned, _ = fresh
    for target in sorted(set(COMMANDS) - NEED_NOTHING):
        planned.clear()
        commands.main([target])
        keys = [step.key for step in planned]
        for place, step in enumerate(planned):
            assert not set(step.needs) & set(keys[place:]), f"{target}: {step.key} comes too early"


def test_what_a_bundle_measures_needs_only_what_running_needs(repo_root: Path) -> None:
    project = Project(repo_root)
    running = provided(repo_root, plans.serving(project, Settings())[1])
    for name in commands.BENCHMARKS_IN_A_BUNDLE:
        wanted = needs(repo_root, ["python", "-m", f"benchmarks.{name}"])
        main = needs(repo_root, ["python", "-m", "benchmarks.errors"])
        assert wanted.python | main.python <= running.python
        assert "chromium" not in wanted.steps


def test_the_look_at_the_sources_finds_what_measuring_is_made_with(repo_root: Path) -> None:
    """It would be worth nothing if it did not see through two packages and a started program."""
    measuring = needs(repo_root, ["python", "-m", "benchmarks", "decoder"])
    assert {"playwright", "locust", "psutil", "torch", "flask"} <= measuring.python
    assert measuring.steps == {"chromium"}
    lint = needs(repo_root, [str(repo_root / "node_modules/.bin/tsc")])
    assert lint == Needs(npm={"typescript"}, steps={"npm", "fflate", "idb", "uplot"})
    assert repo_root / "server" / "app.py" in closure(repo_root, [repo_root / "benchmarks/load.py"])
