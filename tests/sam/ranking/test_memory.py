"""What a memory learns, when it has a say, and what is kept of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sam.errors import FormatError, PromptError
from sam.ranking import FEATURES, FIRST, OWN, Memory

CASES = json.loads((Path(__file__).parents[2] / "vectors" / "ranking.json").read_text())


def click(seed: int) -> np.ndarray:
    """Features of four masks, of which predicted IoU puts token 3 first."""
    rows = np.random.default_rng(seed).uniform(0, 1, (4, len(FEATURES)))
    rows[:, :4] = np.eye(4)
    rows[:, 4] = [0.5, 0.6, 0.7, 0.9]
    return rows


WHOLE, PART = [0.1, 0.2, 0.95, 0.3], [0.9, 0.2, 0.1, 0.3]


def taught(*objects: tuple[str, list[float]]) -> Memory:
    memory = Memory()
    for seed, (label, overlaps) in enumerate(objects):
        memory.learn(label, click(seed), overlaps)
    return memory


def test_vectors_are_learnt_as_the_page_learns_them() -> None:
    memory = Memory()
    for case in CASES:
        rows = np.array(case["features"])
        assert list(memory.rank(rows, case["label"])) == case["ranked"]
        memory.learn(case["label"], rows, case["overlaps"])
        for key, label in (("weights", ""), ("weights_of_label", "nut")):
            weights = memory.weights(label)
            if case[key] is None:
                assert weights is None
            else:
                np.testing.assert_allclose(weights, case[key], rtol=0, atol=1e-5)


def test_it_is_off_until_three_objects_are_kept() -> None:
    memory = taught(*[("", WHOLE)] * (FIRST - 1))
    assert memory.weights() is None
    assert memory.rank(click(9)) == (3, 2, 1)
    memory.learn("", click(8), WHOLE)
    assert memory.objects == FIRST
    assert memory.rank(click(9))[0] == 2
    assert sorted(memory.rank(click(9))) == [0, 1, 2, 3]


def test_the_single_mask_may_come_first() -> None:
    assert taught(*[("", PART)] * 12).rank(click(9))[0] == 0


def test_a_label_has_its_own_order_from_ten_objects_on() -> None:
    mixed = [("nut", PART), ("bolt", WHOLE), ("bolt", WHOLE)] * (OWN - 1)
    memory = taught(*mixed)
    assert memory.rank(click(99), "nut")[0] == 2
    memory.learn("nut", click(98), PART)
    assert memory.rank(click(99), "nut")[0] == 0
    assert memory.rank(click(99), "bolt")[0] == 2
    assert memory.rank(click(99), "washer") == memory.rank(click(99))


def test_memories_add_up_in_any_order() -> None:
    objects = [("nut", PART), ("", WHOLE), ("bolt", WHOLE), ("nut", PART), ("bolt", PART)]
    together = taught(*objects)
    one, other = Memory(), Memory()
    for seed, (label, overlaps) in reversed(list(enumerate(objects))):
        (one if seed % 2 else other).learn(label, click(seed), overlaps)
    one.merge(other)
    assert one.objects == len(objects)
    assert {label: sums.objects for label, sums in one.labels.items()} == {"nut": 2, "bolt": 2}
    np.testing.assert_allclose(one.weights(), together.weights(), atol=1e-12)


def test_it_is_kept_as_json() -> None:
    memory = taught(*[("nut", PART)] * 4, ("", WHOLE))
    again = Memory.from_json(json.loads(json.dumps(memory.to_json())))
    assert again.objects == 5
    assert again.labels["nut"].objects == 4
    assert again.rank(click(7)) == memory.rank(click(7))
    assert (again.weights() == memory.weights()).all()


def damaged(change: Any) -> Any:
    state = taught(("nut", PART)).to_json()
    change(state)
    return state


@pytest.mark.parametrize(
    ("state", "wrong"),
    [
        (None, "version None"),
        (damaged(lambda state: state.update(version=2)), "version 2; expected 1"),
        (damaged(lambda state: state.update(labels=[])), r"labels are \[\]"),
        (damaged(lambda state: state["all"].pop("moments")), "have objects, moments and targets"),
        (damaged(lambda state: state["all"].update(objects=-1)), "have -1 objects"),
        (damaged(lambda state: state["all"]["targets"].pop()), r"targets of shape \(16,\)"),
        (damaged(lambda state: state["labels"]["nut"].update(targets=["x"])), "numbers all"),
        (damaged(lambda state: state["all"]["targets"].__setitem__(0, float("inf"))), "finite"),
    ],
)
def test_what_is_no_memory_is_refused(state: Any, wrong: str) -> None:
    with pytest.raises(FormatError, match=wrong):
        Memory.from_json(state)


@pytest.mark.parametrize(
    ("rows", "overlaps", "wrong"),
    [
        (np.zeros((4, 16)), WHOLE, r"shape \(4, 16\)"),
        (np.full((4, 17), np.inf), WHOLE, "finite"),
        (click(0), [0.1, 0.2, 0.3], r"overlaps are \[0.1, 0.2, 0.3\]"),
        (click(0), [0.1, 0.2, 0.3, 1.5], "from 0 to 1"),
    ],
)
def test_what_cannot_be_learnt_is_refused(
    rows: np.ndarray, overlaps: list[float], wrong: str
) -> None:
    memory = Memory()
    with pytest.raises(PromptError, match=wrong):
        memory.learn("nut", rows, overlaps)
    assert memory.objects == 0
