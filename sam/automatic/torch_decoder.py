"""Points decoded in PyTorch, by the arrangement of :mod:`sam.folded.points`."""

from __future__ import annotations

import torch
from torch import Tensor

from sam.automatic.decoder import Floats, Indices
from sam.folded.points import Algebra, PointMasks, PointPreparer, PointScores, PointState
from sam.modeling import Sam

MOST_WORKERS = 8
"""On the CPU; each takes some 60 MB."""


class TorchDecoder:
    """Decodes points with a model's present weights, where the model is.

    Small batches are the fastest on a processor: what four points need stays in its cache. There
    every processor decodes points of its own; a GPU gets many points at once.
    """

    def __init__(self, model: Sam) -> None:
        self._model = model

    @property
    def batch(self) -> int:
        """See :class:`PointDecoder`."""
        return 4 if self._on_cpu else 64

    @property
    def workers(self) -> int:
        """See :class:`PointDecoder`."""
        return min(torch.get_num_threads(), MOST_WORKERS) if self._on_cpu else 1

    @property
    def _on_cpu(self) -> bool:
        return self._model.device.type == "cpu"

    def prepare(self, embedding: Floats, rows: int) -> _Image:
        """See :class:`PointDecoder`."""
        like = self._model.pixel_mean
        tensor = torch.tensor(embedding, dtype=like.dtype, device=like.device)
        # Made anew for each image: it takes milliseconds, and the weights may have changed.
        algebra = Algebra(self._model).eval()
        return _Image(algebra, tensor, rows)


class _Image:
    def __init__(self, algebra: Algebra, embedding: Tensor, rows: int) -> None:
        side = embedding.shape[3]
        self.tensors = PointPreparer(algebra)(embedding)
        self.masks = PointMasks(algebra, side, -(-rows // 4))
        self._scores = PointScores(algebra)
        self._device = embedding.device
        self._dtype = embedding.dtype

    def decode(self, points: Floats) -> _Decoded:
        """See :class:`PreparedImage`."""
        coords = torch.tensor(points, dtype=self._dtype, device=self._device)
        iou_predictions, state = self._scores(coords, self.tensors)
        return _Decoded(self, iou_predictions.float().cpu().numpy(), state)


class _Decoded:
    def __init__(self, image: _Image, iou_predictions: Floats, state: PointState) -> None:
        self.iou_predictions = iou_predictions
        self._image = image
        self._state = state

    def logits(self, point: int, tokens: Indices) -> Tensor:
        """See :class:`Decoded`."""
        image = self._image
        masks = image.masks(self._state.of(point), image.tensors, tokens.tolist())
        return masks.float().cpu()
