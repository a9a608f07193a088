"""A simulated annotator at work on one object, and the predictor that it asks."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


class Prompted(Protocol):
    """A predictor that holds an image: :class:`sam.SamPredictor`, or any other of its kind."""

    def predict(
        self,
        point_coords: Array | None = None,
        point_labels: Array | None = None,
        box: Array | None = None,
        mask_input: Array | None = None,
        multimask_output: bool = True,
    ) -> tuple[Array, Array, Array]:
        """Masks ``(C, H, W) bool``, predicted IoU ``(C,)`` and logits ``(C, S/4, S/4)``."""
        ...


class Clicking:
    """A simulated annotator's clicks on one object, each an answer that refines the last one.

    The first click offers three candidates, of which that of the highest predicted IoU is taken.
    Each further one is asked with all points so far and the last logits, for a single mask.

    Args:
        predictor: its image is set.

    Attributes:
        mask: ``(H, W) bool``, the current answer.
        candidates: ``(3, H, W) bool``, those of the first click.
    """

    def __init__(self, predictor: Prompted, x: int, y: int) -> None:
        self._predictor = predictor
        self._points, self._labels = [(x, y)], [1]
        masks, predicted, logits = predictor.predict(
            point_coords=np.array(self._points), point_labels=np.array(self._labels)
        )
        chosen = int(np.argmax(predicted))
        self.candidates: Array = masks
        self.mask: Array = masks[chosen]
        self._logits = logits[chosen : chosen + 1]

    def add(self, x: int, y: int, label: int) -> None:
        """One more click, ``label`` 1 where the object is missing and 0 where there is too much."""
        self._points.append((x, y))
        self._labels.append(label)
        masks, _, self._logits = self._predictor.predict(
            point_coords=np.array(self._points),
            point_labels=np.array(self._labels),
            mask_input=self._logits,
            multimask_output=False,
        )
        self.mask = masks[0]
