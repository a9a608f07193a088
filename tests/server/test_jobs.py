"""Jobs: what their streams tell, what is shared, and what ends them. No model, no HTTP."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator

import pytest

from sam.automatic import Event
from server.errors import ApiError
from server.jobs import Jobs, Pause
from tests.server.work import Lines, Work, later, make, never, read, record, words


def test_it_tells_every_event_in_order() -> None:
    work, jobs = Work(), make()
    lines = read(jobs.open("a", 3, work, never))

    assert words(lines) == [
        *("progress0", "mask0", "progress1", "withdraw0", "mask1", "progress2", "mask2"),
        *("progress3", "mask0", "summary"),
    ]
    assert lines[0] == {"event": "progress", "done": 0, "total": 3, "seconds": 0.0}
    assert lines[1] == {"event": "mask", "id": 0, **record(0.0).as_dict("coco_rle")}
    assert lines[-1] == {"event": "summary", "ids": [2, 0], "seconds": 1.5, "cached": False}
    assert (work.ended, jobs.running, jobs.waiting) == (1, 0, 0)


def test_a_line_is_one_line_of_text() -> None:
    for line in make().open("a", 3, Work(), never):
        assert line.endswith(b"}\n")
        assert line.count(b"\n") == 1


def test_nothing_is_done_before_it_is_asked_for() -> None:
    work, jobs = Work(), make()
    stream = jobs.open("a", 3, work, never)
    next(stream)
    assert work.batches == 0
    next(stream)
    assert work.batches == 1
    stream.close()


def test_a_second_request_is_answered_at_once() -> None:
    work, jobs = Work(), make()
    first = read(jobs.open("a", 3, work, never))
    second = read(jobs.open("a", 3, work, never))

    assert words(second) == ["progress3", "mask2", "mask0", "summary"]
    assert second[1] == first[6]
    assert second[2] == first[8]  # as it was told last
    assert second[-1] == {**first[-1], "cached": True}
    assert work.starts == 1
    other = read(jobs.open("b", 3, work, never))
    assert words(other) == words(first)
    assert work.starts == 2


def test_what_is_kept_is_bounded() -> None:
    work = Work()
    small = Jobs(1, 100, lambda _: True, 0.0)
    for _ in range(2):
        assert len(read(small.open("a", 3, work, never))) == 10
    assert work.starts == 2

    whole = sum(len(line) for line in make().open("a", 3, work, never))
    jobs = Jobs(1, int(1.2 * whole), lambda _: True, 0.0)
    for key in "abca":  # each result takes more than a third
        read(jobs.open(key, 3, work, never))
    before = work.starts
    read(jobs.open("a", 3, work, never))
    assert work.starts == before
    read(jobs.open("b", 3, work, never))
    assert work.starts == before + 1


def test_closing_ends_the_work_and_frees_the_place() -> None:
    work, jobs = Work(), make()
    stream = jobs.open("a", 3, work, never)
    for _ in range(3):
        next(stream)
    stream.close()

    assert (work.batches, work.ended, jobs.running) == (1, 1, 0)
    assert len(read(jobs.open("b", 3, Work(), never))) == 10
    assert len(read(jobs.open("a", 3, work, never))) == 10  # half a result was not kept


def test_closing_before_the_first_line_frees_the_place() -> None:
    jobs = make()
    jobs.open("a", 3, Work(), never).close()
    assert (jobs.running, jobs.waiting) == (0, 0)


def test_a_client_that_went_away_ends_it_between_batches() -> None:
    work, jobs, gone = Work(100), make(), threading.Event()
    stream = jobs.open("a", 100, work, gone.is_set)
    next(stream)
    next(stream)
    gone.set()

    assert list(stream) == []
    assert (work.batches, work.ended, jobs.running) == (1, 1, 0)


def test_a_client_that_goes_away_while_encodes_go_first_ends_it() -> None:
    gone = threading.Event()
    work, jobs = Work(), make(idle=lambda seconds: gone.wait(seconds) and False)
    stream = jobs.open("a", 3, work, gone.is_set)
    next(stream)
    reader = later(lambda: list(stream))
    time.sleep(0.05)
    assert work.batches == 0
    gone.set()
    reader.join(10)

    assert (work.batches, jobs.running) == (0, 0)


def test_a_client_that_goes_away_before_a_crop_is_encoded_ends_it() -> None:
    work, jobs, gone = Work(), make(), threading.Event()

    def before(pause: Pause) -> None:
        gone.set()
        pause()

    work.before = before
    assert len(list(jobs.open("a", 3, work, gone.is_set))) == 1
    assert (work.batches, work.ended, jobs.running) == (1, 1, 0)


def test_encodes_go_first() -> None:
    idle = threading.Event()
    work, jobs = Work(), make(idle=idle.wait)
    idle.set()
    stream = jobs.open("a", 3, work, never)
    for _ in range(3):
        next(stream)
    idle.clear()
    rest: Lines = []
    reader = later(lambda: rest.extend(read(stream)))
    time.sleep(0.3)
    assert (work.batches, rest) == (1, [])
    idle.set()
    reader.join(10)

    assert len(rest) == 7


def test_the_same_asked_for_at_once_is_found_once() -> None:
    work, jobs = Work(), make(most=1)
    first = jobs.open("a", 3, work, never)
    for _ in range(3):
        next(first)
    second = jobs.open("a", 3, work, never)
    assert json.loads(next(second))["done"] == 1  # how far the first one is
    rest: Lines = []
    follower = later(lambda: rest.extend(read(second)))
    read(first)
    follower.join(10)

    assert words(rest)[-4:] == ["progress3", "mask2", "mask0", "summary"]
    assert rest[-1]["cached"] is True
    assert (work.starts, jobs.running, jobs.waiting) == (1, 0, 0)


def test_who_follows_a_job_that_is_given_up_goes_on_with_it() -> None:
    work, jobs = Work(), make(most=1)
    first = jobs.open("a", 3, work, never)
    next(first)
    second = jobs.open("a", 3, work, never)
    next(second)
    first.close()
    rest = read(second)

    assert words(rest)[0] == "progress0"
    assert len(rest) == 10
    assert rest[-1]["cached"] is False
    assert work.starts == 2


def test_a_failure_is_the_last_line() -> None:
    work, jobs = Work(), make()
    stream = jobs.open("a", 3, work, never)
    for _ in range(3):
        next(stream)
    work.error = ApiError(500, "embedding_not_finite", "It is not finite.")
    (line,) = read(stream)

    assert line == {
        "event": "error",
        "error": {"code": "embedding_not_finite", "message": "It is not finite.", "status": 500},
    }
    assert jobs.running == 0
    work.error = None
    assert len(read(jobs.open("a", 3, work, never))) == 10  # it is tried anew


def test_an_unexpected_failure_keeps_its_details(caplog: pytest.LogCaptureFixture) -> None:
    work = Work()
    work.error = RuntimeError("out of memory at 0x7f")
    lines = read(make().open("a", 3, work, never))

    assert words(lines) == ["progress0", "error"]
    assert lines[-1]["error"]["code"] == "internal_error"
    assert "0x7f" not in json.dumps(lines)
    assert "out of memory" in caplog.text


def test_a_job_that_cannot_start_is_no_stream_and_frees_its_place() -> None:
    jobs = make()

    def fail(pause: Pause) -> Iterator[Event]:
        raise ApiError(503, "busy", "Too many are waiting.")

    with pytest.raises(ApiError, match="Too many are waiting"):
        jobs.open("a", 3, fail, never)
    assert (jobs.running, jobs.waiting) == (0, 0)


def test_who_follows_and_cannot_start_says_so() -> None:
    jobs = make()

    def fail(pause: Pause) -> Iterator[Event]:
        raise ApiError(503, "busy", "Too many are waiting.")

    first = jobs.open("a", 3, Work(), never)
    second = jobs.open("a", 3, fail, never)
    next(second)
    first.close()
    (line,) = read(second)

    assert line["error"]["message"] == "Too many are waiting."
    assert (jobs.running, jobs.waiting) == (0, 0)


def test_stopping_ends_all_of_them() -> None:
    work, jobs = Work(), make()
    stream = jobs.open("a", 3, work, never)
    next(stream)
    next(stream)
    jobs.stop()
    (line,) = read(stream)

    assert line["error"]["code"] == "stopping"
    assert (work.ended, jobs.running) == (1, 0)
