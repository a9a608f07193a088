"""Decoding many single points about one image: scores first, masks only of those worth it."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.intp]


class Decoded(Protocol):
    """Some points, decoded as far as their scores.

    Attributes:
        iou_predictions: ``(B, 3)`` float32, for mask tokens 1 to 3.
    """

    iou_predictions: Floats

    def logits(self, points: Indices, tokens: Indices) -> Floats:
        """Masks of chosen points and tokens, ``(K,)`` each: ``(K, S/4, S/4)`` float32.

        ``tokens`` counts from 0 as ``iou_predictions`` does.
        """
        ...


class PreparedImage(Protocol):
    """An image that points are asked about."""

    def decode(self, points: Floats) -> Decoded:
        """Decode single foreground points, ``(B, 2)`` XY in the model frame."""
        ...


class PointDecoder(Protocol):
    """Prompt encoder and mask decoder. Holds no state of an image, so that streams can share it.

    Attributes:
        batch: how many points are best decoded at once.
    """

    batch: int

    def prepare(self, embedding: Floats) -> PreparedImage:
        """Take up an image by its embedding, ``(1, C, S/16, S/16)`` float32."""
        ...
