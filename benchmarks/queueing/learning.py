"""A project whose pictures come in some order, and how good first masks are elsewhere meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.queueing.pictures import Picture
from dataengine.ordering.looks import doubt
from dataengine.queue.ordering import unlike_first, unsure_first
from dataengine.store.ordering import AGAIN
from sam.ranking import FEATURES, Memory

Curve = list[tuple[int, float]]
"""After each picture: masks that were made by then, and the figure on pictures that nobody sees."""


def split(
    pictures: Sequence[Picture], seed: int, share: float = 1 / 3
) -> tuple[list[Picture], list[Picture]]:
    """Pictures of a project, in the order in which they are given, and pictures held out: of each
    domain so large a share."""
    rng = np.random.default_rng(seed)
    by_domain: dict[str, list[int]] = defaultdict(list)
    for place, picture in enumerate(pictures):
        by_domain[picture.domain].append(place)
    held: set[int] = set()
    for places in by_domain.values():
        count = max(1, round(len(places) * share))
        held |= {int(each) for each in rng.permutation(places)[:count]}
    return (
        [each for place, each in enumerate(pictures) if place not in held],
        [each for place, each in enumerate(pictures) if place in held],
    )


class Held:
    """Pictures that nobody annotates, clicked once on each object.

    Args:
        pictures: held out.
        draw: which click of each object.
    """

    def __init__(self, pictures: Sequence[Picture], draw: int) -> None:
        clicks = [clicks[draw] for picture in pictures for clicks in picture.objects]
        domains = [picture.domain for picture in pictures for _ in picture.objects]
        self._rows = np.array([each.rows for each in clicks])
        self._overlaps = np.array([each.overlaps for each in clicks])
        self._labels = [each.label for each in clicks]
        self._of_domain = [
            np.array([each == domain for each in domains]) for domain in sorted(set(domains))
        ]

    def figure(self, memory: Memory) -> float:
        """Mean IoU of the mask that comes first, as :meth:`Memory.rank` has it; each domain counts
        once."""
        scores = self._rows[:, :, FEATURES.index("predicted IoU")].copy()
        weights = {label: memory.weights(label) for label in set(self._labels)}
        if memory.weights() is None:
            scores[:, 0] = -np.inf
        else:
            scores += np.einsum("ntf,nf->nt", self._rows, [weights[each] for each in self._labels])
        first = self._overlaps[np.arange(len(scores)), scores.argmax(axis=1)]
        return float(np.mean([first[which].mean() for which in self._of_domain]))


def learn(memory: Memory, picture: Picture, draw: int) -> int:
    """Keep all objects of a picture; how many they are."""
    for clicks in picture.objects:
        memory.learn(clicks[draw].label, clicks[draw].rows, clicks[draw].overlaps)
    return len(picture.objects)


def annotated(
    pictures: Sequence[Picture], order: str, held: Held, draw: int, shuffle: int
) -> Curve:
    """Annotate all pictures of a project in an order, and score what was learnt after each.

    Args:
        order: given, random, diverse or unsure.
        draw: which click of each object.
        shuffle: which random order.
    """
    memory, masks = Memory(), 0
    curve: Curve = [(0, held.figure(memory))]
    for picture in _coming(pictures, order, memory, shuffle):
        masks += learn(memory, picture, draw)
        curve.append((masks, held.figure(memory)))
    return curve


def _coming(
    pictures: Sequence[Picture], order: str, memory: Memory, shuffle: int
) -> Iterator[Picture]:
    """One picture after the other; what the model is unsure of is computed anew now and then."""
    if order == "given":
        yield from pictures
    elif order == "random":
        rng = np.random.default_rng(shuffle)
        yield from (pictures[place] for place in rng.permutation(len(pictures)))
    else:
        done = np.zeros(len(pictures), bool)
        descriptors = np.stack([each.descriptor for each in pictures])
        while not done.all():
            if order == "diverse":
                ranked = unlike_first(descriptors, done)
            else:
                weights = memory.weights()
                doubts = [doubt(each.rows, weights) for each in pictures]
                ranked = unsure_first(descriptors, done, doubts)
            for each in ranked[:AGAIN]:
                done[each.index] = True
                yield pictures[each.index]


def masks_needed(curve: Curve, target: float) -> int:
    """Masks after which the figure reaches the target for the first time; all of them where it
    never does."""
    return next((masks for masks, reached in curve if reached >= target), curve[-1][0])


def mean_height(curve: Curve, most: int) -> float:
    """The mean figure over the first so many masks, each counting once."""
    heights, place = [], 0
    for masks in range(most):
        while place + 1 < len(curve) and curve[place + 1][0] <= masks:
            place += 1
        heights.append(curve[place][1])
    return float(np.mean(heights))
