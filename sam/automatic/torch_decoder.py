"""Points decoded by the model itself, in PyTorch."""

from __future__ import annotations

import torch
from torch import Tensor

from sam.automatic.decoder import Floats, Indices
from sam.modeling import Sam


class TorchDecoder:
    """Decodes points with a model, where it is."""

    batch = 8

    def __init__(self, model: Sam) -> None:
        self._model = model

    def prepare(self, embedding: Floats) -> _Image:
        """See :class:`PointDecoder`."""
        return _Image(self._model, torch.from_numpy(embedding).to(self._model.device))


class _Image:
    def __init__(self, model: Sam, embedding: Tensor) -> None:
        self._model = model
        self._embedding = embedding

    @torch.no_grad()
    def decode(self, points: Floats) -> _Decoded:
        """See :class:`PreparedImage`."""
        coords = torch.from_numpy(points).to(self._model.device)[:, None]
        labels = torch.ones(coords.shape[:2], device=coords.device)
        return _Decoded(*self._model.decode(self._embedding, (coords, labels), None, None, True))


class _Decoded:
    def __init__(self, masks: Tensor, iou_predictions: Tensor) -> None:
        self._masks = masks
        self.iou_predictions: Floats = iou_predictions.cpu().numpy()

    def logits(self, points: Indices, tokens: Indices) -> Floats:
        """See :class:`Decoded`."""
        chosen = self._masks[torch.from_numpy(points), torch.from_numpy(tokens)]
        logits: Floats = chosen.cpu().numpy()
        return logits
