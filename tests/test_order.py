"""Quick tests come first, and what needs a browser is marked so, whatever folder it lies in."""

from __future__ import annotations

import gc
import re
from pathlib import Path
from typing import cast

import pytest

from tests.order import mark_and_sort, marks_of


class Item:
    """As much of a test as is looked at."""

    def __init__(self, file: str, *fixturenames: str) -> None:
        self.path = Path(file)
        self.fixturenames = fixturenames
        self.marks: list[str] = []

    def add_marker(self, mark: str) -> None:
        self.marks.append(mark)


def test_files_come_quick_first_and_stay_together() -> None:
    items = [
        Item("browser/test_few.py", "chromium_path", "mobile_sam"),
        Item("browser/test_many.py", "chromium_path"),
        Item("browser/test_many.py"),
        Item("export/test_truth.py", "mobile_sam"),
        Item("sam/test_boxes.py"),
        Item("export/test_truth.py"),
    ]
    mark_and_sort(cast("list[pytest.Item]", items))
    assert [item.path.name for item in items] == [
        *("test_boxes.py", "test_truth.py", "test_truth.py"),
        *("test_many.py", "test_many.py", "test_few.py"),
    ]
    assert [item.marks for item in items] == [
        *([], ["real_weights"], []),
        *(["browser"], [], ["browser", "real_weights"]),
    ]


def test_chromium_is_started_by_one_fixture_alone(repo_root: Path) -> None:
    """So that every test that starts it is marked."""
    starts = re.compile(r"\bsync_playwright\(|\bimport .*\blaunch\b")
    files = [
        path.relative_to(repo_root).as_posix()
        for path in (repo_root / "tests").rglob("*.py")
        if starts.search(path.read_text(encoding="utf-8"))
    ]
    assert sorted(files) == [
        "tests/browser/conftest.py",
        "tests/sessions/record.py",  # no test: a command of its own
    ]
    assert marks_of(["browser", "chromium_path"]) == ["browser"]
    assert marks_of(["tmp_path"]) == []


def test_the_garbage_collector_looks_at_what_tests_make_and_at_nothing_else() -> None:
    assert gc.isenabled()
    assert gc.get_freeze_count() > 100_000  # what was imported and collected
