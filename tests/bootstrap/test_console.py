"""Steps are numbered, a running one shows life, and a failed one ends its line."""

from __future__ import annotations

import io
import re

import pytest

from bootstrap import console
from bootstrap.console import Console, duration
from tests.waiting import until


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_each_step_has_its_number_and_its_time() -> None:
    stream = io.StringIO()
    out = Console(total=3, stream=stream)
    out.skip("Python environment")
    with out.step("Installing the Python packages"):
        pass
    out.announce("Serving")
    assert re.fullmatch(
        r"\[1/3\] Python environment: up to date\n"
        r"\[2/3\] Installing the Python packages … \d\.\d s\n"
        r"\[3/3\] Serving\n",
        stream.getvalue(),
    )


def test_a_failed_step_ends_its_line() -> None:
    stream = io.StringIO()
    with pytest.raises(ValueError), Console(total=1, stream=stream).step("Working"):
        raise ValueError
    assert re.fullmatch(r"\[1/1\] Working … stopped after \d\.\d s\n", stream.getvalue())


def test_a_long_step_shows_its_newest_line_in_a_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "LOG_INTERVAL", 0.05)
    stream = io.StringIO()
    with Console(total=1, stream=stream).step("Working") as report:
        report("collecting\n")
        report("\n")
        wait_for(stream, "collecting …")
        report("installing " + "much " * 100)
        wait_for(stream, "installing much")
    lines = stream.getvalue().splitlines()
    assert lines[0] == "[1/1] Working …"
    assert lines[1].endswith(" s: collecting …")
    assert max(len(line) for line in lines[:-1]) <= 102


def test_a_terminal_shows_it_on_the_same_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    stream = Terminal()
    with Console(total=1, stream=stream).step("Working") as report:
        report("collecting " + "much " * 20)
        wait_for(stream, "collecting much")
    shown = stream.getvalue()
    assert "\n" not in shown[:-1]
    assert max(len(line) for line in shown.replace("\x1b[K", "").split("\r")) <= 40
    assert shown.endswith("s\x1b[K\n")


def test_a_stream_without_the_ellipsis_gets_a_question_mark() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    Console(stream=stream).say("wait …")
    assert raw.getvalue() == b"wait ?\n"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.04, "0.0 s"), (9.94, "9.9 s"), (9.96, "10 s"), (59.6, "1 min 0 s"), (125, "2 min 5 s")],
)
def test_durations_read_well(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def wait_for(stream: io.StringIO, text: str) -> None:
    until(lambda: text in stream.getvalue())
