"""Jobs' events as lines: what they look like, and how they end."""

from __future__ import annotations

import json

import pytest

from server.event_lines import EventLines
from studio.errors import BrokenError
from studio.jobs import Jobs
from tests.studio.work import Lines, Work, make, never


def lines_of(jobs: Jobs, work: Work) -> Lines:
    body = EventLines(jobs.open("a", 3, work, never))
    try:
        return [json.loads(line) for line in body]
    finally:
        body.close()


def test_a_line_is_one_line_of_text() -> None:
    for line in EventLines(make().open("a", 3, Work(), never)):
        assert line.endswith(b"}\n")
        assert line.count(b"\n") == 1


def test_the_end_says_whether_it_was_known() -> None:
    work, jobs = Work(), make()
    first, again = lines_of(jobs, work), lines_of(jobs, work)
    assert first[-1] == {"event": "summary", "ids": [2, 0], "seconds": 1.5, "cached": False}
    assert again[-1] == {**first[-1], "cached": True}


def test_an_error_of_the_core_is_the_last_line() -> None:
    work, jobs = Work(), make()
    work.error = BrokenError("embedding_not_finite", "It is not finite.")
    assert lines_of(jobs, work)[-1] == {
        "event": "error",
        "error": {"code": "embedding_not_finite", "message": "It is not finite.", "status": 500},
    }


def test_an_unexpected_failure_keeps_its_details(caplog: pytest.LogCaptureFixture) -> None:
    work = Work()
    work.error = RuntimeError("out of memory at 0x7f")
    lines = lines_of(make(), work)

    assert [line["event"] for line in lines] == ["progress", "error"]
    assert lines[-1]["error"]["code"] == "internal_error"
    assert "0x7f" not in json.dumps(lines)
    assert "out of memory" in caplog.text


def test_stopping_is_the_last_line() -> None:
    jobs = make()
    jobs.stop()
    assert lines_of(jobs, Work())[-1]["error"] == {
        "code": "stopping",
        "message": "The server is being stopped; it ended this job.",
        "status": 503,
    }


def test_closing_before_the_first_line_frees_the_place() -> None:
    jobs = make()
    EventLines(jobs.open("a", 3, Work(), never)).close()
    assert (jobs.running, jobs.waiting) == (0, 0)


def test_nobody_is_left_to_read_of_a_client_that_went_away() -> None:
    assert list(EventLines(make().open("a", 3, Work(), lambda: True))) == [
        b'{"event":"progress","done":0,"total":3,"seconds":0.0}\n'
    ]
