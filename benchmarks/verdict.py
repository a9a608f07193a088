"""What a measurement demands, and what comes of it where a demand is not met."""

from __future__ import annotations

from collections.abc import Mapping


class Missed(Exception):
    """Something that must hold did not."""


def demand(demands: Mapping[str, bool]) -> None:
    """Check what must hold, each told in a sentence.

    Raises:
        Missed: some of it does not.
    """
    missed = [sentence for sentence, holds in demands.items() if not holds]
    if missed:
        raise Missed(f"This must hold, and did not: {'; '.join(missed)}.")
