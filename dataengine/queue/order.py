"""Which picture comes next, for somebody who annotates and for somebody who reviews."""

from __future__ import annotations

from collections.abc import Collection, Iterable
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
) -> list[Picture]:
    """The pictures that a person may be given, the next one first.

    Who annotates gets what was returned to them, then what they have begun, then what was returned
    to or begun by others who left it, then prefilled and new pictures in the order in which they
    were added. Who reviews gets submitted pictures, those of others before their own. Nobody gets a
    picture that another person is at.

    Args:
        without: ids of pictures that are not wanted now.
    """
    states = _ANNOTATE if stage == "annotate" else ("submitted",)
    free = [
        each
        for each in pictures
        if each.state in states and each.id not in without and free_for(each.lease, person_id, now)
    ]

    def place(picture: Picture) -> tuple[int, int, int]:
        own = picture.worker_id == person_id
        if stage == "review":
            return int(own), 0, picture.number
        begun = picture.state in ("returned", "in_progress")
        return (0 if own and begun else 1), states.index(picture.state), picture.number

    return sorted(free, key=place)
