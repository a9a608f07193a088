"""Jobs: what their streams tell, what is shared, and what ends them. No model, no HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from sam.automatic import Event, Progress
from studio.errors import BrokenError, BusyError, GoneError, StoppingError
from studio.job_results import size_of
from studio.jobs import Jobs, Pause
from tests.studio.work import Lines, Work, ending, later, make, never, read, record, words


def test_it_tells_every_event_in_order() -> None:
    work, jobs = Work(), make()
    lines = read(jobs.open("a", 3, work, never))

    assert words(lines) == [
        *("progress0", "mask0", "progress1", "withdraw0", "mask1", "progress2", "mask2"),
        *("progress3", "mask0", "summary"),
    ]
    assert lines[0] == {"event": "progress", "done": 0, "total": 3, "seconds": 0.0}
    assert lines[1] == {"event": "mask", "id": 0, **record(0.0).as_dict("coco_rle")}
    assert lines[-1] == {"event": "summary", "ids": [2, 0], "seconds": 1.5}
    assert (work.ended, jobs.running, jobs.waiting) == (1, 0, 0)


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
    again = jobs.open("a", 3, work, never)
    second = read(again)

    assert words(second) == ["progress3", "mask2", "mask0", "summary"]
    assert second[1] == first[6]
    assert second[2] == first[8]  # as it was told last
    assert again.cached and second[-1] == first[-1]
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

    whole = sum(size_of(event) for event in make().open("a", 3, work, never))
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

    with pytest.raises(GoneError):
        next(stream)
    assert (work.batches, work.ended, jobs.running) == (1, 1, 0)


def test_a_client_that_goes_away_while_encodes_go_first_ends_it() -> None:
    gone, waits = threading.Event(), threading.Event()

    def idle(seconds: float) -> bool:
        waits.set()
        return gone.wait(seconds) and False

    work, jobs = Work(), make(idle=idle)
    stream = jobs.open("a", 3, work, gone.is_set)
    next(stream)
    ends: list[str] = []
    reader = later(lambda: ends.append(ending(stream)))
    assert waits.wait(10)
    assert work.batches == 0
    gone.set()
    reader.join(10)

    assert (ends, work.batches, jobs.running) == (["GoneError"], 0, 0)


def test_a_client_that_goes_away_before_a_crop_is_encoded_ends_it() -> None:
    work, jobs, gone = Work(), make(), threading.Event()

    def before(pause: Pause) -> None:
        gone.set()
        pause()

    work.before = before
    stream = jobs.open("a", 3, work, gone.is_set)
    next(stream)
    with pytest.raises(GoneError):
        next(stream)
    assert (work.batches, work.ended, jobs.running) == (1, 1, 0)


def test_encodes_go_first() -> None:
    idle, waits = threading.Event(), threading.Event()

    def wait_until_idle(seconds: float) -> bool:
        if not idle.is_set():
            waits.set()
        return idle.wait(seconds)

    work, jobs = Work(), make(idle=wait_until_idle)
    idle.set()
    stream = jobs.open("a", 3, work, never)
    for _ in range(3):
        next(stream)
    idle.clear()
    rest: Lines = []
    reader = later(lambda: rest.extend(read(stream)))
    assert waits.wait(10)
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
    assert next(second) == Progress(1, 3, 0.5)  # how far the first one is
    rest: Lines = []
    follower = later(lambda: rest.extend(read(second)))
    read(first)
    follower.join(10)

    assert words(rest)[-4:] == ["progress3", "mask2", "mask0", "summary"]
    assert second.cached
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
    assert not second.cached
    assert work.starts == 2


@pytest.mark.parametrize(
    "error", [BrokenError("embedding_not_finite", "It is not finite."), RuntimeError("memory")]
)
def test_a_failure_leaves_the_stream_and_is_not_kept(error: Exception) -> None:
    work, jobs = Work(), make()
    stream = jobs.open("a", 3, work, never)
    for _ in range(3):
        next(stream)
    work.error = error
    with pytest.raises(type(error)) as caught:
        read(stream)

    assert caught.value is error
    assert (work.ended, jobs.running) == (1, 0)
    work.error = None
    assert len(read(jobs.open("a", 3, work, never))) == 10  # it is tried anew


def test_a_job_that_cannot_start_is_no_stream_and_frees_its_place() -> None:
    jobs = make()

    def fail(pause: Pause) -> Iterator[Event]:
        raise BusyError("Too many are waiting.", 2)

    with pytest.raises(BusyError, match="Too many are waiting"):
        jobs.open("a", 3, fail, never)
    assert (jobs.running, jobs.waiting) == (0, 0)


def test_who_follows_and_cannot_start_says_so() -> None:
    jobs = make()

    def fail(pause: Pause) -> Iterator[Event]:
        raise BusyError("Too many are waiting.", 2)

    first = jobs.open("a", 3, Work(), never)
    second = jobs.open("a", 3, fail, never)
    next(second)
    first.close()
    with pytest.raises(BusyError, match="Too many are waiting"):
        next(second)
    assert (jobs.running, jobs.waiting) == (0, 0)


def test_stopping_ends_all_of_them() -> None:
    work, jobs = Work(), make()
    stream = jobs.open("a", 3, work, never)
    next(stream)
    next(stream)
    jobs.stop()
    with pytest.raises(StoppingError):
        next(stream)
    assert (work.ended, jobs.running) == (1, 0)
