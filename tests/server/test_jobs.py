"""Jobs: who may run, who goes first, what is shared, and what ends them. No model, no HTTP."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sam.automatic import Event, Found, Progress, Record, Summary, Withdrawn
from sam.masks.rle import CocoRle
from server import job_stream
from server.errors import ApiError
from server.jobs import Jobs, Pause, Stream

RLE: CocoRle = {"size": [4, 4], "counts": "04<"}

Lines = list[dict[str, Any]]


def record(predicted_iou: float = 0.9) -> Record:
    return Record(RLE, 4, (0, 0, 1, 1), predicted_iou, (1.0, 1.0), 0.95, (0, 0, 4, 4))


class Work:
    """A job's work: three masks in three batches, one of them withdrawn; held up and counted."""

    def __init__(self, points: int = 3) -> None:
        self.points = points
        self.starts = 0
        self.batches = 0
        self.ended = 0
        self.error: Exception | None = None
        self.before: Callable[[Pause], None] = lambda pause: None
        """Called in each batch."""

    def __call__(self, pause: Pause) -> Iterator[Event]:
        self.starts += 1
        return self._events(pause)

    def _events(self, pause: Pause) -> Iterator[Event]:
        try:
            for index in range(self.points):
                self.batches += 1
                self.before(pause)
                if self.error is not None:
                    raise self.error
                if index == 1:
                    yield Withdrawn(0)
                yield Found(index, record(index / 10))
                yield Progress(index + 1, self.points, 0.5 * (index + 1))
            yield Found(0, record(0.7))  # comes back, with another record
            yield Summary((2, 0), 1.5)
        finally:
            self.ended += 1


def never() -> bool:
    return False


def make(
    most: int = 1, idle: Callable[[float], bool] = lambda _: True, grace_s: float = 0.0
) -> Jobs:
    return Jobs(most, 10**6, idle, grace_s)


def read(stream: Stream) -> Lines:
    """All that is left of a stream."""
    try:
        return [json.loads(line) for line in stream]
    finally:
        stream.close()


def later(call: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=call)
    thread.start()
    return thread


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def words(lines: Lines) -> list[str]:
    return [f"{line['event']}{line.get('id', line.get('done', ''))}" for line in lines]


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


def test_too_many_are_turned_away_with_an_honest_number() -> None:
    jobs = make(most=1, grace_s=0.05)
    running = jobs.open("a", 3, Work(), never)
    next(running)
    in_line = jobs.open("b", 3, Work(), never)
    assert (jobs.running, jobs.waiting) == (1, 1)
    with pytest.raises(ApiError, match="1 job of at most 1 running") as caught:
        jobs.open("c", 3, Work(), never)
    assert (caught.value.status, caught.value.code) == (503, "busy")
    assert caught.value.headers == {"Retry-After": "5"}  # nothing is known yet

    for _ in range(3):
        next(running)  # a third is done in half a second: another second to go
    with pytest.raises(ApiError, match="try again in 1 seconds") as caught:
        jobs.open("c", 3, Work(), never)
    assert caught.value.headers == {"Retry-After": "1"}
    running.close()
    assert len(read(in_line)) == 10
    assert len(read(jobs.open("c", 3, Work(), never))) == 10


def test_who_waits_in_line_comes_in_turn_and_first_who_has_nothing_running() -> None:
    jobs = make(most=3, grace_s=0)
    running = {name: jobs.open(name, 3, Work(), never, name[0]) for name in ("a1", "a2", "b1")}
    waiting = {name: jobs.open(name, 3, Work(), never, name[0]) for name in ("b2", "a3", "c1")}
    began: list[str] = []

    def follow(name: str) -> None:
        stream = waiting[name]
        next(stream)  # it waits in line
        next(stream)
        began.append(name)

    followers = [later(lambda name=name: follow(name)) for name in waiting]  # type: ignore[misc]
    time.sleep(0.3)
    assert (began, jobs.running, jobs.waiting) == ([], 3, 3)
    for number, name in enumerate(("a1", "b1", "a2"), 1):
        running[name].close()
        until(lambda: len(began) == number)  # noqa: B023
    for follower in followers:
        follower.join(10)
    for stream in waiting.values():
        stream.close()

    # c had none; then b and a had none of their own besides what began, in the order they came.
    assert began == ["c1", "b2", "a3"]
    assert (jobs.running, jobs.waiting) == (0, 0)


def test_a_place_that_is_given_up_is_waited_for() -> None:
    jobs = make(most=1, grace_s=10)
    running = jobs.open("a", 3, Work(), never)
    next(running)
    answers: list[Lines] = []
    waiter = later(lambda: answers.append(read(jobs.open("b", 3, Work(), never))))
    until(lambda: jobs.waiting == 1)
    with pytest.raises(ApiError, match="busy"):  # so many may wait, and no more
        jobs.open("c", 3, Work(), never)
    running.close()
    waiter.join(10)

    assert len(answers[0]) == 10


