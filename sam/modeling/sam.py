"""The whole model: its three parts and the pixel arithmetic around them.

Only ``forward`` switches gradients off; other callers that only predict do so themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sam.errors import ImageError
from sam.modeling.image_encoder import ImageEncoderViT
from sam.modeling.mask_decoder import MaskDecoder
from sam.modeling.prompt_encoder import PromptEncoder
from sam.modeling.tiny_vit import TinyViT


class Sam(nn.Module):
    """Images and prompts -> masks. ``S`` below is ``image_encoder.img_size``, usually 1024."""

    mask_threshold: float = 0.0
    image_format: str = "RGB"
    pixel_mean: Tensor
    pixel_std: Tensor

    def __init__(
        self,
        image_encoder: ImageEncoderViT | TinyViT,
        prompt_encoder: PromptEncoder,
        mask_decoder: MaskDecoder,
        pixel_mean: Sequence[float] = (123.675, 116.28, 103.53),
        pixel_std: Sequence[float] = (58.395, 57.12, 57.375),
        *,
        kind: str = "custom",
        mask_threshold: float = 0.0,
    ) -> None:
        super().__init__()
        self.kind = kind
        self.mask_threshold = mask_threshold
        self.image_encoder = image_encoder
        self.prompt_encoder = prompt_encoder
        self.mask_decoder = mask_decoder
        # On the CPU at first, so that they hold numbers even when the parameters are built without
        # storage.
        mean = torch.tensor(pixel_mean, device="cpu").view(-1, 1, 1)
        std = torch.tensor(pixel_std, device="cpu").view(-1, 1, 1)
        self.register_buffer("pixel_mean", mean, persistent=False)
        self.register_buffer("pixel_std", std, persistent=False)

    @property
    def device(self) -> torch.device:
        """Where the model's numbers are."""
        return self.pixel_mean.device

    def preprocess(self, x: Tensor | Sequence[Tensor]) -> Tensor:
        """Normalise resized images and pad them to the model frame.

        Args:
            x: one ``(3, h, w)``, a batch ``(B, 3, h, w)`` or a sequence of ``(3, h, w)`` of
                any sizes up to S, RGB, any dtype, values 0..255.

        Returns:
            ``(3, S, S)`` for one, else ``(B, 3, S, S)``, in the model's dtype (float32 as built):
            ``(x - mean) / std``, then zeros at the right and bottom.

        Raises:
            ImageError: no image, or one that is not ``(3, h, w)`` with both sides between 1 and S.
        """
        if isinstance(x, Tensor) and x.ndim == 3:
            return self._normalise_and_pad(x)
        if len(x) == 0:
            raise ImageError("preprocess got no image; expected at least one of shape (3, h, w).")
        return torch.stack([self._normalise_and_pad(image) for image in x])

    def _normalise_and_pad(self, image: Tensor) -> Tensor:
        """``(3, h, w) -> (3, S, S)``."""
        size = self.image_encoder.img_size
        shape = tuple(image.shape)
        if len(shape) != 3 or shape[0] != 3 or not all(1 <= side <= size for side in shape[1:]):
            raise ImageError(
                f"preprocess got an image of shape {shape}; expected (3, h, w) with h and w "
                f"from 1 to {size}, already resized."
            )
        normalised = (image.to(self.pixel_mean) - self.pixel_mean) / self.pixel_std
        height, width = shape[1:]
        return F.pad(normalised, (0, size - width, 0, size - height))

    def encode(self, batch: Tensor) -> Tensor:
        """Encode preprocessed images: ``(B, 3, S, S) -> (B, 256, S/16, S/16)``.

        This is the network as it is trained; to predict, :class:`sam.inference.Encoder` gives the
        same embeddings in half the time.

        Raises:
            ImageError: the batch has another shape.
        """
        check_batch(batch, self.image_encoder.img_size)
        embeddings: Tensor = self.image_encoder(batch)
        return embeddings

    @torch.no_grad()
    def forward(
        self, batched_input: Sequence[dict[str, Any]], multimask_output: bool
    ) -> list[dict[str, Tensor]]:
        """Predict masks for several images with their prompts, all images encoded in one batch.

        Without gradients, as published: training calls :meth:`encode` and :meth:`decode`, or the
        parts themselves.

        Args:
            batched_input: one dict per image. ``image``: ``(3, h, w)``, already resized, 0..255;
                ``original_size``: (H, W) before resizing; and any of ``point_coords`` ``(B, N, 2)``
                XY in the model frame with ``point_labels`` ``(B, N)``, ``boxes`` ``(B, 4)`` XYXY in
                the model frame, ``mask_inputs`` ``(B, 1, S/4, S/4)`` logits.
            multimask_output: three masks per prompt (tokens 1 to 3) instead of one (token 0).

        Returns:
            One dict per image: ``masks`` ``(B, C, H, W) bool``, ``iou_predictions`` ``(B, C)`` and
            ``low_res_logits`` ``(B, C, S/4, S/4)``.
        """
        embeddings = self.encode(self.preprocess([record["image"] for record in batched_input]))
        outputs = []
        for record, embedding in zip(batched_input, embeddings, strict=True):
            points = None
            if "point_coords" in record:
                points = (record["point_coords"], record["point_labels"])
            low_res, iou_predictions = self.decode(
                embedding[None],
                points,
                record.get("boxes"),
                record.get("mask_inputs"),
                multimask_output,
            )
            logits = self.postprocess_masks(
                low_res, record["image"].shape[-2:], record["original_size"]
            )
            outputs.append(
                {
                    "masks": logits > self.mask_threshold,
                    "iou_predictions": iou_predictions,
                    "low_res_logits": low_res,
                }
            )
        return outputs

    def decode(
        self,
        image_embeddings: Tensor,
        points: tuple[Tensor, Tensor] | None,
        boxes: Tensor | None,
        masks: Tensor | None,
        multimask_output: bool,
        extra_sparse_embeddings: Tensor | None = None,
    ) -> tuple[Tensor, Tensor]:
        """Run the prompt encoder and the mask decoder.

        ``image_embeddings`` and ``extra_sparse_embeddings`` are described at
        :meth:`MaskDecoder.predict_masks`, the B prompts at :meth:`PromptEncoder.forward`.

        Returns:
            Mask logits ``(B, C, S/4, S/4)`` and predicted IoU ``(B, C)``, C 3 or 1.
        """
        return decode_prompts(
            self, image_embeddings, points, boxes, masks, multimask_output, extra_sparse_embeddings
        )

    def postprocess_masks(
        self, masks: Tensor, input_size: Sequence[int], original_size: Sequence[int]
    ) -> Tensor:
        """Bring logits back to the image frame: enlarge to S, cut the padding off, resize.

        Args:
            masks: ``(B, C, S/4, S/4)`` logits.
            input_size: (h, w) of the resized image inside the model frame.
            original_size: (H, W) of the image.

        Returns:
            ``(B, C, H, W)`` logits.
        """
        size = self.image_encoder.img_size
        masks = F.interpolate(masks, (size, size), mode="bilinear", align_corners=False)
        masks = masks[..., : input_size[0], : input_size[1]]
        return F.interpolate(
            masks, (original_size[0], original_size[1]), mode="bilinear", align_corners=False
        )


