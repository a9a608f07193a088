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
    """The same runs as numbers.

    COCO's text holds, for each run, its difference to the run before the last, in groups of five
    bits with a sixth that says that more follow. (pycocotools' own way back warns with numpy 2.)
    """
    runs: list[int] = []
    value, shift = 0, 0
    for byte in rle["counts"].encode("ascii"):
        group = byte - 48
        value |= (group & 0x1F) << shift
        shift += 5
        if group & 0x20:
            continue
        if group & 0x10:  # the last group's highest bit is the sign
            value -= 1 << shift
        runs.append(value + (runs[-2] if len(runs) > 2 else 0))
        value, shift = 0, 0
    return {"size": list(rle["size"]), "counts": runs}


def decode(rle: CocoRle) -> Bits:
    """The mask, ``(H, W) bool``."""
    height, width = rle["size"]
    runs = uncompress(rle)["counts"]
    inside = np.arange(len(runs)) % 2 == 1
    return np.repeat(inside, runs).reshape(width, height).T


def area(rle: CocoRle) -> int:
    """How many pixels the mask has."""
    return int(coco.area(rle))
