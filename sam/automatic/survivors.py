"""Suppression of overlaps while masks are still being found."""

from __future__ import annotations

from typing import Generic, TypeVar

import numpy as np

from sam.masks.boxes import Box
from sam.masks.nms import Order, overlaps, survivors

T = TypeVar("T")


class Survivors(Generic[T]):
    """Everything found so far, of which greedy suppression keeps a part; see ``sam.masks.nms``.

    Overlaps are computed once, when something is added.
    """

    def __init__(self, threshold: float) -> None:
        self.threshold = threshold
        self._found: list[T] = []
        self._boxes = np.zeros((0, 4), np.float32)
        self._scores = np.zeros(0)
        self._overlap = np.zeros((0, 0), bool)

    def add(self, found: list[T], boxes: list[Box], scores: list[float]) -> None:
        """Add some, with their boxes XYXY and what they are ranked by."""
        if not found:
            return
        count = len(self._found) + len(found)
        self._found.extend(found)
        self._boxes = np.concatenate([self._boxes, np.array(boxes, np.float32)])
        self._scores = np.concatenate([self._scores, scores])
        if count > len(self._overlap):
            larger = np.zeros((2 * count, 2 * count), bool)
            side = len(self._overlap)
            larger[:side, :side] = self._overlap
            self._overlap = larger
        new = slice(count - len(found), count)
        between = overlaps(self._boxes[new], self._boxes, self.threshold)
        self._overlap[new, :count] = between
        self._overlap[:count, new] = between.T

    def kept(self) -> list[T]:
        """The survivors by falling score."""
        count = len(self._found)
        order: Order = survivors(self._overlap[:count, :count], self._scores)
        return [self._found[index] for index in order]