def decode_prompts(
    model: Sam,
    image_embeddings: Tensor,
    points: tuple[Tensor, Tensor] | None,
    boxes: Tensor | None,
    masks: Tensor | None,
    multimask_output: bool,
    extra_sparse_embeddings: Tensor | None = None,
) -> tuple[Tensor, Tensor]:
    """As :meth:`Sam.decode`, of any model with the published parts, also one built elsewhere."""
    sparse, dense = model.prompt_encoder(points=points, boxes=boxes, masks=masks)
    # A decoder built elsewhere does not know of more.
    more = (
        {}
        if extra_sparse_embeddings is None
        else {"extra_sparse_embeddings": extra_sparse_embeddings}
    )
    low_res, iou_predictions = model.mask_decoder(
        image_embeddings=image_embeddings,
        image_pe=model.prompt_encoder.get_dense_pe(),
        sparse_prompt_embeddings=sparse,
        dense_prompt_embeddings=dense,
        multimask_output=multimask_output,
        **more,
    )
    return low_res, iou_predictions


def check_batch(batch: Tensor, size: int) -> None:
    """Refuse what an image encoder cannot take.

    Args:
        batch: preprocessed images.
        size: side of the model frame, S.

    Raises:
        ImageError: the batch is not ``(B, 3, S, S)``.
    """
    if batch.ndim != 4 or batch.shape[1:] != (3, size, size):
        raise ImageError(
            f"encode got a batch of shape {tuple(batch.shape)}; "
            f"expected (B, 3, {size}, {size}) as preprocess returns it."
        )
