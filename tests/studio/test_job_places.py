"""Places for jobs: who runs, who waits in line, who reads, and who is turned away."""

from __future__ import annotations

import threading

import pytest

from sam.automatic import Progress
from studio import job_stream
from studio.errors import BusyError, GoneError, ShareTakenError
from studio.jobs import Pause
from tests import waiting
from tests.studio.work import Lines, Work, later, make, never, read
from tests.waiting import until


def test_too_many_are_turned_away_with_an_honest_number() -> None:
    jobs = make(most=1, grace_s=0.05)
    running = jobs.open("a", 3, Work(), never)
    next(running)
    in_line = jobs.open("b", 3, Work(), never)
    assert (jobs.running, jobs.waiting) == (1, 1)
    with pytest.raises(BusyError, match="1 job of at most 1 running") as caught:
        jobs.open("c", 3, Work(), never)
    assert (caught.value.code, caught.value.retry_after) == ("busy", 5)  # nothing is known yet

    for _ in range(3):
        next(running)  # a third is done in half a second: another second to go
    with pytest.raises(BusyError, match="try again in 1 seconds") as caught:
        jobs.open("c", 3, Work(), never)
    assert caught.value.retry_after == 1
    running.close()
    assert len(read(in_line)) == 10
    assert len(read(jobs.open("c", 3, Work(), never))) == 10


def test_who_waits_in_line_comes_in_turn_and_first_who_has_nothing_running() -> None:
    jobs = make(most=3, grace_s=0)
    running = {name: jobs.open(name, 3, Work(), never, name[0]) for name in ("a1", "a2", "b1")}
    waiting = {name: jobs.open(name, 3, Work(), never, name[0]) for name in ("b2", "a3", "c1")}
    in_line: list[str] = []
    began: list[str] = []

    def follow(name: str) -> None:
        stream = waiting[name]
        next(stream)  # it waits in line
        in_line.append(name)
        next(stream)
        began.append(name)

    followers = [later(lambda name=name: follow(name)) for name in waiting]  # type: ignore[misc]
    until(lambda: len(in_line) == 3)
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
    with pytest.raises(BusyError, match="busy"):  # so many may wait, and no more
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
    assert next(second) == Progress(0, 3, 0.0)
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
    monkeypatch.setattr(job_stream, "REPEATED_S", 0.05)
    jobs = make(most=1)
    running, waiting = (jobs.open(key, 3, Work(), never) for key in "ab")
    assert [next(waiting) for _ in range(3)] == [Progress(0, 3, 0.0)] * 3
    running.close()
    assert len(read(waiting)) == 10


@pytest.mark.parametrize("key", ["a", "b"], ids=["follows", "is in line"])
def test_who_waits_and_goes_away_is_forgotten(key: str) -> None:
    jobs, gone = make(most=2), threading.Event()
    first = jobs.open("a", 3, Work(), never, "one")
    next(first)
    second = jobs.open(key, 3, Work(), gone.is_set, "one")
    next(second)
    assert (jobs.running, jobs.waiting) == (1, 1)
    gone.set()
    with pytest.raises(GoneError):
        next(second)
    second.close()
    assert (jobs.running, jobs.waiting) == (1, 0)
    first.close()


def test_results_that_are_not_read_hold_few_places_and_leave_one() -> None:
    jobs = make(most=2)
    read(jobs.open("a", 3, Work(), never))
    held = [jobs.open("a", 3, Work(), never, "one") for _ in range(2)]
    for stream in held:
        next(stream)
    with pytest.raises(ShareTakenError, match="This client has 2 requests to segment everything"):
        jobs.open("a", 3, Work(), never, "one")
    other = jobs.open("a", 3, Work(), never, "other")
    with pytest.raises(BusyError, match="3 results being read") as caught:
        jobs.open("a", 3, Work(), never, "third")
    assert type(caught.value) is BusyError
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
            waiting.pause(0.002)
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
