"""Large pictures made of small ones: evaluation pictures side by side, with all their instances.

Each picture stands at native scale in a cell of its own, continued by its mirror image up to the
cell's border, so that no frame gives objects away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from benchmarks.dataset import Sample

Array = npt.NDArray[np.generic]


@dataclass(frozen=True)
class Placed:
    """An instance's mask, where it lies in the mosaic.

    Attributes:
        corner: (x, y) of the mask's first pixel in the mosaic.
        mask: ``(h, w) bool``, its bounding box.
    """

    corner: tuple[int, int]
    mask: Array

    @property
    def box(self) -> tuple[int, int, int, int]:
        """x0, y0, x1, y1 in the mosaic."""
        (x, y), (h, w) = self.corner, self.mask.shape
        return (x, y, x + w, y + h)


@dataclass(frozen=True)
class Mosaic:
    """A large picture.

    Attributes:
        name: for tables.
        image: ``(H, W, 3) uint8`` RGB.
        instances: of all pictures in it.
    """

    name: str
    image: Array
    instances: Sequence[Placed]


def build(
    name: str, samples: Sequence[Sample], size: tuple[int, int], scale: float, seed: int
) -> Mosaic:
    """Put pictures side by side until the mosaic is full; they begin anew where they run out.

    Args:
        name: for tables.
        samples: the pictures; their instances count where they are whole.
        size: (W, H) of the mosaic.
        scale: most by which a picture's scale is changed, up or down, as a share; 0 leaves all.
        seed: of order, scales and places in the cells.
    """
    rng = np.random.default_rng(seed)
    width, height = size
    order = [samples[k] for k in rng.permutation(len(samples))]
    pieces = [_scaled(sample, 1 + float(rng.uniform(-scale, scale))) for sample in order]
    cell_width = max(piece.shape[1] for piece, _ in pieces)
    cell_height = max(piece.shape[0] for piece, _ in pieces)
    columns, rows = max(1, width // cell_width), max(1, height // cell_height)
    xs = np.linspace(0, width, columns + 1).astype(int)
    ys = np.linspace(0, height, rows + 1).astype(int)
    image = np.zeros((height, width, 3), np.uint8)
    instances: list[Placed] = []
    for cell in range(columns * rows):
        row, column = divmod(cell, columns)
        piece, ids = pieces[cell % len(pieces)]
        box = (xs[column], ys[row], xs[column + 1], ys[row + 1])
        left = int(rng.integers(max(1, box[2] - box[0] - piece.shape[1] + 1)))
        top = int(rng.integers(max(1, box[3] - box[1] - piece.shape[0] + 1)))
        room = (int(box[3] - box[1]), int(box[2] - box[0]))
        image[box[1] : box[3], box[0] : box[2]] = _mirrored(piece, room, (top, left))
        if cell < len(pieces):  # a picture that comes again has been scored
            instances += _placed(ids, (int(box[0]) + left, int(box[1]) + top), size)
    return Mosaic(name, image, instances)


def _scaled(sample: Sample, scale: float) -> tuple[Array, Array]:
    """A picture and its instance ids, smaller or larger."""
    picture = Image.fromarray(sample.read_image())
    with Image.open(sample.masks) as file:
        ids = file.copy()
    width, height = picture.size
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if size != picture.size:
        picture = picture.resize(size, Image.Resampling.BICUBIC)
        ids = ids.resize(size, Image.Resampling.NEAREST)
    return np.asarray(picture), np.asarray(ids)


def _mirrored(piece: Array, room: tuple[int, int], corner: tuple[int, int]) -> Array:
    """The piece at a corner of a room of (h, w), continued by its mirror image on all sides."""
    before = corner
    after = [max(0, r - c - p) for r, c, p in zip(room, corner, piece.shape[:2], strict=True)]
    padded = np.pad(piece, [*zip(before, after, strict=True), (0, 0)], mode="symmetric")
    return padded[: room[0], : room[1]]


def _placed(ids: Array, corner: tuple[int, int], size: tuple[int, int]) -> list[Placed]:
    found = []
    for instance in range(1, int(ids.max(initial=0)) + 1):
        rows, columns = np.nonzero(ids == instance)
        if not rows.size:
            continue  # a pixel that went with scaling
        top, left = int(rows.min()), int(columns.min())
        mask = (ids == instance)[top : rows.max() + 1, left : columns.max() + 1]
        x, y = corner[0] + left, corner[1] + top
        if x + mask.shape[1] <= size[0] and y + mask.shape[0] <= size[1]:
            found.append(Placed((x, y), mask))
    return found
