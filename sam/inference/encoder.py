"""Encoding with a model's present weights, by the fastest arrangement that fits them."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from sam.errors import PrecisionError
from sam.inference.tiny_vit import TinyViT
from sam.inference.vit import ViT
from sam.modeling import Sam, image_encoder, tiny_vit
from sam.modeling.common import LayerNorm2d, MLPBlock
from sam.modeling.sam import check_batch
from sam.precision import check_precision, linear_dtype

Arrangement = Callable[[Tensor], Tensor]

_OURS = {
    LayerNorm2d,
    MLPBlock,
    *(m for m in vars(image_encoder).values() if isinstance(m, type)),
    *(m for m in vars(tiny_vit).values() if isinstance(m, type)),
    *(nn.BatchNorm2d, nn.Conv2d, nn.GELU, nn.LayerNorm, nn.Linear, nn.ModuleList, nn.Sequential),
}
"""The modules whose arithmetic is known here. One that somebody put in their place is not."""


class Encoder:
    """``(B, 3, S, S)`` preprocessed images -> ``(B, 256, S/16, S/16)``, without gradients.

    The result is that of ``model.encode`` up to rounding (about 2e-6 in float32) and has the type
    of the images. The arrangement is made of the weights as they are at each call, so that no way
    of changing them (an optimiser, ``parameter.data``, a swap, a merge) goes unseen; that takes a
    few hundredths of an encode. With ``frozen`` it is made once, at the first call. An encoder that
    is in training mode, has hooks or a ``forward`` of its own, or has other modules or dtypes than
    those of ``sam.modeling`` is called as it is. The code is the same on every device, and runs
    under a caller's ``torch.autocast`` too.

    Args:
        model: whose image encoder to use: ours, or one with the same three parts.
        precision: one of ``sam.precision.PRECISIONS``.
        frozen: the caller promises that the weights do not change from the first call on.

    Raises:
        PrecisionError: there is no such precision.
    """

    def __init__(self, model: Sam, precision: str = "float32", *, frozen: bool = False) -> None:
        self.precision = check_precision(precision)
        self._model = model
        self._frozen = frozen
        self._kept: Arrangement | None = None

    @torch.no_grad()
    def __call__(self, batch: Tensor) -> Tensor:
        """Encode.

        Raises:
            ImageError: the batch is not ``(B, 3, S, S)``.
            PrecisionError: bfloat16, and the encoder has to be called as it is.
        """
        encoder = self._model.image_encoder
        check_batch(batch, encoder.img_size)
        arrangement = self._kept or self._arrangement(encoder)
        if self._frozen:
            self._kept = arrangement
        return arrangement(batch).to(batch.dtype)

    def _arrangement(self, encoder: nn.Module) -> Arrangement:
        if _is_known(encoder):
            return _arrange(encoder, linear_dtype(self.precision))
        if self.precision != "float32":
            raise PrecisionError(
                f"{self.precision} needs the image encoder as it was built, in evaluation mode "
                "and float32; this one was changed, so use precision 'float32'."
            )
        return encoder


def _arrange(encoder: nn.Module, dtype: torch.dtype) -> Arrangement:
    if isinstance(encoder, tiny_vit.TinyViT):
        return TinyViT(encoder, dtype)
    assert isinstance(encoder, image_encoder.ImageEncoderViT)
    return ViT(encoder, dtype)


def _is_known(encoder: nn.Module) -> bool:
    """Whether ``encoder`` computes what its classes in ``sam.modeling`` say, in float32."""
    return (
        all(
            type(module) in _OURS
            and not (module._forward_hooks or module._forward_pre_hooks or module.training)
            and "forward" not in vars(module)
            and getattr(module, "approximate", "none") == "none"  # of GELU
            for module in encoder.modules()
        )
        and all(parameter.dtype == torch.float32 for parameter in encoder.parameters())
        and (not isinstance(encoder, image_encoder.ImageEncoderViT) or _has_positions(encoder))
    )


def _has_positions(encoder: image_encoder.ImageEncoderViT) -> bool:
    """Whether cells have positions, and each block those that its map needs, as all published."""
    if encoder.pos_embed is None:
        return False
    side = encoder.pos_embed.shape[1]
    return all(
        block.attn.use_rel_pos
        and len(block.attn.rel_pos_h) == len(block.attn.rel_pos_w)
        and len(block.attn.rel_pos_h) == 2 * (block.window_size or side) - 1
        for block in encoder.blocks
        if isinstance(block, image_encoder.Block)
    )
