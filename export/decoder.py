"""The part of the network that answers a prompt, as one module of plain tensors in and out."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from sam.modeling import Sam


class PromptDecoder(nn.Module):
    """Prompt encoder and mask decoder of a model, for one image and one prompt at a time.

    The caller moves coordinates to the model frame, pads, chooses among the masks and enlarges
    them; nothing here depends on an image's size. ``S`` is the side of the model frame and ``C``
    the number of an embedding's channels: 1024 and 256 for the published kinds.
    """

    image_pe: Tensor

    def __init__(self, model: Sam) -> None:
        super().__init__()
        self.prompt_encoder = model.prompt_encoder
        self.mask_decoder = model.mask_decoder
        # The same for every image and prompt, so it is computed here and not in each run.
        self.register_buffer("image_pe", self.prompt_encoder.get_dense_pe().detach())

    def forward(
        self,
        image_embeddings: Tensor,
        point_coords: Tensor,
        point_labels: Tensor,
        mask_input: Tensor,
        has_mask_input: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Predict the masks of all four tokens.

        Args:
            image_embeddings: ``(1, C, S/16, S/16)``.
            point_coords: ``(1, N, 2)``, XY in the model frame, N at least 1. Points first; then a
                box's two corners, or a padding point (0, 0) if there is no box.
            point_labels: ``(1, N)``, 1 foreground, 0 background, 2 and 3 a box's top left and
                bottom right corner, -1 padding.
            mask_input: ``(1, 1, S/4, S/4)`` logits of an earlier mask; ignored if there is none.
            has_mask_input: ``(1,)``, 1 if ``mask_input`` counts and 0 if not.

        Returns:
            ``low_res_masks (1, 4, S/4, S/4)`` logits and ``iou_predictions (1, 4)``. All tensors,
            in and out, are float32.
        """
        sparse = self.prompt_encoder.embed_points(point_coords, point_labels)
        dense = torch.where(
            has_mask_input > 0,
            self.prompt_encoder.embed_masks(mask_input),
            self.prompt_encoder.no_mask_embedding(1),
        )
        low_res_masks, iou_predictions = self.mask_decoder.predict_masks(
            image_embeddings, self.image_pe, sparse, dense
        )
        return low_res_masks, iou_predictions
