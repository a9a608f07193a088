"""A mask as closed polygons without holes: a cut without width leads from each hole to the border
above it. Mirrored in ``static/js/formats/rings.js``.

A reader that tells insides by the even-odd rule, or by winding, finds the hole outside, as the cut
is passed once each way and takes nothing. A cut runs straight up from the leftmost of the hole's
topmost corners, so that it lies on pixels of the mask, and never crosses another border.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import numpy as np

from sam.masks.outlines import Loop, is_hole, outlines
from sam.masks.rle import CocoRle, runs_of, spans

_Corner = tuple[int, int]


def rings(rle: CocoRle) -> list[Loop]:
    """One polygon for each region of the mask, its holes cut out of it.

    Returns:
        ``(N, 2) int64`` each, as :func:`sam.masks.outlines.outlines` gives those of a mask without
        holes, in the same order; a region with holes passes the ends of its cuts twice.

    Raises:
        FormatError: as :func:`sam.masks.rle.runs_of` does.
    """
    loops = outlines(rle)
    holes = [number for number, loop in enumerate(loops) if is_hole(loop)]
    if not holes:
        return loops
    borders = _Borders(loops, rle)
    for hole in holes:
        borders.cut(hole)
    inner = set(holes)
    return [
        np.array(borders.ring(number), np.int64).reshape(-1, 2)
        for number in range(len(loops))
        if number not in inner
    ]


class _Borders:
    """All borders of a mask, and the cuts between them."""

    def __init__(self, loops: list[Loop], rle: CocoRle) -> None:
        self._loops: list[list[_Corner]] = [[(x, y) for x, y in loop.tolist()] for loop in loops]
        self._height, self._width = rle["size"]
        inside = spans(runs_of(rle))
        self._starts: list[int] = inside[:, 0].tolist()
        # Edges with the mask below them, which go east: where they start, row by row.
        edges = sorted(
            (self._place(corner), number, at)
            for number, loop in enumerate(self._loops)
            for at, corner in enumerate(loop)
            if loop[(at + 1) % len(loop)][0] > corner[0]
        )
        self._places = [place for place, _, _ in edges]
        self._edges = [(number, at) for _, number, at in edges]
        self._cuts: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
        self._tops: dict[int, int] = {}  # of holes, where in the loop their cut starts

    def _place(self, corner: _Corner) -> int:
        return corner[1] * (self._width + 1) + corner[0]

    def cut(self, hole: int) -> None:
        """From a hole up to the edge above it, which may be another hole's lower one."""
        loop = self._loops[hole]
        top = min(range(len(loop)), key=lambda at: (loop[at][1], loop[at][0]))
        self._tops[hole] = top
        x, y = loop[top]
        # The run of column x that ends above the hole may have begun in the column before.
        run = self._starts[bisect_left(self._starts, x * self._height + y) - 1]
        above = max(run - x * self._height, 0)
        edge = self._edges[bisect_right(self._places, self._place((x, above))) - 1]
        self._cuts.setdefault(edge, []).append((x, above, hole))

    def ring(self, outer: int) -> list[_Corner]:
        """Once round a border, and round every hole that is cut out of it."""
        ring: list[_Corner] = []
        walks = [self._round(outer)]
        while walks:
            for step in walks[-1]:
                if isinstance(step, int):
                    walks.append(self._round(step))
                    break
                if not ring or ring[-1] != step:
                    ring.append(step)
            else:
                walks.pop()
        return ring

    def _round(self, number: int) -> Iterator[_Corner | int]:
        """Corners of one border, and holes where their cuts start; a hole ends where it began."""
        loop, first = self._loops[number], self._tops.get(number, 0)
        for at in (*range(first, len(loop)), *range(first)):
            yield loop[at]
            for x, y, hole in sorted(self._cuts.get((number, at), ())):
                yield x, y
                yield hole
                yield x, y
        if number in self._tops:
            yield loop[first]
