"""Programs run quietly, report while they run, and fail in a sentence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bootstrap.errors import BootstrapError, CommandFailed
from bootstrap.process import KEPT_LINES, run


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_lines_are_news_and_the_last_are_returned(tmp_path: Path) -> None:
    news: list[str] = []
    last = run(python("for n in range(100): print(n)"), cwd=tmp_path, report=news.append)
    assert [line.strip() for line in news] == [str(n) for n in range(100)]
    assert last.splitlines() == [str(n) for n in range(100 - KEPT_LINES, 100)]


def test_settings_are_added_to_the_environment(tmp_path: Path) -> None:
    code = "import os; print(os.environ['COLOUR'], 'PATH' in os.environ)"
    assert run(python(code), cwd=tmp_path, env={"COLOUR": "red"}) == "red True"


def test_no_program_waits_for_the_keyboard(tmp_path: Path) -> None:
    assert run(python("import sys; print(repr(sys.stdin.read()))"), cwd=tmp_path) == "''"


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("npm error code ENOSPC", "The disk is full"),
        ("Temporary failure in name resolution", "The network could not be reached"),
        ("npm error code ENOTFOUND", "The network could not be reached"),
        ("W: Temporary failure resolving 'deb.debian.org'", "The network could not be reached"),
        ("OSError: [Errno 13] Permission denied: 'lib'", "may not be written"),
    ],
)
def test_a_known_cause_is_told_with_its_remedy(tmp_path: Path, output: str, sentence: str) -> None:
    with pytest.raises(CommandFailed, match=sentence) as failure:
        run(python(f"print('noise'); print({output!r}); raise SystemExit(1)"), cwd=tmp_path)
    assert "run the same command again" in str(failure.value)
    assert failure.value.output == [output]


def test_an_unknown_cause_names_the_command_and_its_status(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="ended with status 7"):
        run(python("raise SystemExit(7)"), cwd=tmp_path)


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BootstrapError, match="no-such-program could not be started"):
        run(["no-such-program"], cwd=tmp_path)
