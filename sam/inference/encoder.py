"""Encoding with a model's present weights, by the fastest arrangement that fits them."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from sam.errors import PrecisionError
from sam.inference.tiny_vit import TinyViT
from sam.inference.vit import ViT
from sam.modeling import Sam, image_encoder_vit, tiny_vit
from sam.modeling.common import LayerNorm2d, MLPBlock
from sam.precision import check_precision, linear_dtype

Arrangement = Callable[[Tensor], Tensor]
State = tuple[tuple[int, int], ...]

_OURS = {
    LayerNorm2d,
    MLPBlock,
    *(m for m in vars(image_encoder_vit).values() if isinstance(m, type)),
    *(m for m in vars(tiny_vit).values() if isinstance(m, type)),
    *(nn.BatchNorm2d, nn.Conv2d, nn.GELU, nn.LayerNorm, nn.Linear, nn.ModuleList, nn.Sequential),
}
"""The modules whose arithmetic is known here. One that somebody put in their place is not."""


class Encoder:
    """``(B, 3, S, S)`` preprocessed images -> ``(B, 256, S/16, S/16)``, without gradients.

    The result is that of ``model.encode`` up to rounding (about 2e-6 in float32) and has the type
    of the images. The arrangement is made at the first call, and again when parameters were
    changed in place or replaced, or moved to another device. (A change through ``parameter.data``,
    or of a parameter made in inference mode, leaves no trace and goes unseen.) An encoder that is
    in training mode, has hooks or a ``forward`` of its own, or has other modules or dtypes than
    those of ``sam.modeling`` is called as it is. The code is the same on every device, and runs
    under a caller's ``torch.autocast`` too.

    Args:
        model: whose image encoder to use.
        precision: one of ``sam.precision.PRECISIONS``.

    Raises:
        PrecisionError: there is no such precision.
    """

    def __init__(self, model: Sam, precision: str = "float32") -> None:
        self.precision = check_precision(precision)
        self._model = model
        self._state: State | None = None
        # Kept, so that no other weights can come to lie where the arranged ones are.
        self._arranged: list[Tensor] = []
        self._arrangement: Arrangement = model.image_encoder

    @torch.no_grad()
    def __call__(self, batch: Tensor) -> Tensor:
        """Encode.

        Raises:
            ImageError: the batch is not ``(B, 3, S, S)``.
            PrecisionError: bfloat16, and the encoder has to be called as it is.
        """
        self._model.check_batch(batch)
        encoder = self._model.image_encoder
        if not _is_known(encoder):
            if self.precision != "float32":
                raise PrecisionError(
                    f"{self.precision} needs the image encoder as it was built, in evaluation mode "
                    "and float32; this one was changed, so use precision 'float32'."
                )
            self._state = None
            self._arrangement, self._arranged = encoder, []
        elif self._state != (state := _state_of(encoder)):
            self._arrangement = _arrange(encoder, linear_dtype(self.precision))
            self._arranged = [tensor.detach() for tensor in _tensors(encoder)]
            self._state = state
        return self._arrangement(batch).to(batch.dtype)


def _arrange(encoder: nn.Module, dtype: torch.dtype) -> Arrangement:
    if isinstance(encoder, tiny_vit.TinyViT):
        return TinyViT(encoder, dtype)
    assert isinstance(encoder, image_encoder_vit.ImageEncoderViT)
    return ViT(encoder, dtype)


def _is_known(encoder: nn.Module) -> bool:
    """Whether ``encoder`` computes what its classes in ``sam.modeling`` say, in float32."""
    return all(
        type(module) in _OURS
        and not (module._forward_hooks or module._forward_pre_hooks or module.training)
        and "forward" not in vars(module)
        for module in encoder.modules()
    ) and all(parameter.dtype == torch.float32 for parameter in encoder.parameters())


def _state_of(encoder: nn.Module) -> State:
    """Where the weights are and how often each was changed in place."""
    return tuple(
        (tensor.data_ptr(), 0 if tensor.is_inference() else tensor._version)
        for tensor in _tensors(encoder)
    )


def _tensors(encoder: nn.Module) -> tuple[Tensor, ...]:
    return (*encoder.parameters(), *encoder.buffers())
