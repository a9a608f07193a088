"""Decoding many single points about one image: scores first, masks only of those worth it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from torch import Tensor

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.intp]


class Decoded(Protocol):
    """Some points, decoded as far as their scores.

    Attributes:
        iou_predictions: ``(B, 3)`` float32, for mask tokens 1 to 3.
    """

    iou_predictions: Floats

    def logits(self, point: int, tokens: Indices) -> Tensor:
        """Some masks of one point: ``(K, at least the rows asked for, S/4)`` float32 on the CPU.

        ``point`` and ``tokens`` ``(K,)`` are indices of ``iou_predictions``.
        """
        ...


class PreparedImage(Protocol):
    """An image that points are asked about, from several threads at once."""

    def decode(self, points: Floats) -> Decoded:
        """Decode single foreground points, ``(B, 2)`` XY in the model frame."""
        ...


class PointDecoder(Protocol):
    """Prompt encoder and mask decoder. Holds no state of an image, so that streams can share it.

    Attributes:
        batch: how many points are best decoded at once.
        workers: in how many threads side by side.
    """

    @property
    def batch(self) -> int: ...

    @property
    def workers(self) -> int: ...

    def prepare(self, embedding: Floats, rows: int) -> PreparedImage:
        """Take up an image.

        Args:
            embedding: ``(1, C, S/16, S/16)`` float32.
            rows: rows of the masks' logits that matter, from the top; below is padding.
        """
        ...