def test_one_client_leaves_a_running_place_to_others_and_waits_in_line() -> None:
    jobs = make(most=2)
    first = jobs.open("a", 3, Work(), never, "one")
    next(first)
    own = Work()
    second = jobs.open("b", 3, own, never, "one")
    assert json.loads(next(second)) == {"event": "progress", "done": 0, "total": 3, "seconds": 0.0}
    assert (own.starts, jobs.running, jobs.waiting) == (0, 1, 1)
    other = jobs.open("c", 3, Work(), never, "other")
    assert (jobs.running, jobs.waiting) == (2, 1)
    assert len(read(other)) == 10

    rest: Lines = []
    waiter = later(lambda: rest.extend(read(second)))
    assert len(read(first)) == 9
    waiter.join(10)
    assert rest[-1]["event"] == "summary"
    assert (own.starts, jobs.running, jobs.waiting) == (1, 0, 0)


def test_who_waits_in_line_is_told_so_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_stream, "RETOLD_S", 0.05)
    jobs = make(most=1)
    running, waiting = (jobs.open(key, 3, Work(), never) for key in "ab")
    told = [json.loads(next(waiting)) for _ in range(3)]
    assert words(told) == ["progress0"] * 3
    running.close()
    assert len(read(waiting)) == 10


def test_who_waits_in_line_and_goes_away_is_forgotten() -> None:
    jobs, gone = make(most=2), threading.Event()
    first = jobs.open("a", 3, Work(), never, "one")
    second = jobs.open("b", 3, Work(), gone.is_set, "one")
    next(second)
    gone.set()
    assert list(second) == []
    second.close()
    assert (jobs.running, jobs.waiting) == (1, 0)
    first.close()


def test_results_that_are_not_read_hold_few_places_and_leave_one() -> None:
    jobs = make(most=2)
    read(jobs.open("a", 3, Work(), never))
    held = [jobs.open("a", 3, Work(), never, "one") for _ in range(2)]
    for stream in held:
        next(stream)
    with pytest.raises(
        ApiError, match="This client has 2 requests to segment everything"
    ) as caught:
        jobs.open("a", 3, Work(), never, "one")
    assert (caught.value.status, caught.value.code) == (429, "too_many_requests")
    other = jobs.open("a", 3, Work(), never, "other")
    with pytest.raises(ApiError, match="3 results being read") as caught:
        jobs.open("a", 3, Work(), never, "third")
    assert (caught.value.status, caught.value.code) == (503, "busy")
    assert len(read(jobs.open("b", 3, Work(), never, "third"))) == 10  # work has places of its own

    assert len(read(other)) == 4
    held[0].close()
    assert len(read(jobs.open("a", 3, Work(), never, "one"))) == 4
    held[1].close()


def test_a_job_that_is_done_and_still_read_is_in_nobodys_way() -> None:
    jobs = make(most=1)
    done = jobs.open("a", 3, Work(), never, "one")
    for _ in range(10):  # the summary included, but not the end
        next(done)
    assert (jobs.running, jobs.waiting) == (0, 0)
    running, in_line = (jobs.open(key, 3, Work(), never, key) for key in "bc")
    assert (jobs.running, jobs.waiting) == (1, 1)
    for stream in (done, running, in_line):
        stream.close()
    assert (jobs.running, jobs.waiting) == (0, 0)


def test_who_reads_fast_makes_others_wait_a_moment_only() -> None:
    jobs = make(most=1, grace_s=10)
    read(jobs.open("a", 3, Work(), never))
    held = [jobs.open("a", 3, Work(), never, name) for name in ("one", "other")]
    threading.Timer(0.1, held[0].close).start()
    assert len(read(jobs.open("a", 3, Work(), never, "third"))) == 4
    held[1].close()


def test_two_jobs_take_turns() -> None:
    order: list[str] = []
    together = threading.Barrier(2)
    jobs = make(most=2)
    at_work = threading.Lock()

    def run(name: str) -> None:
        work = Work(20)

        def before(pause: Pause) -> None:
            assert at_work.acquire(blocking=False)  # nobody else works
            order.append(name)
            time.sleep(0.002)
            at_work.release()

        work.before = before
        together.wait()
        read(jobs.open(name, 20, work, never))

    threads = [later(lambda name=name: run(name)) for name in "ab"]  # type: ignore[misc]
    for thread in threads:
        thread.join(20)

    assert (order.count("a"), order.count("b")) == (20, 20)
    assert "aaaa" not in "".join(order[4:30])
    assert "bbbb" not in "".join(order[4:30])


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


def test_who_follows_a_job_and_goes_away_is_forgotten() -> None:
    jobs, gone = make(most=1), threading.Event()
    first = jobs.open("a", 3, Work(), never)
    next(first)
    second = jobs.open("a", 3, Work(), gone.is_set)
    next(second)
    gone.set()
    assert list(second) == []
    second.close()

    assert (jobs.running, jobs.waiting) == (1, 0)
    first.close()


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
