"""A mask's logits at the size of the picture, computed only where they can reach the threshold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from sam.masks.boxes import Box, box_of_bits
from sam.transforms import Size

Bits = npt.NDArray[np.bool_]

_TILE = 128
"""Columns computed at once, so that they stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class FullSizeMask:
    """A mask in the frame of its picture (or crop).

    Attributes:
        bits: ``(h, w) bool``, a window that holds every pixel.
        corner: (x, y) of the window's top left pixel.
        area: its pixels.
        stability_score: 0 for a mask whose larger version is empty.
    """

    bits: Bits
    corner: tuple[int, int]
    area: int
    stability_score: float

    @property
    def box(self) -> Box:
        """XYXY of its first and last pixels; zeros if there is none."""
        if not self.area:
            return (0, 0, 0, 0)
        x0, y0, x1, y1 = box_of_bits(self.bits)
        x, y = self.corner
        return (x0 + x, y0 + y, x1 + x, y1 + y)


class Enlarger:
    """``S/4 x S/4`` logits -> the mask at full size, as :meth:`Sam.postprocess_masks` makes it.

    Both of its resizings are linear along each axis, so that each axis is one matrix of at most
    three neighbouring entries in a row. A pixel is a mean of logits near it: far from logits above
    the lower threshold there is none above it, and nothing is computed there.

    Args:
        low_side: side of the logits.
        model_side: side of the model frame, S.
        input_size: (h, w) of the picture in the model frame.
        size: (H, W) of the picture.

    Attributes:
        rows: rows of logits that matter, from the top; below is padding.
    """

    def __init__(self, low_side: int, model_side: int, input_size: Size, size: Size) -> None:
        self._down = _Axis(low_side, model_side, input_size[0], size[0])
        self._across = _Axis(low_side, model_side, input_size[1], size[1])
        self.rows = self._down.used

    def mask(self, logits: Tensor, threshold: float, offset: float) -> FullSizeMask:
        """Enlarge, threshold and judge one mask.

        Args:
            logits: ``(rows or more, S/4)`` float32, on the CPU.
            threshold: above it is the mask.
            offset: by how much the threshold is moved for the stability score.
        """
        above = logits.numpy()[: self.rows, : self._across.used] > threshold - offset
        if not above.any():
            return FullSizeMask(np.zeros((0, 0), bool), (0, 0), 0, 0.0)
        x0, y0, x1, y1 = box_of_bits(above)
        (top, bottom), (left, right) = self._down.reach(y0, y1), self._across.reach(x0, x1)
        columns = np.empty((right - left, bottom - top), bool)  # as an RLE goes: column by column
        low = area = high = 0
        tall = self._down.enlarge(logits, top, bottom).T  # (S/4, h)
        for start in range(left, right, _TILE):
            stop = min(start + _TILE, right)
            tile = self._across.enlarge(tall, start, stop).numpy()  # (w, h)
            part = np.greater(tile, threshold, out=columns[start - left : stop - left])
            area += int(np.count_nonzero(part))
            low += int(np.count_nonzero(tile > threshold - offset))
            high += int(np.count_nonzero(tile > threshold + offset))
        return FullSizeMask(columns.T, (left, top), area, high / low if low else 0.0)


class _Axis:
    """Both resizings along one axis."""

    def __init__(self, low: int, model: int, used: int, full: int) -> None:
        matrix = _linear(_linear(np.eye(low), model)[:used], full)  # (full, low)
        touched = matrix != 0
        self._first = touched.argmax(1)
        self._last = low - 1 - touched[:, ::-1].argmax(1)
        self._matrix = torch.from_numpy(matrix.astype(np.float32))
        self.used = int(self._last[-1]) + 1
        """So many logits, from the first on, matter."""

    def reach(self, first: int, last: int) -> tuple[int, int]:
        """The pixels [start, stop) that logits from ``first`` to ``last`` contribute to."""
        start = int(np.searchsorted(self._last, first))
        stop = int(np.searchsorted(self._first, last, side="right"))
        return start, stop

    def enlarge(self, logits: Tensor, start: int, stop: int) -> Tensor:
        """``(low, N)`` -> pixels [start, stop), ``(stop - start, N)``."""
        out = logits.new_empty(stop - start, logits.shape[1])
        for begin in range(start, stop, _TILE):
            end = min(begin + _TILE, stop)
            first, last = int(self._first[begin]), int(self._last[end - 1]) + 1
            part = out[begin - start : end - start]
            torch.mm(self._matrix[begin:end, first:last], logits[first:last], out=part)
        return out


def _linear(rows: npt.NDArray[np.float64], new: int) -> npt.NDArray[np.float64]:
    """Rows interpolated linearly, ``(old, X) -> (new, X)``, as torch's ``align_corners=False``."""
    old = len(rows)
    position = np.maximum((np.arange(new) + 0.5) * (old / new) - 0.5, 0)
    left = np.minimum(position.astype(int), old - 1)
    right = np.minimum(left + 1, old - 1)
    share = (position - left)[:, None]
    mixed: npt.NDArray[np.float64] = rows[left] * (1 - share) + rows[right] * share
    return mixed
