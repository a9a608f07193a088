"""A mask on a grid of cells has what its pixels have."""

from __future__ import annotations

import numpy as np
import pytest

from sam.masks import rle
from sam.similar.cover import cover

SIDE = 32


def overlap(cells: int, pixels: int, scale: float) -> np.ndarray:
    """``(cells, pixels)``: how much of each cell each pixel fills, along one axis."""
    edges = np.arange(cells + 1) / scale
    first = np.maximum(edges[:-1, None], np.arange(pixels))
    last = np.minimum(edges[1:, None], np.arange(pixels) + 1)
    return np.maximum(last - first, 0) * scale


@pytest.mark.parametrize("size", [(37, 53), (64, 64), (8, 5), (100, 9)])
@pytest.mark.parametrize("seed", range(3))
def test_each_cell_is_covered_as_its_pixels_are(size: tuple[int, int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    height, width = size
    mask = np.zeros(size, bool)
    for _ in range(3):
        y, x = rng.integers(height), rng.integers(width)
        mask[y : y + rng.integers(1, height), x : x + rng.integers(1, width)] ^= True
    mask[height // 2, width // 2] = True
    scale = SIDE / max(size)
    grid = (int(np.ceil(height * scale)), int(np.ceil(width * scale)))
    found = cover(rle.encode(mask), scale, grid)
    assert found is not None
    whole = np.zeros(grid)
    rows, columns = found.shares.shape
    whole[found.row : found.row + rows, found.column : found.column + columns] = found.shares
    expected = overlap(grid[0], height, scale) @ mask @ overlap(grid[1], width, scale).T
    np.testing.assert_allclose(whole, expected, atol=1e-9)
    assert found.area == mask.sum()


def test_a_mask_without_a_pixel_covers_nothing() -> None:
    assert cover(rle.encode(np.zeros((4, 6), bool)), 1.0, (4, 6)) is None
