"""Which picture comes next, for somebody who annotates and for somebody who reviews."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from math import inf
from typing import Literal

from dataengine.queue.leases import free_for
from dataengine.records import Picture

Stage = Literal["annotate", "review"]

_ANNOTATE = ("returned", "in_progress", "prefilled", "new")


def in_order(
    pictures: Iterable[Picture],
    person_id: str,
    stage: Stage,
    now: int,
    without: Collection[str] = (),
    ordered: bool = False,
) -> list[Picture]:
    """The pictures that a person may be given, the next one first.

    Who annotates gets what was returned to them, then what they have begun, then what was returned
    to or begun by others who left it, then prefilled and new pictures in the order of the queue:
    as they were added, or by their ordinals, those without one last. Who reviews gets submitted
    pictures, those of others before their own. Nobody gets a picture that another person is at.

    Args:
        without: ids of pictures that are not wanted now.
        ordered: whether the queue goes by ordinals.
    """
    states = _ANNOTATE if stage == "annotate" else ("submitted",)
    free = [
        each
        for each in pictures
        if each.state in states and each.id not in without and free_for(each.lease, person_id, now)
    ]

    def place(picture: Picture) -> tuple[int, int, float, int]:
        own = picture.worker_id == person_id
        if stage == "review":
            return int(own), 0, 0, picture.number
        begun = picture.state in ("returned", "in_progress")
        later = inf if picture.ordinal is None else picture.ordinal
        at = later if ordered and not begun else 0
        return (0 if own and begun else 1), states.index(picture.state), at, picture.number

    return sorted(free, key=place)
