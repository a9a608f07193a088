"""Masks that are wrong, as tired people make them: shifted, or of another object."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from dataengine.training.examples import Bits, Example

Damage = Literal["shifted", "swapped"]

SHARE = 0.1
"""Of the masks, how many are spoilt."""


def damaged(examples: Sequence[Example], how: Damage, seed: int) -> list[Example]:
    """A tenth of the examples, at least one, with wrong masks.

    *Shifted* moves a mask by half of its box's longer side; *swapped* puts it where the picture,
    turned round, has it, on something else.
    """
    rng = np.random.default_rng(seed)
    count = max(1, round(SHARE * len(examples)))
    chosen = set(rng.choice(len(examples), count, replace=False).tolist())
    every = list(examples)
    for index in chosen:
        example = examples[index]
        every[index] = replace(
            example,
            masks=_shifted(example) if how == "shifted" else _swapped(example),
            name=f"{example.name}-{how}",
        )
    return every


def _shifted(example: Example) -> Callable[[], list[Bits]]:
    def masks() -> list[Bits]:
        moved = []
        for mask in example.masks():
            ys, xs = np.nonzero(mask)
            step = max(2, max(int(np.ptp(xs)), int(np.ptp(ys))) // 2)
            away = np.zeros_like(mask)
            # Towards the side where there is more room, so that the mask stays in the picture.
            left = xs.min() > mask.shape[1] - xs.max()
            placed = np.clip(xs - step if left else xs + step, 0, mask.shape[1] - 1)
            away[ys, placed] = True
            moved.append(away)
        return moved

    return masks


def _swapped(example: Example) -> Callable[[], list[Bits]]:
    def masks() -> list[Bits]:
        return [np.ascontiguousarray(np.flip(mask, (0, 1))) for mask in example.masks()]

    return masks
