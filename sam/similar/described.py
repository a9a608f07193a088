"""What is known of masks of a picture, so that they can be compared."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from sam.errors import ImageError
from sam.masks.rle import CocoRle
from sam.similar.cover import Cover, cover

Floats = npt.NDArray[np.float64]

FINE = 4
"""Cells of the fine grid, on which shapes and colours are measured, to a cell of the embedding."""

SHAPES = ("area", "elongation", "ellipse", "compactness", "border")
"""Columns of :attr:`Described.shape`."""


@dataclass(frozen=True)
class Ground:
    """A picture's own ground, from which what stands out is measured.

    Attributes:
        mean: ``(C,)``, of the embedding's cells inside the picture.
        deviation: ``(C,)``, their standard deviation.
        whitening: ``(C, C)``; centred features times it have about equal variance in every
            direction, so that what all of the picture has in common counts little.
    """

    mean: Floats
    deviation: Floats
    whitening: Floats


@dataclass(frozen=True)
class Described:
    """N masks of one picture.

    Attributes:
        ground: the picture's.
        feature: ``(N, C)``, the mean of the embedding under each mask.
        spread: ``(N, C)``, its standard deviation there, in deviations of the ground.
        colour: ``(N, 3)``, mean CIELAB under the mask.
        contrast: ``(N, 3)``, the standard deviation of it.
        shape: ``(N, 5)``, see :func:`describe`.
    """

    ground: Ground
    feature: Floats
    spread: Floats
    colour: Floats
    contrast: Floats
    shape: Floats

    def __len__(self) -> int:
        return len(self.feature)

    @property
    def nbytes(self) -> int:
        """About how many bytes it takes in memory."""
        ground = self.ground
        arrays = (self.feature, self.spread, self.colour, self.contrast, self.shape)
        return sum(each.nbytes for each in (*arrays, ground.mean, ground.whitening))


def gathered(some: Sequence[Described], most: int) -> Described:
    """Masks of several pictures as exemplars of another one, those of the first pictures first.

    Args:
        some: of each picture its masks, one at least in all; they are compared on the ground of the
            candidates' picture, and their own are not kept.
        most: masks in all.
    """
    names = ("feature", "spread", "colour", "contrast", "shape")
    arrays = [np.concatenate([getattr(each, name) for each in some])[:most] for name in names]
    return Described(some[0].ground, *arrays)


_SHRINKAGE = 0.1
"""Of the covariance towards a multiple of the identity, in shares of its mean variance."""


class Describer:
    """Describes masks of one picture::

        describer = Describer(embedding, image)
        candidates = describer.describe([record.segmentation for record in records])

    Args:
        embedding: ``(1, C, S/16, S/16)`` float, of the whole picture.
        image: ``(H, W, 3) uint8`` RGB.

    Raises:
        ImageError: another shape.
    """

    def __init__(self, embedding: npt.NDArray[np.floating], image: npt.NDArray[np.uint8]) -> None:
        square = embedding.ndim == 4 and embedding.shape[0] == 1
        if not square or embedding.shape[2] != embedding.shape[3]:
            raise ImageError(
                f"The embedding has shape {embedding.shape}; expected (1, C, S/16, S/16)."
            )
        if image.ndim != 3 or image.shape[2] != 3:
            raise ImageError(f"The image has shape {image.shape}; expected (height, width, 3).")
        side = embedding.shape[2]
        height, width = image.shape[:2]
        self._size = [height, width]
        self._scale = side * FINE / max(height, width)
        # Rounding must not add a row of cells beyond the picture.
        self._grid = (_up(height * self._scale), _up(width * self._scale))
        rows, columns = (_up(each / FINE) for each in self._grid)
        self._cells: Floats = embedding[0, :, :rows, :columns].transpose(1, 2, 0).astype(np.float64)
        self.ground = _ground(self._cells.reshape(rows * columns, -1))
        self._lab = _lab(image, self._grid)

    def describe(self, masks: Sequence[CocoRle]) -> Described:
        """Describe masks of the picture.

        The shape of each is ``area`` (natural logarithm of its share of the square that the model
        sees), ``elongation`` (logarithm of the ratio of its axes, of second moments), ``ellipse``
        (logarithm of its area over that of the ellipse of these moments), ``compactness``
        (logarithm of 4 pi area / perimeter²) and ``border`` (how much of the picture's border it
        takes, over the root of its area).

        Args:
            masks: COCO RLE of the picture's size; none may be empty.

        Raises:
            ImageError: a mask of another size, or without a pixel.
        """
        rows = [self._row(mask) for mask in masks]
        count, channels = len(rows), self._cells.shape[2]
        widths = (channels, channels, 3, 3, len(SHAPES))
        columns = [
            np.array([row[index] for row in rows]).reshape(count, width)
            for index, width in enumerate(widths)
        ]
        return Described(self.ground, *columns)

    def _row(self, mask: CocoRle) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        if list(mask["size"]) != self._size:
            raise ImageError(
                f"A mask has the size {list(mask['size'])}; expected the picture's {self._size}."
            )
        fine = cover(mask, self._scale, self._grid)
        if fine is None:
            raise ImageError("A mask has no pixel; expected one at least.")
        feature, spread = self._pooled(fine)
        height, width = fine.shares.shape
        window = slice(fine.row, fine.row + height), slice(fine.column, fine.column + width)
        colour, contrast = _moments(fine.shares, self._lab[window])
        return feature, spread, colour, contrast, _shape(fine, self._grid)

    def _pooled(self, fine: Cover) -> tuple[Floats, Floats]:
        """Mean and spread of the embedding under a mask, each cell counting as it is covered."""
        height, width = fine.shares.shape
        row, column = fine.row // FINE, fine.column // FINE
        rows = _up((fine.row + height) / FINE) - row
        columns = _up((fine.column + width) / FINE) - column
        padded = np.zeros((rows * FINE, columns * FINE))
        top, left = fine.row - row * FINE, fine.column - column * FINE
        padded[top : top + height, left : left + width] = fine.shares
        shares = padded.reshape(rows, FINE, columns, FINE).sum((1, 3))
        window = slice(row, row + rows), slice(column, column + columns)
        mean, spread = _moments(shares, self._cells[window])
        return mean, spread / self.ground.deviation


def _up(number: float) -> int:
    return math.ceil(number - 1e-9)


def _ground(cells: Floats) -> Ground:
    mean = cells.mean(0)
    centred = cells - mean
    values, vectors = np.linalg.eigh(centred.T @ centred / len(cells))
    values = np.maximum(values, 0)
    whitening = vectors / np.sqrt(values + _SHRINKAGE * values.mean() + 1e-12)
    return Ground(mean, centred.std(0) + 1e-9, whitening)


_TO_XYZ = np.array(
    [
        [0.412453, 0.357580, 0.180423],
        [0.212671, 0.715160, 0.072169],
        [0.019334, 0.119193, 0.950227],
    ]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])
"""sRGB's primaries, and D65 for an observer of 2 degrees: CIE 15, as scikit-image has them."""


