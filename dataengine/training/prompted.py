"""A predictor for judging: answers as :class:`sam.SamPredictor`, by the quicker decoder."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from dataengine.training.forward import predict_masks
from sam.modeling import Sam
from sam.modeling.prompt_encoder import pad_points
from sam.transforms import ResizeLongestSide

Array = npt.NDArray[np.generic]


class Prompted:
    """Prompts about one picture, answered one at a time (``sam.evaluation.Prompted``).

    Args:
        model: encoders and mask decoder.
    """

    def __init__(self, model: Sam) -> None:
        self._model = model
        self._transform = ResizeLongestSide(model.image_encoder.img_size)
        self._position = model.prompt_encoder.get_dense_pe()
        self._embedding: Tensor | None = None
        self._size = (0, 0)

    def set_embedding(self, embedding: Tensor, size: tuple[int, int]) -> None:
        """Take up a picture: its embedding ``(1, C, S/16, S/16)`` and its (H, W)."""
        self._embedding, self._size = embedding, size

    @torch.no_grad()
    def predict(
        self,
        point_coords: Array | None = None,
        point_labels: Array | None = None,
        box: Array | None = None,
        mask_input: Array | None = None,
        multimask_output: bool = True,
    ) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """As :meth:`sam.SamPredictor.predict`, for points or a box that were made here."""
        assert self._embedding is not None
        model, encoder = self._model, self._model.prompt_encoder
        if box is not None:
            coords = self._placed(np.reshape(box, (2, 2)))
            labels = torch.tensor([[2, 3]])
        else:
            assert point_coords is not None and point_labels is not None
            given = torch.as_tensor(np.asarray(point_labels, np.int64))[None]
            coords, labels = pad_points(self._placed(point_coords), given)
        sparse = encoder.embed_points(coords, labels)
        dense = (
            encoder.no_mask_embedding(1)
            if mask_input is None
            else encoder.embed_masks(torch.as_tensor(np.asarray(mask_input, np.float32))[None])
        )
        logits, predicted = predict_masks(
            model.mask_decoder, self._embedding, self._position, sparse, dense
        )
        tokens = slice(1, None) if multimask_output else slice(0, 1)
        logits, predicted = logits[:, tokens], predicted[:, tokens]
        height, width = self._size
        side = self._transform.target_length
        inside = self._transform.get_preprocess_shape(height, width, side)
        masks = model.postprocess_masks(logits, inside, self._size) > model.mask_threshold
        return masks[0].numpy(), predicted[0].numpy(), logits[0].numpy()

    def _placed(self, coords: Array) -> Tensor:
        placed = self._transform.apply_coords(coords, self._size)
        return torch.as_tensor(placed, dtype=torch.float32)[None]
