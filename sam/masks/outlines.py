"""The outline of a mask as closed polygons along pixel edges.

Mirrored in ``static/js/masks/outline.js``.

Cracks (edges between an inside and an outside pixel) are followed with the inside on the right
hand: outer borders run clockwise on the screen, borders of holes counter-clockwise. Where two
inside pixels touch only at a corner they are kept apart, so outer borders never touch themselves.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from pycocotools import mask as coco

from sam.masks.rle import Bits, CocoRle, decode

Loop = npt.NDArray[np.int64]

_EAST, _SOUTH, _WEST, _NORTH = range(4)


def outlines(rle: CocoRle) -> list[Loop]:
    """Every border of the mask, from the topmost and leftmost on.

    Returns:
        For each closed loop ``(N, 2) int64``: XY of its corners in the image frame (0..W, 0..H),
        only where the direction changes; the last joins the first.

    Raises:
        FormatError: as :func:`sam.masks.rle.runs_of` does.
    """
    bits = decode(rle)
    x, y, width, height = (int(side) for side in coco.toBbox(rle))
    return [loop + (x, y) for loop in _loops(bits[y : y + height, x : x + width])]


def is_hole(loop: Loop) -> bool:
    """Whether a loop runs counter-clockwise, and so is the border of a hole."""
    x, y = loop.T
    return int((x * np.roll(y, -1) - np.roll(x, -1) * y).sum()) < 0


def _loops(bits: Bits) -> list[Loop]:
    corners, came, goes = _corners(np.pad(bits, 1))
    following = _following(corners, came, goes)
    left = np.flatnonzero(goes == _EAST)  # a loop is first met at the start of a top edge
    left = left[np.lexsort((corners[left, 0], corners[left, 1]))]
    seen = np.zeros(len(corners), bool)
    loops = []
    for start in left.tolist():
        if seen[start]:
            continue
        loop = [at := following[start]]
        while at != start:
            loop.append(at := following[at])
        seen[loop] = True
        loops.append(corners[loop])
    return loops


def _corners(padded: Bits) -> tuple[Loop, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Where an outline turns: XY ``(N, 2)``, the direction it came in and the one it goes in."""
    nw, ne = padded[:-1, :-1], padded[:-1, 1:]  # the pixels round each corner
    sw, se = padded[1:, :-1], padded[1:, 1:]
    turns = [
        (_EAST, _SOUTH, sw & ~nw & ~se),
        (_SOUTH, _WEST, nw & ~ne & ~sw),
        (_WEST, _NORTH, ne & ~se & ~nw),
        (_NORTH, _EAST, se & ~sw & ~ne),
        (_EAST, _NORTH, sw & ~nw & se & ne),
        (_SOUTH, _EAST, nw & ~ne & sw & se),
        (_WEST, _SOUTH, ne & ~se & nw & sw),
        (_NORTH, _WEST, se & ~sw & ne & nw),
    ]
    found = [(came, goes, np.argwhere(where)[:, ::-1]) for came, goes, where in turns]
    counts = [len(corners) for _, _, corners in found]
    return (
        np.concatenate([corners for _, _, corners in found]),
        np.repeat([came for came, _, _ in found], counts),
        np.repeat([goes for _, goes, _ in found], counts),
    )


def _following(
    corners: Loop, came: npt.NDArray[np.int64], goes: npt.NDArray[np.int64]
) -> list[int]:
    """For each corner the next one of its loop.

    In a row, edges that go east begin and end in turn, and so do those that go west; the same
    holds for columns. So the first begun is the first ended, the second the second.
    """
    following = np.zeros(len(corners), np.int64)
    for direction in (_EAST, _SOUTH, _WEST, _NORTH):
        along, across = (0, 1) if direction in (_EAST, _WEST) else (1, 0)
        begins, ends = np.flatnonzero(goes == direction), np.flatnonzero(came == direction)
        begins = begins[np.lexsort((corners[begins, along], corners[begins, across]))]
        ends = ends[np.lexsort((corners[ends, along], corners[ends, across]))]
        following[begins] = ends
    next_corner: list[int] = following.tolist()
    return next_corner
