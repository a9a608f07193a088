"""Gold pictures among the others: when a person gets one, which one, and what they see of it.

A gold picture's annotations are a known answer. To annotators who have not worked on it, it is a
picture like any other that nobody has begun; what they make of it is kept beside it, as a *trial*.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from dataengine.records import Picture

MOST_RATE = 0.5
"""Of the pictures that a person is given, this share may be gold at most."""


def due(given: int, rate: float, seed: str) -> int:
    """How many gold pictures belong among the first so many others.

    One in each stretch of others that is as long as the rate has it, at a place in it that nobody
    knows without the seed: so the share is kept, and none can be expected.

    Args:
        given: pictures that are not gold, and that this person has begun or done; from 0.
        rate: the share of gold among all that they are given, 0 to ``MOST_RATE``.
        seed: unlike any other person's and project's.
    """
    if rate <= 0:
        return 0
    stretches = given * rate / (1 - rate)
    whole = int(stretches)
    return whole + (stretches - whole >= _share(f"{seed} {whole}"))


def chosen(untried: Sequence[Picture], seed: str) -> Picture | None:
    """Which of the gold pictures a person gets next: in an order of their own."""
    return min(untried, key=lambda each: _share(f"{seed} {each.id}"), default=None)


def blank(gold: Picture, prefilled: int | None = None) -> Picture:
    """A gold picture as one sees it who has not begun it: as it was when it was added.

    Its ``number`` is 0, under which nothing is kept.

    Args:
        prefilled: when masks were suggested of it, as of others that nobody has begun; None where
            none were.
    """
    return replace(
        gold,
        number=0,
        shown_as=gold.number,
        state="new" if prefilled is None else "prefilled",
        objects=0,
        open_comments=0,
        exhaustive=None,
        lease=None,
        worker_id=None,
        version=1 if prefilled is None else 2,
        contents=0,
        changed=gold.added if prefilled is None else prefilled,
    )


def _share(text: str) -> float:
    """A number above 0 and up to 1 that stands for a text."""
    return (int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big") + 1) / (1 << 48)
