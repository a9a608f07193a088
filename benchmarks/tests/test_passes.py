"""Three passes of the scripted annotator: which half teaches which, and what they take."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.annotating.passes_chart import draw
from benchmarks.annotating.passes_tally import (
    ACTION_S,
    LOOK_S,
    PASSES,
    Pass,
    changes,
    clicks_table,
    seconds_of,
    summary,
    table,
)
from benchmarks.annotating.script import Outcome
from benchmarks.dataset import DatasetError, Sample
from benchmarks.passes import halved

PLACE = re.compile(r"^(\w)")


def sample(name: str) -> Sample:
    return Sample(name, Path(f"{name}.png"), Path(f"{name}-masks.png"), "industrial/core", 1)


def passes() -> dict[str, Pass]:
    """Six objects in three groups; the memory saves an action of each, the decoder two."""
    found = {}
    for saved, name in enumerate(PASSES):
        found[name] = Pass()
        for place in "aabbcc":
            outcome = Outcome(0.9, [100.0] * (4 - saved), prompts=3 - saved, looks=3 - saved)
            found[name].add(outcome, place)
            found[name].clicks.append([0.5] * (3 - saved) + [0.9])
    return found


def test_no_group_is_in_both_halves() -> None:
    one, other = halved([sample(name) for name in ("a1", "b1", "a2", "c1", "b2")], PLACE)
    assert [each.sample.name for each in one] == ["a1", "a2", "c1"]
    assert [each.sample.name for each in other] == ["b1", "b2"]


def test_one_group_cannot_be_halved() -> None:
    with pytest.raises(DatasetError, match="1 groups"):
        halved([sample("a1"), sample("a2")], PLACE)


def test_seconds_are_actions_looks_and_waiting() -> None:
    assert seconds_of(Outcome(0.9, [500, 1500], prompts=1, looks=3)) == pytest.approx(
        2 * ACTION_S + 3 * LOOK_S + 2
    )


def test_passes_stand_beside_the_first() -> None:
    found = changes(passes())
    assert found["published"]["actions"].difference == 0
    assert found["memory"]["actions"].difference == -1
    # All objects save as much, so that no draw of groups says otherwise.
    assert (found["tuned"]["actions"].lower, found["tuned"]["actions"].upper) == (-2, -2)
    line = summary(passes())
    assert line["tuned"]["actions_per_object"] == 2
    assert line["tuned"]["noc85"] == 2
    assert line["memory"]["noc65"] == line["memory"]["noc85"] == 3
    assert line["memory"]["seconds_change"] == pytest.approx([-(ACTION_S + LOOK_S + 0.1)] * 3)
    assert "| tuned | 6 | 1.000 | 2.00 | -2.00 (-2.00 to -2.00) |" in table(passes())


def test_what_points_alone_reach_is_counted_to_lower_targets_too() -> None:
    found = passes()
    found["memory"].clicks = [[0.7, 0.9]] * 6
    assert "| memory | 1.00 | 2.00 | 2.00 | 0.700 | 0.900 | 0.900 |" in clicks_table(found)


def test_a_plot_has_a_bar_for_each_pass(tmp_path: Path) -> None:
    draw(passes(), tmp_path / "passes.svg")
    assert "<svg" in (tmp_path / "passes.svg").read_text(encoding="utf-8")
