"""A mask's logits at the size of the picture, computed only where they can reach the threshold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sam.masks.boxes import Box, box_of_bits
from sam.transforms import Size

Floats = npt.NDArray[np.float32]
Bits = npt.NDArray[np.bool_]

_TILE = 128
"""Columns computed at once, so that they stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class FullSizeMask:
    """A mask in the frame of its picture (or crop).

    Attributes:
        bits: ``(h, w) bool``, the window that holds every pixel.
        corner: (x, y) of the window's top left pixel.
        stability_score: 0 for a mask whose larger version is empty.
    """

    bits: Bits
    corner: tuple[int, int]
    stability_score: float

    @property
    def area(self) -> int:
        """Its pixels."""
        return int(np.count_nonzero(self.bits))

    @property
    def box(self) -> Box:
        """XYXY of its first and last pixels; zeros if there is none."""
        if not self.bits.any():
            return (0, 0, 0, 0)
        x0, y0, x1, y1 = box_of_bits(self.bits)
        x, y = self.corner
        return (x0 + x, y0 + y, x1 + x, y1 + y)


class Enlarger:
    """``S/4 x S/4`` logits -> the mask at full size, as :meth:`Sam.postprocess_masks` makes it.

    Both of its resizings are linear along each axis, so that each axis is one matrix of at most
    three entries in a row. A pixel is a mean of logits near it: far from logits above the lower
    threshold there is none above it, and nothing is computed there.

    Args:
        low_side: side of the logits.
        model_side: side of the model frame, S.
        input_size: (h, w) of the picture in the model frame.
        size: (H, W) of the picture.
    """

    def __init__(self, low_side: int, model_side: int, input_size: Size, size: Size) -> None:
        self._size = size
        self._rows = _Axis(low_side, model_side, input_size[0], size[0])
        self._columns = _Axis(low_side, model_side, input_size[1], size[1])

    def mask(self, logits: Floats, threshold: float, offset: float) -> FullSizeMask:
        """Enlarge, threshold and judge one mask.

        Args:
            logits: ``(S/4, S/4)``.
            threshold: above it is the mask.
            offset: by how much the threshold is moved for the stability score.
        """
        above = logits[: self._rows.used, : self._columns.used] > threshold - offset
        if not above.any():
            return FullSizeMask(np.zeros((0, 0), bool), (0, 0), 0.0)
        x0, y0, x1, y1 = box_of_bits(above)
        (top, bottom), (left, right) = self._rows.reach(y0, y1), self._columns.reach(x0, x1)
        bits = np.empty((bottom - top, right - left), bool)
        low, high = 0, 0
        tall = self._rows.enlarge(logits, top, bottom)  # (h, S/4)
        for start in range(left, right, _TILE):
            stop = min(start + _TILE, right)
            tile = self._columns.enlarge(tall.T, start, stop)  # (w, h)
            low += int(np.count_nonzero(tile > threshold - offset))
            high += int(np.count_nonzero(tile > threshold + offset))
            bits[:, start - left : stop - left] = (tile > threshold).T
        return FullSizeMask(bits, (left, top), high / low if low else 0.0)


class _Axis:
    """Both resizings along one axis."""

    def __init__(self, low: int, model: int, used: int, full: int) -> None:
        enlarge = _linear(low, model)[:used]
        self._matrix = (_linear(used, full) @ enlarge).astype(np.float32)  # (full, low)
        touched = self._matrix != 0
        self._first = touched.argmax(1)
        self._last = low - 1 - touched[:, ::-1].argmax(1)
        self.used = int(self._last[-1]) + 1
        """So many logits, from the first on, matter."""

    def reach(self, first: int, last: int) -> tuple[int, int]:
        """The pixels [start, stop) that logits from ``first`` to ``last`` contribute to."""
        start = int(np.searchsorted(self._last, first))
        stop = int(np.searchsorted(self._first, last, side="right"))
        return start, stop

    def enlarge(self, logits: Floats, start: int, stop: int) -> Floats:
        """``(low, N)`` -> pixels [start, stop), ``(stop - start, N)``."""
        first, last = self._first[start], self._last[stop - 1] + 1
        return self._matrix[start:stop, first:last] @ logits[first:last]


def _linear(old: int, new: int) -> npt.NDArray[np.float64]:
    """Linear interpolation ``(new, old)`` as torch's with ``align_corners=False``."""
    position = np.maximum((np.arange(new) + 0.5) * (old / new) - 0.5, 0)
    left = np.minimum(position.astype(int), old - 1)
    right = np.minimum(left + 1, old - 1)
    share = position - left
    matrix = np.zeros((new, old))
    matrix[np.arange(new), left] += 1 - share
    matrix[np.arange(new), right] += share
    return matrix
