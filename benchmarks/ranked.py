"""A predictor that offers the masks of a lone click in the order of a memory, as the page does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from sam import SamPredictor
from sam.ranking import TOKENS, Memory, features

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class FourMasks:
    """What the decoder answers to a click with all of its mask tokens.

    Attributes:
        masks: ``(4, H, W) bool``, in the image frame.
        logits: ``(4, S/4, S/4) float32``.
        rows: ``(4, 17)`` features, as :func:`sam.ranking.features` makes them.
    """

    masks: Array
    logits: Array
    rows: Array


@torch.no_grad()
def four_masks(predictor: SamPredictor, points: Array) -> Iterator[FourMasks]:
    """Click at each of some places by itself.

    Args:
        predictor: its image is set.
        points: ``(N, 2)``, x and y in the image frame.
    """
    model, size, input_size = predictor.model, predictor.original_size, predictor.input_size
    assert size is not None
    assert input_size is not None
    placed = predictor.transform.apply_coords(points, size)
    coords = torch.as_tensor(placed, dtype=torch.float32)[:, None]
    given = (coords, torch.ones(len(coords), 1, dtype=torch.int))
    sparse, dense = model.prompt_encoder(points=given, boxes=None, masks=None)
    # All four tokens: what predict answers has token 0 or the others.
    logits, predicted = model.mask_decoder.predict_masks(
        image_embeddings=predictor.get_image_embedding(),
        image_pe=model.prompt_encoder.get_dense_pe(),
        sparse_prompt_embeddings=sparse,
        dense_prompt_embeddings=dense,
    )
    for point, each, ious in zip(placed, logits, predicted, strict=True):
        masks = model.postprocess_masks(each[None], input_size, size)[0] > model.mask_threshold
        rows = features(each.numpy(), ious.numpy(), tuple(point), input_size, model.mask_threshold)
        yield FourMasks(masks.numpy(), each.numpy(), rows)


class RankedPredictor:
    """``predict`` of a predictor, but for a lone click, whose masks come in a memory's order.

    Args:
        predictor: its image is set.
        memory: while it is off, predicted IoU decides.
        label: that the object will have.
    """

    def __init__(self, predictor: SamPredictor, memory: Memory, label: str) -> None:
        self._predictor, self._memory, self._label = predictor, memory, label

    def predict(
        self,
        point_coords: Array | None = None,
        point_labels: Array | None = None,
        box: Array | None = None,
        mask_input: Array | None = None,
        multimask_output: bool = True,
    ) -> tuple[Array, Array, Array]:
        """As ``SamPredictor.predict``; of a lone click four masks with scores that fall."""
        lone = multimask_output and box is None and mask_input is None
        if not lone or point_coords is None or len(point_coords) != 1:
            return self._predictor.predict(
                point_coords, point_labels, box, mask_input, multimask_output
            )
        (four,) = four_masks(self._predictor, point_coords)
        order = list(self._memory.rank(four.rows, self._label))
        return four.masks[order], np.arange(TOKENS, 0, -1.0), four.logits[order]
