"""How much of each cell of a grid a mask covers, straight from its runs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sam.masks.rle import CocoRle, runs_of, spans

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cover:
    """A mask on a grid of square cells, cut to the cells that it touches.

    Attributes:
        shares: ``(h, w) float64``, 0 to 1: how much of each cell the mask covers.
        row, column: of the window's first cell in the grid.
        area: pixels of the mask.
    """

    shares: Floats
    row: int
    column: int
    area: int


def cover(mask: CocoRle, scale: float, grid: tuple[int, int]) -> Cover | None:
    """The share of each cell that a mask covers.

    The number of the mask's pixels before a place in the column-major picture is linear between
    the ends of its runs, and what lies between two edges of cells in a column of pixels is a
    difference of two such numbers. No pixel is ever made: the cost is that of the cells that the
    mask touches, times the columns of pixels of which a cell has several.

    Args:
        mask: COCO RLE of ``(H, W)``.
        scale: cells to a pixel, along both axes.
        grid: (rows, columns) of the grid; the picture ends in its last ones, and where it does not
            fill a cell, that cell is covered in part at most.

    Returns:
        None for a mask without a pixel.

    Raises:
        FormatError: no such RLE.
    """
    height, _ = mask["size"]
    rows, columns = grid
    inside = spans(runs_of(mask))
    if not len(inside):
        return None
    places = inside.ravel().astype(np.float64)
    counts = np.zeros(len(places))
    counts[1::2] = np.cumsum(inside[:, 1] - inside[:, 0])
    counts[2::2] = counts[1:-1:2]
    first, last = int(inside[0, 0]) // height, int(inside[-1, 1] - 1) // height  # of pixels
    top, bottom = _rows(inside, height)
    row, end_row = int(top * scale), min(rows, int(np.ceil((bottom + 1) * scale)))
    column, end_column = int(first * scale), min(columns, int(np.ceil((last + 1) * scale)))
    edges = np.minimum(np.arange(row, end_row + 1) / scale, height)
    at = np.arange(first, last + 1)[:, None] * height + edges
    down = np.diff(np.interp(at, places, counts), axis=1)  # (columns of pixels, h)
    cumulated = np.zeros((len(down) + 1, down.shape[1]))
    np.cumsum(down, axis=0, out=cumulated[1:])
    across = np.clip(np.arange(column, end_column + 1) / scale - first, 0, last + 1 - first)
    below = np.minimum(across.astype(int), last - first)
    part = (across - below)[:, None]
    read = cumulated[below] * (1 - part) + cumulated[below + 1] * part
    shares = np.diff(read, axis=0).T * scale**2
    return Cover(shares, row, column, int(counts[-1]))


def _rows(inside: npt.NDArray[np.int64], height: int) -> tuple[int, int]:
    """The first and the last row with a pixel; a run that goes on in the next column has both."""
    start, last = inside[:, 0] % height, (inside[:, 1] - 1) % height
    if (inside[:, 0] // height != (inside[:, 1] - 1) // height).any():
        return 0, height - 1
    return int(start.min()), int(last.max())
