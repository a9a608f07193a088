"""Orders of a queue: the pictures that wait, and a word with each that says why it comes there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

import numpy as np
import numpy.typing as npt

from dataengine.queue import diverse, unsure
from dataengine.records import QueueOrder, Why

ORDERS: tuple[QueueOrder, ...] = get_args(QueueOrder)
WHYS: tuple[Why, ...] = get_args(Why)

_OF_SIGNAL: Mapping[unsure.Signal, Why] = {
    "disagreement": "unsure",
    "changed": "changed",
    "unfamiliar": "unfamiliar",
}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A picture's place in an order.

    Attributes:
        index: of the picture, among those that were given.
        why: it comes there.
    """

    index: int
    why: Why


def unlike_first(descriptors: npt.ArrayLike, done: npt.ArrayLike) -> list[Ranked]:
    """Those that are not done, unlike ones first; see :mod:`dataengine.queue.diverse`.

    The first one where nothing is done is ``typical``; the others are ``unlike`` those before them,
    or ``alike`` from where no picture is half as far from them as the farthest was.

    Args:
        descriptors: ``(N, D)``, of all pictures.
        done: ``(N,) bool``, which are annotated or begun.
    """
    given, begun = np.asarray(descriptors, np.float32), np.asarray(done, np.bool_)
    if begun.all():
        return []
    typical = _typical(given, begun)
    order, far = diverse.k_centre(diverse.placed(given), begun, typical)
    farthest = max((each for each in far if np.isfinite(each)), default=0.0)

    def why(distance: float) -> Why:
        if not np.isfinite(distance):
            return "typical"
        return "unlike" if distance > farthest / 2 else "alike"

    return [
        Ranked(int(index), why(float(distance))) for index, distance in zip(order, far, strict=True)
    ]


def unsure_first(
    descriptors: npt.ArrayLike,
    done: npt.ArrayLike,
    disagreement: npt.ArrayLike,
    changed: npt.ArrayLike | None = None,
) -> list[Ranked]:
    """Those that are not done, those first of which the model is least sure, unlike ones among
    them; see :mod:`dataengine.queue.unsure`.

    A picture of the upper half has the word of the signal in which it stands highest (``unsure``:
    its candidates disagree, ``changed``: the decoders do, ``unfamiliar``: it is unlike what was
    annotated); the others are ``sure``.

    Args:
        descriptors, done: as :func:`unlike_first` takes them.
        disagreement: ``(N,)``, of the candidates in each picture; NaN where it is not known.
        changed: ``(N,)``, one minus the IoU of the published and the tuned decoder's masks; None
            without a tuned decoder.
    """
    given, begun = np.asarray(descriptors, np.float32), np.asarray(done, np.bool_)
    if begun.all():
        return []
    points = diverse.placed(given)
    waiting = np.flatnonzero(~begun)
    signals: dict[unsure.Signal, npt.NDArray[np.float64]] = {
        "disagreement": np.asarray(disagreement, np.float64)[waiting]
    }
    if changed is not None:
        signals["changed"] = np.asarray(changed, np.float64)[waiting]
    if begun.any():
        far = diverse.distances(points[waiting], points[begun])
        signals["unfamiliar"] = far.astype(np.float64)
    shares, highest = unsure.unsureness(signals)
    unsureness = np.zeros(len(given))
    unsureness[waiting] = shares
    names = dict(zip(waiting.tolist(), highest, strict=True))
    order = unsure.least_sure(unsureness, points, begun, diverse.MOST_CENTRES)
    middle = float(np.median(shares))
    return [
        Ranked(index, _OF_SIGNAL[names[index]] if unsureness[index] >= middle else "sure")
        for index in order.tolist()
    ]


def _typical(descriptors: diverse.Floats, done: diverse.Bits) -> int:
    """Of those that are not done the one that is most like all."""
    left = np.flatnonzero(~done)
    return int(left[diverse.most_typical(descriptors[left])])
