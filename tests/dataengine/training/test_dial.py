"""Where on the dial a decoder is safe: as far as it goes without losing anything elsewhere."""

from __future__ import annotations

import pytest

from dataengine.training.dial import safe_place


@pytest.mark.parametrize(
    ("own", "falls", "looked"),
    [
        # The farthest gains most and loses nothing: nothing else is looked at.
        ({0.2: 0.4, 0.5: 0.5, 1.0: 0.6}, {1.0: 0.01}, [1.0]),
        # It loses elsewhere: back until one does not.
        ({0.2: 0.4, 0.5: 0.5, 1.0: 0.6}, {1.0: 0.05, 0.5: -0.01}, [1.0, 0.5]),
        # All lose: the nearest, for the gate to say so.
        ({0.2: 0.4, 0.5: 0.5}, {0.5: 0.2, 0.2: 0.1}, [0.5, 0.2]),
        # What lies behind the best place of its own is of no use; of equal ones the farther is.
        ({0.2: 0.4, 0.5: 0.62, 0.8: 0.6, 1.0: 0.5}, {0.8: 0.0}, [0.8]),
    ],
)
def test_the_dial_goes_back_as_far_as_is_needed(
    own: dict[float, float], falls: dict[float, float], looked: list[float]
) -> None:
    places = safe_place(own, falls.__getitem__)
    assert [each.share for each in places] == looked
    assert [(each.own, each.fall) for each in places] == [(own[s], falls[s]) for s in looked]
