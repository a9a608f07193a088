"""What the gate offers, refuses, and says of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dataengine.training.gate import compare, verdict
from dataengine.training.judging import Row
from sam.evaluation import MEASURES

BEFORE = {"one_click": 0.30, "best_of_3": 0.50, "three_clicks": 0.60, "box": 0.70}


def _rows(changes: dict[str, float], groups: int = 6, wobble: float = 0.0) -> list[Row]:
    """Two objects in each group, all changed by as much, every other group by more or less."""
    return [
        Row(
            f"picture{group}",
            f"group{group}",
            index,
            {
                m: BEFORE[m] + changes.get(m, 0) + (wobble if group % 2 else -wobble)
                for m in MEASURES
            },
        )
        for group in range(groups)
        for index in range(2)
    ]


NOTHING = compare(_rows({}), _rows({}))


@pytest.mark.parametrize("measure", ["one_click", "three_clicks", "box"])
def test_one_sure_gain_and_no_loss_is_offered(measure: str) -> None:
    own = compare(_rows({}), _rows({measure: 0.1}, wobble=0.02))
    said = verdict(own, NOTHING)
    assert (said.kind, said.offered, said.reasons) == ("safe", True, [])
    assert own[measure].difference == pytest.approx(0.1)
    assert 0 < own[measure].lower < own[measure].difference < own[measure].upper


def test_nothing_that_rises_for_sure_is_refused_with_the_best_figure() -> None:
    own = compare(_rows({}), _rows({"best_of_3": 0.3, "box": 0.02}, wobble=0.1))
    said = verdict(own, NOTHING)
    assert said.kind == "refused"
    assert re.fullmatch(
        r"Nothing rises for sure: at best .* by [+-]0\.\d{3} \(95 % interval -0\.\d+ to "
        r"\+0\.\d+\); expected one whose lower bound is above 0\.",
        said.reasons[-1],
    )


@pytest.mark.parametrize("measure", ["one_click", "three_clicks", "box"])
def test_a_fall_is_refused_and_named_whatever_else_rises(measure: str) -> None:
    rising = "box" if measure == "one_click" else "one_click"
    own = compare(_rows({}), _rows({measure: -0.011, rising: 0.2}))
    (reason,) = verdict(own, NOTHING).reasons
    before, after = BEFORE[measure], BEFORE[measure] - 0.011
    assert f"falls by 0.011, from {before:.3f} to {after:.3f}" in reason


def test_a_fall_that_may_be_is_refused_too() -> None:
    before = _rows({})
    after = _rows({"one_click": 0.3})
    for row in after[:2]:  # one group of six, whose box falls a lot while the others rise
        row.scores["box"] -= 0.3
    for row in after[2:]:
        row.scores["box"] += 0.06
    own = compare(before, after)
    assert own["box"].difference == pytest.approx(0)
    (reason,) = verdict(own, NOTHING).reasons
    assert reason.startswith("A box may fall by 0.")


def test_who_gains_here_and_falls_elsewhere_is_a_specialist() -> None:
    own = compare(_rows({}), _rows({"one_click": 0.2}))
    said = verdict(own, compare(_rows({}), _rows({"best_of_3": -0.05})))
    assert (said.kind, said.offered) == ("specialist", True)
    assert said.reasons == [
        "On general pictures the best of three candidates falls by 0.050, from 0.500 to 0.450; at "
        "most 0.02 is allowed."
    ]
    assert verdict(own, compare(_rows({}), _rows({"best_of_3": -0.019}))).kind == "safe"


def test_the_interval_is_of_groups_and_not_of_objects() -> None:
    """Fifty objects of two groups tell as much as two."""
    few = compare(_rows({}, 2), _rows({"box": 0.1}, 2, wobble=0.1))["box"]
    assert few.lower == pytest.approx(0, abs=1e-9) and few.upper == pytest.approx(0.2)
    assert compare(_rows({}), _rows({"box": 0.1}), seed=1) == compare(
        _rows({}), _rows({"box": 0.1}), seed=1
    )


def test_its_sentences_are_those_that_the_page_knows_in_chinese(repo_root: Path) -> None:
    known = json.loads((repo_root / "tests/vectors/gate.json").read_text(encoding="utf-8"))
    falls = [compare(_rows({}), _rows(dict.fromkeys(MEASURES, by))) for by in (-0.02, -0.05)]
    rises = compare(_rows({}), _rows({"one_click": 0.1}))
    wide = compare(_rows({}), _rows({"box": 0.0}, wobble=0.06))["box"]
    said = [
        *verdict(falls[0], NOTHING).reasons,
        *verdict(NOTHING, NOTHING).reasons,
        *verdict(rises, falls[1]).reasons,
        *verdict({**rises, "box": wide}, NOTHING).reasons,
    ]

    def form(sentence: str) -> str:
        return re.sub(r"[+-]?\d\.\d+", "#", sentence)

    assert {form(each) for each in said} == {form(each) for each in known}
