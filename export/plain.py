"""The decoder as :mod:`sam.modeling` writes it, as one module of plain tensors.

The page runs it only where the re-arranged graphs fail: more work for a click, but an independent
path to the same answer, one file, and nothing held between two clicks but the embedding.
"""

from __future__ import annotations

from torch import Tensor, nn

from sam.modeling import Sam


class PlainDecoder(nn.Module):
    """Prompt encoder and mask decoder of a model, for one image and one prompt."""

    def __init__(self, model: Sam) -> None:
        super().__init__()
        self.prompt_encoder = model.prompt_encoder
        self.mask_decoder = model.mask_decoder

    def forward(
        self,
        embedding: Tensor,
        coords: Tensor,
        labels: Tensor,
        mask_input: Tensor,
        has_mask_input: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Answer a prompt.

        Args:
            embedding: ``(1, C, S/16, S/16)``.
            coords: ``(1, N, 2)`` XY in the model frame, padding or corners included.
            labels: ``(1, N)``.
            mask_input: ``(1, 1, S/4, S/4)`` logits of an earlier mask; any numbers where there is
                none.
            has_mask_input: ``(1,)``, 1 where the mask input counts, else 0.

        Returns:
            Logits ``(1, 4, S/4, S/4)`` and predicted IoU ``(1, 4)``.
        """
        encoder = self.prompt_encoder
        without = encoder.no_mask_embedding(1)
        dense = without + has_mask_input * (encoder.embed_masks(mask_input) - without)
        masks, iou_predictions = self.mask_decoder.predict_masks(
            embedding, encoder.get_dense_pe(), encoder.embed_points(coords, labels), dense
        )
        return masks, iou_predictions
