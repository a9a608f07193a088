"""Mosaics hold what they are made of, where they say; and what is demanded of windows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.dataset import Sample
from benchmarks.large import Gain, demands, rows_of, summary
from benchmarks.mosaics import build
from sam.evaluation import MEASURES


def sample(folder: Path, name: str, seed: int) -> Sample:
    """A grey picture with a bright rectangle, which is its instance."""
    rng = np.random.default_rng(seed)
    pixels = np.full((40, 60, 3), 50 + seed, np.uint8)
    ids = np.zeros((40, 60), np.uint8)
    x, y = rng.integers(5, 30), rng.integers(5, 20)
    ids[y : y + 12, x : x + 20] = 1
    pixels[ids == 1] = 200
    Image.fromarray(pixels).save(folder / f"{name}.png")
    Image.fromarray(ids).save(folder / f"{name}-ids.png")
    return Sample(name, folder / f"{name}.png", folder / f"{name}-ids.png", "drawn/core", 1)


def test_instances_lie_where_the_mosaic_shows_them(tmp_path: Path) -> None:
    samples = [sample(tmp_path, f"s{seed}", seed) for seed in range(5)]
    for scale in (0.0, 0.1):
        mosaic = build("drawn", samples, (210, 130), scale, seed=1)
        assert mosaic.image.shape == (130, 210, 3)
        assert len(mosaic.instances) == 5
        for placed in mosaic.instances:
            x0, y0, x1, y1 = placed.box
            inside = mosaic.image[y0:y1, x0:x1, 0][placed.mask]
            assert np.median(inside) == 200
        assert (mosaic.image > 0).all(), "mirrored borders leave no frame"


def test_gains_are_beside_the_whole() -> None:
    def gain(name: str, by: float) -> Gain:
        return Gain(name, 2, dict.fromkeys(MEASURES, 0.5), dict.fromkeys(MEASURES, 0.5 + by))

    line = summary([gain("a", 0.25), gain("b", 0.04)], on_small=0)
    assert line["one_click_gain"] == 0.145
    assert line["worst_change"] == 0.04
    assert [*demands(line).values()] == [True, True, False, True]
    assert rows_of(gain("a", 0.25)).splitlines()[1] == (
        "| a | 2 | windows | 0.750 | 0.750 | 0.750 | 0.750 |"
    )
