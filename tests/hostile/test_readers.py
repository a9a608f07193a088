"""What a hunt began with, and what one found: nothing but its own errors leaves a reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.readers import READERS, SEEDS

FILES = sorted(file for file in SEEDS.rglob("*") if file.is_file())


def test_there_are_seeds_for_each_reader_and_they_are_small() -> None:
    assert {file.parent.name for file in FILES} == set(READERS)
    assert all(file.stat().st_size <= 8192 for file in FILES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_nothing_but_its_own_errors_leaves_a_reader(file: Path) -> None:
    READERS[file.parent.name](file.read_bytes())
