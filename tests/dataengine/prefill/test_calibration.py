"""From logits to chances that hold, and to the line above which suggestions pay."""

from __future__ import annotations

import numpy as np
import pytest

from dataengine.prefill.calibration import Scaling, Verdicts, calibrated, line_of, scaled
from dataengine.queue.worth import costs_more

WIDE = (1.0, 1.0)


def drawn(count: int, slope: float, shift: float, seed: int = 0) -> Verdicts:
    random = np.random.default_rng(seed)
    logits = random.normal(0, 2, count)
    return Verdicts(logits, random.random(count) < Scaling(slope, shift).chances(logits))


def test_chances_hold_after_many_verdicts_and_are_the_priors_after_none() -> None:
    nothing = Verdicts(np.zeros(0), np.zeros(0, bool))
    assert scaled(nothing, Scaling(0.7, 0.2), WIDE) == Scaling(0.7, 0.2)
    found = scaled(drawn(4000, 0.5, -1), Scaling(), WIDE)
    assert (found.slope, found.shift) == pytest.approx((0.5, -1), abs=0.1)
    few = scaled(drawn(4, 0.5, -1), Scaling(), (0.5, 0.5))
    assert abs(few.shift + 1) > abs(found.shift + 1)  # drawn to the prior
    # What the logits have the wrong way round is not believed.
    upside_down = Verdicts(np.array([-3.0, 3.0] * 50), np.array([True, False] * 50))
    assert scaled(upside_down, Scaling(), WIDE) == Scaling(0.3, pytest.approx(0, abs=1e-3))


def test_each_label_has_a_line_of_its_own() -> None:
    found = calibrated(
        {
            "sure": drawn(300, 1.5, 1),
            "doubtful": drawn(300, 0.6, -1.5, 1),
            "unknown": Verdicts(np.zeros(0), np.zeros(0, bool)),
        }
    )
    for label in ("sure", "doubtful"):
        each = found[label]
        assert 0.35 < each.line < 0.65  # where chances hold it is the break-even
        assert each.right > each.shown / 2
    assert found["sure"].shown > 2 * found["doubtful"].shown
    assert (found["unknown"].line, found["unknown"].shown) == (0.5, 0)
    # Three quarters of those with a chance of 0.6 were wrong: the line goes above them.
    chances = np.repeat([0.95, 0.6, 0.1], 40)
    right = np.array([True] * 38 + [False] * 2 + [True] * 10 + [False] * 30 + [False] * 40)
    assert 0.57 < line_of(chances, right) < 0.95
    # And where those below 0.5 are mostly right, below them.
    assert line_of(np.repeat([0.9, 0.3], 40), np.ones(80, bool)) < 0.35


@pytest.mark.parametrize(
    ("good", "judged", "off"), [(3, 10, True), (5, 10, False), (0, 9, False), (14, 30, True)]
)
def test_a_stated_rule_switches_off(good: int, judged: int, off: bool) -> None:
    assert costs_more(good, judged) is off
