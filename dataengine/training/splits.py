"""Which pictures train, which end training early and which judge: by group, never by picture.

Frames of one stack or places of one part are near-duplicates, and a split that parts them measures
memory instead of learning.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dataengine.training.errors import TooFewGroupsError
from dataengine.training.examples import Example

GATE_SHARE, STOP_SHARE = 0.3, 0.1
"""Of all groups, those that judge and those that end training early."""

FEWEST = 5
"""Groups that a round needs: two judge, one ends training early, two train."""


@dataclass(frozen=True, slots=True)
class Split:
    """Examples, split three ways."""

    train: list[Example]
    stop: list[Example]
    gate: list[Example]


def split(examples: Sequence[Example], seed: int) -> Split:
    """Split by group, the same way for the same groups and seed.

    Raises:
        TooFewGroupsError: there are fewer groups than :data:`FEWEST`.
    """
    groups: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        groups[example.group].append(example)
    if len(groups) < FEWEST:
        named = ", ".join(sorted(groups)[:5]) or "none"
        counted = "1 group" if len(groups) == 1 else f"{len(groups)} groups"
        raise TooFewGroupsError(
            "too_few_groups",
            f"The pictures are of {counted} ({named}); a round needs {FEWEST} at least, "
            "since a decoder is judged on groups that it has not learnt from. Annotate more "
            "pictures, or name groups by a finer pattern.",
        )
    order = sorted(groups, key=lambda name: hashlib.sha256(f"{seed} {name}".encode()).digest())
    judging = max(2, round(GATE_SHARE * len(order)))
    stopping = max(1, round(STOP_SHARE * len(order)))
    parts = order[:judging], order[judging : judging + stopping], order[judging + stopping :]
    gate, stop, train = ([e for name in part for e in groups[name]] for part in parts)
    return Split(train, stop, gate)
