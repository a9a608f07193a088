"""Objects like the exemplars are suggested, and what is known already is not."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pytest

from sam.errors import FormatError, ImageError, PromptError
from sam.masks import rle
from sam.masks.rle import CocoRle
from sam.similar import FEATURES, Describer, Likeness, compare, fit, suggest

SIDE, CELLS, CHANNELS = 128, 16, 8
Disc = tuple[int, int, int, int]
"""x, y, radius, and the kind: what it looks like to picture and encoder."""

NUTS: list[Disc] = [(20, 20, 9, 1), (60, 24, 8, 1), (100, 30, 9, 1), (30, 90, 10, 1)]
OTHERS: list[Disc] = [(64, 64, 9, 2), (100, 100, 8, 2), (30, 56, 4, 1), (76, 100, 22, 2)]


def mask_of(x: int, y: int, radius: int, _: int = 0) -> CocoRle:
    down, across = np.mgrid[:SIDE, :SIDE]
    return rle.encode((down - y) ** 2 + (across - x) ** 2 <= radius**2)


@pytest.fixture(scope="module")
def describer() -> Describer:
    """A picture of discs of two kinds, and an embedding that tells them apart, with noise."""
    rng = np.random.default_rng(1)
    image = rng.integers(90, 110, (SIDE, SIDE, 3)).astype(np.uint8)
    signs = rng.normal(0, 1, (3, CHANNELS))
    embedding = rng.normal(0, 0.2, (1, CHANNELS, CELLS, CELLS))
    for disc in NUTS + OTHERS:
        bits = rle.decode(mask_of(*disc))
        image[bits] = [(0, 0, 0), (200, 120, 40), (40, 120, 200)][disc[3]]
        cells = bits.reshape(CELLS, SIDE // CELLS, CELLS, SIDE // CELLS).mean((1, 3))
        embedding[0] += signs[disc[3]][:, None, None] * cells
    return Describer(embedding, image)


@pytest.fixture(scope="module")
def masks() -> list[CocoRle]:
    """Candidates: every disc, a worse one of the second nut, and a part of the first."""
    discs = [*NUTS, *OTHERS, (62, 25, 8, 1), (20, 20, 6, 1)]
    return [mask_of(*disc) for disc in discs]


def asked(
    describer: Describer,
    masks: Sequence[CocoRle],
    exemplars: Sequence[int] = (0,),
    others: Sequence[CocoRle] = (),
) -> tuple[list[int], list[int]]:
    """Places of what is suggested above the line, and of all."""
    kept = [masks[index] for index in exemplars]
    quality = np.full((len(masks), 2), 0.95)
    quality[8:] = 0.7
    found = suggest(
        masks, describer.describe(masks), quality, describer.describe(kept), kept, others
    )
    scores = [each.score for each in found.found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    return [each.index for each in found.above], [each.index for each in found.found]


def test_the_rest_comes_first_and_nothing_twice(describer: Describer, masks: list[CocoRle]) -> None:
    above, found = asked(describer, masks)
    assert set(found[:3]) == {1, 2, 3}
    assert {1, 2, 3} <= set(above) | set(found[:3])
    assert not {0, 8, 9} & set(found), "the exemplar, its part, and the worse of two"
    assert 7 not in found, "six times as large"


def test_what_was_kept_or_rejected_is_not_suggested(
    describer: Describer, masks: list[CocoRle]
) -> None:
    _, found = asked(describer, masks, (0, 1), [masks[2]])
    assert not {0, 1, 2} & set(found)
    assert found[0] == 3


def test_nothing_is_an_answer(describer: Describer, masks: list[CocoRle]) -> None:
    known = [0, 1, 2, 3]
    above, _ = asked(describer, [*masks[:4], masks[7]], known)
    assert above == []
    empty = suggest([], describer.describe([]), [], describer.describe(masks[:1]))
    assert empty.found == ()


def test_what_cannot_be_asked(describer: Describer, masks: list[CocoRle]) -> None:
    described = describer.describe(masks)
    with pytest.raises(PromptError, match=r"There are 0 exemplars, 10 candidates and 10 rows"):
        compare(described, np.ones((10, 2)), describer.describe([]))
    with pytest.raises(ImageError, match=r"size \[4, 6\]; expected the picture's \[128, 128\]"):
        describer.describe([rle.encode(np.ones((4, 6), bool))])
    with pytest.raises(ImageError, match="no pixel"):
        describer.describe([rle.encode(np.zeros((SIDE, SIDE), bool))])
    with pytest.raises(ImageError, match=r"shape \(1, 8, 4, 5\)"):
        Describer(np.zeros((1, 8, 4, 5)), np.zeros((4, 4, 3), np.uint8))


def test_a_regression_learns_which_feature_counts() -> None:
    rng = np.random.default_rng(0)
    rows = [rng.normal(0, 1, (40, len(FEATURES))) for _ in range(6)]
    weights, bias = fit(rows, [each[:, 3] > 0.5 for each in rows])
    likeness = Likeness(weights, bias, (0.5, 0.5, 0.5, 0.5))
    assert int(np.abs(weights).argmax()) == 3
    right = np.concatenate([each[:, 3] > 0.5 for each in rows])
    scores = np.concatenate([likeness.scores(each) for each in rows])
    assert ((scores > 0.5) == right).mean() > 0.8


def test_a_likeness_survives_json_and_nothing_else_is_one() -> None:
    made = Likeness(np.arange(float(len(FEATURES))), -1.5, (0.5, 0.4, 0.35, 0.3))
    again = Likeness.from_json(json.loads(json.dumps(made.to_json())))
    assert again.to_json() == made.to_json()
    assert [again.line(number) for number in (1, 4, 9)] == [0.5, 0.3, 0.3]
    for damage in ({"version": 2}, {"bias": None}, {"lines": [0.5]}, {"weights": {}}):
        with pytest.raises(FormatError, match="A likeness has version 1"):
            Likeness.from_json(made.to_json() | damage)


def test_exemplars_of_another_picture_have_no_masks_here(
    describer: Describer, masks: list[CocoRle]
) -> None:
    quality = np.full((len(masks), 2), 0.95)
    found = suggest(masks, describer.describe(masks), quality, describer.describe(masks[3:4]))
    assert {each.index for each in found.found[:3]} <= {0, 1, 2, 3}, "of its kind, itself or not"
