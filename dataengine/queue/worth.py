"""Whether suggestions of a label save more than they cost, by a rule that one sentence says."""

from __future__ import annotations

BREAK_EVEN = 0.5
"""Of what is suggested this share has to be right. A wrong suggestion is looked at, doubted and
rejected, and one that is accepted by mistake costs a mask; so it counts as much as a right one."""

LEAST_JUDGED = 10
"""Before so many were judged nothing is switched off."""

LAST_JUDGED = 30
"""Only the last ones count: what was learnt since shall tell."""


def costs_more(good: int, judged: int) -> bool:
    """Whether suggestions have cost more than they saved.

    Args:
        good: how many of them were right.
        judged: the last ones above the line that people have decided on, ``LAST_JUDGED`` at most.
    """
    return judged >= LEAST_JUDGED and good < BREAK_EVEN * judged
