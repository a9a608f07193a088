"""A project's pictures, and what in it is done otherwise than at once and well.

A careful person overlooks an object now and then, and passes a picture over that can wait. Both are
needed for the queue and the review to have something to do, and both are drawn by rule, so that a
second run does the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from benchmarks.annotating.objects import Sitting

OVERLOOKED_EVERY = 4
"""In one picture of so many with two objects or more the last one is overlooked."""

PASSED_EVERY = 5
"""One picture of so many is passed over when it comes first."""


@dataclass(frozen=True)
class Portfolio:
    """Pictures of a project, in the order in which they are added.

    Attributes:
        sittings: the pictures with their objects.
        overlooked: by the picture's file name, the object that is not marked at first.
        passed: file names of the pictures that are passed over at first.
    """

    sittings: tuple[Sitting, ...]
    overlooked: Mapping[str, tuple[int, str]]
    passed: frozenset[str]


def portfolio(sets: Mapping[str, Sequence[Sitting]], pictures: int, objects: int) -> Portfolio:
    """Choose a project's pictures: of each set in turn, as long as there are any.

    Args:
        sets: by name, their pictures.
        pictures: how many at most.
        objects: of a picture at most, the first ones.
    """
    in_turn = [each for each in chain.from_iterable(zip_longest(*sets.values())) if each]
    chosen = [replace(each, objects=each.objects[:objects]) for each in in_turn[: max(0, pictures)]]
    several = [each for each in chosen if len(each.objects) > 1]
    return Portfolio(
        sittings=tuple(chosen),
        overlooked={
            each.sample.image.name: each.objects[-1] for each in several[::OVERLOOKED_EVERY]
        },
        passed=frozenset(
            each.sample.image.name for each in chosen[PASSED_EVERY // 2 :: PASSED_EVERY]
        ),
    )
