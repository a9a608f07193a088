"""Points decoded in PyTorch, by the arrangement of :mod:`sam.folded.points`."""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn

from sam.automatic.decoder import Floats, Indices, PreparedImage
from sam.folded.points import Algebra, PointMasks, PointPreparer, PointScores, PointState
from sam.modeling import Sam, mask_decoder, prompt_encoder, transformer
from sam.modeling.common import MLP, LayerNorm2d, MLPBlock
from sam.modeling.sam import decode_prompts

MOST_WORKERS = 8
"""On the CPU; each takes some 60 MB."""


_OURS = {
    LayerNorm2d,
    MLP,
    MLPBlock,
    *(m for m in vars(mask_decoder).values() if isinstance(m, type)),
    *(m for m in vars(prompt_encoder).values() if isinstance(m, type)),
    *(m for m in vars(transformer).values() if isinstance(m, type)),
    *(nn.Conv2d, nn.ConvTranspose2d, nn.Embedding, nn.GELU, nn.LayerNorm, nn.Linear),
    *(nn.ModuleList, nn.ReLU, nn.Sequential),
}
"""The modules whose arithmetic is known here. One that somebody put in their place is not."""


class TorchDecoder:
    """Decodes points with a model's present weights, where the model is.

    A decoder that is in training mode, has hooks or a ``forward`` of its own, or has other modules
    or another number of layers than ours is called as it is.

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

    def prepare(self, embedding: Floats, rows: int) -> PreparedImage:
        """See :class:`PointDecoder`."""
        model, like = self._model, self._model.pixel_mean
        # A caller's autocast or inference mode holds for this thread and not for those that decode.
        with torch.inference_mode(False), torch.no_grad(), _without_autocast(like.device):
            tensor = torch.tensor(embedding, dtype=like.dtype, device=like.device)
            if not _is_known(model):
                return _PlainImage(model, tensor)
            # Made anew for each image, as weights may have changed; of a copy, as they may change
            # while points are decoded. It takes milliseconds.
            frozen = Sam(
                model.image_encoder,
                copy.deepcopy(model.prompt_encoder),
                copy.deepcopy(model.mask_decoder),
            )
            return _Image(Algebra(frozen).eval(), tensor, rows)


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


class _PlainImage:
    """An image about which the model's own decoder is asked."""

    def __init__(self, model: Sam, embedding: Tensor) -> None:
        self._model = model
        self._embedding = embedding

    @torch.no_grad()
    def decode(self, points: Floats) -> _PlainDecoded:
        """See :class:`PreparedImage`."""
        like, model = self._embedding, self._model
        coords = torch.tensor(points, dtype=like.dtype, device=like.device)[:, None]
        labels = torch.ones(len(coords), 1, dtype=torch.int, device=like.device)
        masks, iou_predictions = decode_prompts(model, like, (coords, labels), None, None, True)
        return _PlainDecoded(masks.float().cpu(), iou_predictions.float().cpu().numpy())


class _PlainDecoded:
    def __init__(self, masks: Tensor, iou_predictions: Floats) -> None:
        self._masks = masks
        self.iou_predictions = iou_predictions

    def logits(self, point: int, tokens: Indices) -> Tensor:
        """See :class:`Decoded`."""
        return self._masks[point, tokens.tolist()]


def _without_autocast(device: torch.device) -> torch.autocast:
    return torch.autocast(device.type, enabled=False)


def _is_known(model: Sam) -> bool:
    """Whether prompts are decoded as the classes in ``sam.modeling`` say, by a decoder of two
    layers."""
    parts = (model.prompt_encoder, model.mask_decoder)
    return all(
        type(module) in _OURS
        and not (module._forward_hooks or module._forward_pre_hooks or module.training)
        and not {"forward", "predict_masks", "_embed_points"} & vars(module).keys()
        and getattr(module, "approximate", "none") == "none"  # of GELU
        for part in parts
        for module in part.modules()
    ) and _has_our_activations(model)


def _has_our_activations(model: Sam) -> bool:
    decoder, prompts = model.mask_decoder, model.prompt_encoder
    layers = decoder.transformer.layers
    return (
        len(layers) == 2
        and decoder.num_multimask_outputs == 3
        and all(isinstance(layer.get_submodule("mlp.act"), nn.ReLU) for layer in layers)
        and all(isinstance(decoder.output_upscaling[place], nn.GELU) for place in (2, 4))
        and all(isinstance(prompts.mask_downscaling[place], nn.GELU) for place in (2, 5))
        and not decoder.iou_prediction_head.sigmoid_output
        and not any(mlp.sigmoid_output for mlp in decoder.output_hypernetworks_mlps)
    )