def _lab(image: npt.NDArray[np.uint8], grid: tuple[int, int]) -> Floats:
    """CIELAB of a picture at the size of a grid, ``(rows, columns, 3)``."""
    rows, columns = grid
    small = Image.fromarray(image).resize((columns, rows), Image.Resampling.BOX)
    rgb = np.asarray(small) / 255
    linear = np.where(rgb > 0.04045, ((rgb + 0.055) / 1.055) ** 2.4, rgb / 12.92)
    xyz = linear @ _TO_XYZ.T / _WHITE
    x, y, z = np.moveaxis(np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116), -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def _moments(shares: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Mean and standard deviation of ``(h, w, K)`` values, weighted by ``(h, w)`` shares."""
    weights = shares.ravel()
    inside = weights > 0
    weights = weights[inside] / weights.sum()
    chosen = values.reshape(len(inside), -1)[inside]
    mean = weights @ chosen
    return mean, np.sqrt(np.maximum(weights @ (chosen - mean) ** 2, 0))


def _shape(fine: Cover, grid: tuple[int, int]) -> Floats:
    shares = fine.shares
    area = float(shares.sum())
    down, across = shares.sum(1), shares.sum(0)
    y, x = np.arange(len(down)), np.arange(len(across))
    at_y, at_x = down @ y / area, across @ x / area
    # A cell is no point: it has a twelfth of a cell's variance by itself.
    yy = down @ (y - at_y) ** 2 / area + 1 / 12
    xx = across @ (x - at_x) ** 2 / area + 1 / 12
    xy = float((y - at_y) @ shares @ (x - at_x)) / area
    root = math.hypot((yy - xx) / 2, xy)
    larger, smaller = (yy + xx) / 2 + root, max((yy + xx) / 2 - root, 1 / 24)
    padded = np.pad(shares, 1)
    sides = float(np.abs(np.diff(padded, axis=0)).sum() + np.abs(np.diff(padded, axis=1)).sum())
    touching = [
        shares[0].sum() if fine.row == 0 else 0,
        shares[-1].sum() if fine.row + len(down) == grid[0] else 0,
        shares[:, 0].sum() if fine.column == 0 else 0,
        shares[:, -1].sum() if fine.column + len(across) == grid[1] else 0,
    ]
    square = max(grid) ** 2
    return np.array(
        [
            math.log(area / square),
            math.log(larger / smaller) / 2,
            math.log(area / (4 * math.pi * math.sqrt(larger * smaller))),
            # Sides of cells are pi / 4 of the outline that they stand for, in the mean direction.
            math.log(4 * math.pi * area / (sides * math.pi / 4) ** 2),
            float(sum(touching)) / math.sqrt(area),
        ]
    )
