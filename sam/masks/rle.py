"""Run-length encoding as COCO does it: column by column, runs of outside and inside in turn.

The encoding itself is pycocotools'; what is here goes between it and numpy, and lets a mask be
encoded from the window that holds all of it.
"""

from __future__ import annotations

from typing import Any, TypedDict

import numpy as np
import numpy.typing as npt
from pycocotools import mask as coco

from sam.transforms import Size

Bits = npt.NDArray[np.bool_]


class CocoRle(TypedDict):
    """An RLE as COCO's tools and SA-1B write it.

    Attributes:
        size: [height, width].
        counts: the runs' lengths, compressed to text.
    """

    size: list[int]
    counts: str


class UncompressedRle(TypedDict):
    """An RLE whose runs can be read.

    Attributes:
        size: [height, width].
        counts: lengths of the runs, the first one outside (0 if the first pixel is inside).
    """

    size: list[int]
    counts: list[int]


def encode(mask: Bits) -> CocoRle:
    """``(H, W) bool`` -> its RLE."""
    return encode_window(mask, (0, 0), (mask.shape[0], mask.shape[1]))


def encode_window(window: Bits, corner: tuple[int, int], size: Size) -> CocoRle:
    """The RLE of a mask whose every pixel lies in a window.

    Args:
        window: ``(h, w) bool``.
        corner: (x, y) of the window's top left pixel in the image.
        size: (H, W) of the image, which the window lies in.
    """
    height, width = size
    x, y = corner
    if window.shape[0] == height:  # a run may go on in the next column
        columns = np.zeros((1, window.size + 2), np.int8)
        columns[0, 1:-1] = window.ravel(order="F")
        starts_at = np.array([x * height])
    else:
        columns = np.zeros((window.shape[1], window.shape[0] + 2), np.int8)
        columns[:, 1:-1] = window.T
        starts_at = (x + np.arange(window.shape[1])) * height + y
    column, row = np.nonzero(np.diff(columns))  # in turn: where a run starts, where it has ended
    changes = starts_at[column] + row
    ends = np.concatenate([changes, [height * width]])
    runs = np.diff(ends, prepend=0)
    if len(runs) > 1 and runs[-1] == 0:  # the mask goes on to the last pixel
        runs = runs[:-1]
    return compress({"size": [height, width], "counts": runs.tolist()})


def compress(rle: UncompressedRle) -> CocoRle:
    """The same runs, compressed."""
    height, width = rle["size"]
    packed: dict[str, Any] = coco.frPyObjects(rle, height, width)
    return {"size": [height, width], "counts": packed["counts"].decode("ascii")}


def uncompress(rle: CocoRle) -> UncompressedRle:
    """The same runs as numbers."""
    flat = np.zeros(rle["size"][0] * rle["size"][1] + 1, np.int8)
    flat[:-1] = decode(rle).ravel(order="F")
    flat[-1] = 1 - flat[-2] if len(flat) > 1 else 0
    changes = np.flatnonzero(np.diff(flat, prepend=0))
    return {"size": list(rle["size"]), "counts": np.diff(changes, prepend=0).tolist()}


def decode(rle: CocoRle) -> Bits:
    """The mask, ``(H, W) bool``."""
    mask: npt.NDArray[np.uint8] = coco.decode(rle)
    return mask.astype(bool)


def area(rle: CocoRle) -> int:
    """How many pixels the mask has."""
    return int(coco.area(rle))
