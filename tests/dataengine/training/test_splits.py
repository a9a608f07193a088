"""Pictures of one group stay together, and too few groups are refused in words."""

from __future__ import annotations

import pytest

from dataengine.training.errors import TooFewGroupsError
from dataengine.training.splits import split
from tests.dataengine.training.made import example


def test_no_group_is_in_two_parts_and_nothing_is_lost() -> None:
    examples = [example(3 * g + i, f"place{g}") for g in range(11) for i in range(3)]
    parts = split(examples, seed=0)
    each = [{e.group for e in part} for part in (parts.train, parts.stop, parts.gate)]
    assert [len(groups) for groups in each] == [7, 1, 3]
    assert len(set.union(*each)) == 11
    assert len(parts.train) + len(parts.stop) + len(parts.gate) == 33
    assert split(examples, seed=0) == parts
    assert split(examples, seed=1) != parts


@pytest.mark.parametrize("groups", [1, 4])
def test_too_few_groups_are_named(groups: int) -> None:
    examples = [example(index, f"stack{index % groups}") for index in range(12)]
    with pytest.raises(TooFewGroupsError, match=f"{groups} groups? \\(stack0.*needs 5 at least"):
        split(examples, seed=0)
