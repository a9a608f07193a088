"""Seconds a mask over time, with the decoder's retrainings marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Took:
    """What one mask took; the fields are those of :class:`dataengine.records.Timing`."""

    at: int
    active_ms: int
    clicks: int
    corrections: int
    decoder: str


@dataclass(frozen=True, slots=True)
class Point:
    """Masks that were kept one after the other.

    Attributes:
        begin, end: when the first and the last of them was kept.
        masks: how many.
        seconds, median_seconds: active time of a mask: the mean, and of the middle one.
        clicks, corrections: of a mask, the mean.
        decoder: fingerprint of the newest decoder of that time; empty before there was one.
    """

    begin: int
    end: int
    masks: int
    seconds: float
    median_seconds: float
    clicks: float
    corrections: float
    decoder: str


@dataclass(frozen=True, slots=True)
class Retraining:
    """The first mask of a decoder that was not there before; the first decoder of all is none.

    Attributes:
        masks_before: how many masks were kept before that.
    """

    at: int
    decoder: str
    masks_before: int


@dataclass(frozen=True, slots=True)
class Series:
    """The points in their order, and what is marked between them."""

    points: list[Point]
    retrainings: list[Retraining]


def series(masks: Iterable[Took], of_a_point: int) -> Series:
    """Sum up masks, so many to a point; where a new decoder comes, a new point begins.

    Args:
        masks: in the order in which they were kept.
        of_a_point: 1 or more; the last before a retraining, and of all, may have fewer.
    """
    made = Series([], [])
    decoders: list[str] = []
    portion: list[Took] = []
    count = 0

    def end() -> None:
        if portion:
            made.points.append(_point(portion, decoders[-1] if decoders else ""))
            portion.clear()

    for each in masks:
        if each.decoder and each.decoder not in decoders:
            end()
            if decoders:
                made.retrainings.append(Retraining(each.at, each.decoder, count))
            decoders.append(each.decoder)
        portion.append(each)
        count += 1
        if len(portion) == of_a_point:
            end()
    end()
    return made


def _point(masks: list[Took], decoder: str) -> Point:
    count = len(masks)
    return Point(
        begin=masks[0].at,
        end=masks[-1].at,
        masks=count,
        seconds=sum(each.active_ms for each in masks) / count / 1000,
        median_seconds=median(each.active_ms for each in masks) / 1000,
        clicks=sum(each.clicks for each in masks) / count,
        corrections=sum(each.corrections for each in masks) / count,
        decoder=decoder,
    )
