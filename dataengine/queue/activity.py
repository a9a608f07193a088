"""Active time: what somebody spent on a mask, without pauses and hidden pages."""

from __future__ import annotations

from collections.abc import Sequence

LONGEST_MS = 30_000
"""Between two things that a person does; what is longer is a pause, and counts nothing."""


def active_ms(moments: Sequence[int], hidden: Sequence[tuple[int, int]] = ()) -> int:
    """Active time from the first prompt of a mask until it was kept, in milliseconds.

    Args:
        moments: when the person did something: the first prompt first, the keep last.
        hidden: from when to when the page could not be seen; no two have a time in common.

    Raises:
        ValueError: the moments do not come one after the other.
    """
    spent = 0
    for begin, end in zip(moments, moments[1:], strict=False):
        if end < begin:
            raise ValueError(f"The moment {end} comes after {begin}; expected them in order.")
        away = sum(max(0, min(end, until) - max(begin, since)) for since, until in hidden)
        seen = end - begin - away
        spent += seen if seen <= LONGEST_MS else 0
    return spent
