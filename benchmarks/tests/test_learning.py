"""Which pictures a round is given when it is to learn from few."""

from __future__ import annotations

import numpy as np

from benchmarks.learning import spread
from dataengine.training.examples import Example


def example(name: str) -> Example:
    return Example(
        name=name,
        group=name[0],
        open=lambda: np.zeros((2, 2, 3), np.uint8),
        masks=list,
        objects=1,
    )


def test_few_pictures_are_of_many_groups() -> None:
    every = [example(name) for name in ("a1", "a2", "a3", "b1", "b2", "c1")]
    assert [each.name for each in spread(every, 4)] == ["a1", "a2", "b1", "c1"]
    assert [each.name for each in spread(every, 2)] == ["a1", "b1"]
    assert [each.name for each in spread(every, None)] == [each.name for each in every]
