"""Tests wait for events: none of them decides by sleeping."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest

from tests.waiting import until

SLEEPS = {
    "py": re.compile(r"\bsleep\(|\bwait_for_timeout\("),
    # What is put off to the end of the turn, without a time, is no sleep.
    "js": re.compile(r"\bsetTimeout\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*,"),
}

ALLOWED = {
    "tests/waiting.py": "the one that polls, with a deadline",
    "tests/test_waiting.py": "names them",
    "tests/bootstrap/test_suites.py": "programs of its own, which take a moment to end",
    "tests/browser/test_migration.py": "half a second is what the page promises to lose at most",
    "tests/browser/test_sessions.py": "the same",
    "tests/sessions/record.py": "a program that makes a file for tests",
    "tests/server/test_serving.py": "looks whether a number still grows, with a deadline",
    "tests/hostile/service.py": "a server promises to give memory back after so many seconds",
}


def test_no_test_sleeps(repo_root: Path) -> None:
    found = [
        path.relative_to(repo_root).as_posix()
        for kind, pattern in SLEEPS.items()
        for path in sorted((repo_root / "tests").rglob(f"*.{kind}"))
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert sorted(set(found) - set(ALLOWED)) == [], "wait for the event: tests.waiting.until"
    assert sorted(set(ALLOWED) - set(found)) == [], "is allowed to sleep, and does not"


def test_a_sleep_is_recognised_in_both_languages() -> None:
    assert SLEEPS["py"].search("time.sleep(0.3)")
    assert SLEEPS["py"].search("page.wait_for_timeout(9)")
    assert SLEEPS["js"].search("setTimeout(() => controller.abort(), 50);")
    assert SLEEPS["js"].search("new Promise((end) => setTimeout(end, 5))")
    assert not SLEEPS["js"].search("new Promise((end) => setTimeout(end)), then")


def test_waiting_ends_with_the_event_or_fails() -> None:
    event = threading.Event()
    threading.Timer(0.05, event.set).start()
    assert until(event.is_set)
    with pytest.raises(AssertionError, match="within 0 s"):
        until(lambda: False, seconds=0)
