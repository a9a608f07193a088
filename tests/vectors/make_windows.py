"""Makes ``windows.json``: pictures, views and boxes, and which windows of the grid they get."""

from __future__ import annotations

from typing import Any

import numpy as np

from sam.large import next_larger, window_at, window_for
from sam.large.windows import levels, windows_for_view

SIDE = 1024
SIZES = [
    (600, 800),
    (1280, 1280),
    (1281, 700),
    (2048, 2048),
    (2560, 2560),
    (800, 3000),
    (3000, 1025),
    (8000, 10_000),
    (40_000, 30_001),
]


def windows_vectors() -> list[dict[str, Any]]:
    """For each size of a picture some places, boxes and views, drawn with a seed."""
    chance = np.random.default_rng(20261130)
    vectors = []
    for height, width in SIZES:
        size = (height, width)
        cases = []
        for _ in range(24):
            view, box = _box(chance, size), _box(chance, size)
            window = window_for(box, size, SIDE, view)
            larger = next_larger(window, size, SIDE)
            level = int(chance.integers(0, levels(size, SIDE) + 1))
            cases.append(
                {
                    "box": box,
                    "view": view,
                    "level": level,
                    "native": list(window_for(box, size, SIDE)),
                    "window": list(window),
                    "larger": None if larger is None else list(larger),
                    "at": list(window_at(size, SIDE, box[0], box[1], level)),
                    "of_view": [list(each) for each in windows_for_view(view, size, SIDE)],
                }
            )
        name = f"{width}x{height}"
        vectors.append(
            {
                "name": name,
                "width": width,
                "height": height,
                "side": SIDE,
                "levels": levels(size, SIDE),
                "cases": cases,
            }
        )
    return vectors


def _box(chance: np.random.Generator, size: tuple[int, int]) -> tuple[float, float, float, float]:
    """A part of a picture, of any extent; often small, and sometimes a single place."""
    extent = 2 ** chance.uniform(0, np.log2(max(size))) * chance.choice([0.0, 1.0, 1.0])
    corner = chance.uniform(0, 1, 2) * [size[1], size[0]]
    x0, y0 = (round(float(each), 2) for each in corner)
    return (
        x0,
        y0,
        round(min(x0 + extent, size[1]), 2),
        round(min(y0 + extent * chance.uniform(0.3, 1), size[0]), 2),
    )
