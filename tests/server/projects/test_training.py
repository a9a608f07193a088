"""The process that trains is started where a round waits, once, and ends with the server."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from dataengine.engine import DataEngine
from dataengine.store import people, projects
from dataengine.training.recipe import Recipe
from dataengine.training.requests import ask
from server import Settings
from server.training import Training


class _Child:
    """Stands for a process."""

    def __init__(self, command: list[str], **_: Any) -> None:
        self.command, self.code, self.ended = command, None, False

    def poll(self) -> int | None:
        return self.code

    def terminate(self) -> None:
        self.ended = True

    def wait(self) -> None:
        assert self.ended


@pytest.fixture
def children() -> Any:
    made: list[_Child] = []

    def start(command: list[str], **options: Any) -> _Child:
        made.append(_Child(command, **options))
        return made[-1]

    with mock.patch.object(subprocess, "Popen", start):
        yield made


def test_one_at_a_time_with_the_servers_settings(tmp_path: Path, children: list[_Child]) -> None:
    cache = tmp_path / "cache"
    training = Training(Settings(data_dir=tmp_path, models=tmp_path / "models", cache_dir=cache))
    training.wake()
    training.wake()
    (child,) = children
    assert child.command[1:4] == ["-m", "dataengine", "work"]
    own = ["--data-dir", str(tmp_path), "--out", str(tmp_path / "models")]
    assert child.command[4:] == [*own, "--cache-dir", str(cache)]
    child.code = 0
    training.wake()
    assert len(children) == 2
    training.close()
    assert children[1].ended
    training.wake()
    assert len(children) == 2, "a server that stops starts nothing"


def test_none_where_the_operator_wants_none(tmp_path: Path, children: list[_Child]) -> None:
    Training(Settings(data_dir=tmp_path, trainers=0)).wake()
    assert children == []


def test_what_was_left_goes_on_when_the_server_starts(
    tmp_path: Path, children: list[_Child]
) -> None:
    engine = DataEngine(tmp_path)
    try:
        Training(Settings(data_dir=tmp_path)).go_on(engine)
        assert children == []
        with engine.writing() as tx:
            ada, _ = people.make(tx, "Ada")
        with engine.writing(ada) as tx:
            ask(tx, projects.make(tx, "Cells").id, Recipe())
        Training(Settings(data_dir=tmp_path)).go_on(engine)
        assert len(children) == 1
    finally:
        engine.close()


def test_a_process_that_cannot_be_started_is_reported(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    training = Training(Settings(data_dir=tmp_path))
    with mock.patch.object(subprocess, "Popen", side_effect=OSError(12, "Cannot allocate memory")):
        training.wake()
    assert "cannot be started (Cannot allocate memory)" in caplog.text
