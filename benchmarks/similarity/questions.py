"""Questions ("the rest like these"), rules that rank what answers them, and scores."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.similarity.pictures import Picture
from sam.masks.nms import survivors
from sam.similar import (
    MOST_EXEMPLARS,
    SAME_IOU,
    Described,
    Likeness,
    compare,
    fit,
    plausible,
    taken,
)

Floats = npt.NDArray[np.float64]
Bits = npt.NDArray[np.bool_]

LEAST_INSTANCES = 3
EXEMPLARS = (1, 2, 4)
_GRID = 150
"""Lines that are tried, spread as the best scores are."""
_BEST = 40
"""Scores of each answer that count for that."""


@dataclass(frozen=True)
class Question:
    """Objects of a label in a picture, some of which are exemplars.

    Attributes:
        picture: its place in the list of pictures.
        label: of the objects.
        asked: how many exemplars there were to be.
        exemplars: objects that are known: as many as asked, but one is always left to be found.
        targets: the others.
        open: candidates that are no exemplar's, nor a part of one.
        features: ``(N, 14)`` of all candidates.
    """

    picture: int
    label: str
    asked: int
    exemplars: list[int]
    targets: list[int]
    open: Bits
    features: Floats


def questions(pictures: Sequence[Picture], draws: int) -> Iterator[Question]:
    """Every label with three objects or more in a picture, exemplars drawn so many times."""
    for place, picture in enumerate(pictures):
        for label, count in Counter(picture.labels).items():
            if count < LEAST_INSTANCES:
                continue
            objects = [i for i, each in enumerate(picture.labels) if each == label]
            for draw in range(draws):
                seed = zlib.crc32(f"{picture.name} {label} {draw}".encode())
                order = np.random.default_rng(seed).permutation(objects).tolist()
                for asked in EXEMPLARS:
                    known = min(asked, count - 1)
                    yield _question(picture, place, label, asked, order[:known], order[known:])


def _question(
    picture: Picture, place: int, label: str, asked: int, known: list[int], left: list[int]
) -> Question:
    exemplars = chosen(picture.objects, known)
    masks = [picture.truths[index] for index in known]
    features = compare(picture.candidates, picture.quality, exemplars)
    return Question(place, label, asked, known, left, ~taken(picture.masks, masks), features)


def chosen(described: Described, places: Sequence[int] | Bits) -> Described:
    """Some of the masks that are described."""
    columns = ("feature", "spread", "colour", "contrast", "shape")
    return Described(described.ground, *(getattr(described, name)[places] for name in columns))


@dataclass(frozen=True)
class Answer:
    """Suggestions by falling score, which of them are right, and how many there were to find."""

    scores: Floats
    right: Bits
    targets: int

    def f1(self, line: float) -> float:
        """Of what is above a line."""
        return self.figures(line)[2]

    def figures(self, line: float) -> tuple[float, float, float]:
        """Precision (1 of no suggestion), recall and F1 of what is above a line."""
        above = self.scores >= line
        right, count = int((above & self.right).sum()), int(above.sum())
        precision = right / count if count else 1.0
        return precision, right / self.targets, 2 * right / (count + self.targets)


def answer(picture: Picture, question: Question, scores: Floats, open_: Bits) -> Answer:
    """What some scores suggest: no two of one object, matched one to one in their order."""
    places = np.flatnonzero(open_)
    kept = places[survivors(picture.rivals[np.ix_(places, places)], scores[places])]
    left = set(question.targets)
    right = []
    for index in kept:
        hits = [t for t in left if picture.overlaps[index, t] >= SAME_IOU]
        best = max(hits, key=lambda t: picture.overlaps[index, t], default=None)
        right.append(best is not None)
        left.discard(best if best is not None else -1)
    return Answer(scores[kept], np.array(right, bool), len(question.targets))


def perfect(picture: Picture, question: Question) -> Answer:
    """What somebody who knew the truth would suggest of these candidates: the bound."""
    overlaps = picture.overlaps[:, question.targets].max(1)
    return answer(picture, question, overlaps, question.open & (overlaps >= SAME_IOU))


Rule = Callable[[Picture, Question], Floats]
"""Scores of all candidates."""


def same_size(picture: Picture, question: Question) -> Floats:
    """Candidates of about the size of the nearest exemplar, and nothing else."""
    own = picture.candidates.shape[:, 0]
    theirs = picture.objects.shape[question.exemplars, 0]
    scores: Floats = -np.abs(own[:, None] - theirs[None]).min(1)
    return scores


def cosine(picture: Picture, question: Question) -> Floats:
    """Cosine of the mean features under both masks, with the nearest exemplar."""
    own, theirs = (
        each / np.linalg.norm(each, axis=1, keepdims=True)
        for each in (picture.candidates.feature, picture.objects.feature[question.exemplars])
    )
    scores: Floats = (own @ theirs.T).max(1)
    return scores


def learnt(
    pictures: Sequence[Picture], asked: Sequence[Question], left_out: int | None
) -> Likeness:
    """The regression, learnt from all pictures but one; without lines, which answers give."""
    rows, right = [], []
    for question in asked:
        if question.picture == left_out:
            continue
        picture = pictures[question.picture]
        candidates = gate(picture, question)
        rows.append(question.features[candidates])
        right.append((picture.overlaps[:, question.targets].max(1) >= SAME_IOU)[candidates])
    weights, bias = fit(rows, right)
    return Likeness(weights, bias, (0.5,) * MOST_EXEMPLARS)


def gate(picture: Picture, question: Question) -> Bits:
    """Candidates that ours looks at."""
    exemplars = chosen(picture.objects, question.exemplars)
    return question.open & plausible(picture.candidates, exemplars)


def lines(answers: Sequence[Answer], asked: Sequence[Question], number: int) -> dict[int, float]:
    """By picture the line for so many exemplars that is best on all other pictures."""
    own = [i for i, question in enumerate(asked) if question.asked == number]
    grid = np.quantile(
        np.concatenate([answers[i].scores[:_BEST] for i in own]), np.linspace(0, 1, _GRID)
    )
    places = np.array([asked[i].picture for i in own])
    curves = np.array([[answers[i].f1(line) for line in grid] for i in own])  # (questions, grid)
    found = {int(each): curves[places != each].mean(0) for each in set(places)}
    best = {each: float(grid[np.argmax(curve)]) for each, curve in found.items()}
    best[-1] = float(grid[np.argmax(curves.mean(0))])  # of all pictures: what is published
    return best


def means(
    pictures: Sequence[Picture],
    answers: Sequence[Answer],
    asked: Sequence[Question],
    number: int,
) -> dict[tuple[str, str], Floats]:
    """By pair of picture and label: mean precision, recall and F1 with so many exemplars, each
    picture's line set on the others."""
    found = lines(answers, asked, number)
    pairs: dict[tuple[str, str], list[tuple[float, float, float]]] = defaultdict(list)
    for question, each in zip(asked, answers, strict=True):
        if question.asked == number:
            key = (pictures[question.picture].name, question.label)
            pairs[key].append(each.figures(found[question.picture]))
    return {key: np.mean(rows, axis=0) for key, rows in pairs.items()}
