"""``segment_anything.utils.onnx``: prompt encoder, mask decoder and resizing as one graph.

Scripts export it with ``torch.onnx``. The page's own decoder is another graph, see ``export/``.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sam.modeling import Sam
from sam.utils.amg import calculate_stability_score

_MANY = 1000.0
"""So much outweighs any predicted IoU."""


class SamOnnxModel(nn.Module):
    """Prompts about an embedding -> masks at the picture's size, in operations that can be traced.

    Args:
        model: whose parts to use.
        return_single_mask: only the best mask; which tokens may be it depends on the points.
        use_stability_score: judge masks by it instead of the predicted IoU.
        return_extra_metrics: return stability scores and areas too.
    """

    def __init__(
        self,
        model: Sam,
        return_single_mask: bool,
        use_stability_score: bool = False,
        return_extra_metrics: bool = False,
    ) -> None:
        super().__init__()
        self.mask_decoder = model.mask_decoder
        self.model = model
        self.img_size = model.image_encoder.img_size
        self.return_single_mask = return_single_mask
        self.use_stability_score = use_stability_score
        self.stability_score_offset = 1.0
        self.return_extra_metrics = return_extra_metrics

    @staticmethod
    def resize_longest_image_size(input_image_size: Tensor, longest_side: int) -> Tensor:
        """(H, W) of a picture -> int64 (h, w) in the model frame, ``(2,)`` each."""
        sides = input_image_size.to(torch.float32)
        scale: Tensor = longest_side / torch.max(sides)
        return torch.floor(sides * scale + 0.5).to(torch.int64)

    def _embed_points(self, point_coords: Tensor, point_labels: Tensor) -> Tensor:
        """``(B, N, 2)`` XY in the model frame and labels -1 to 3 -> ``(B, N, C)``."""
        embedded: Tensor = self.model.prompt_encoder.embed_points(point_coords, point_labels)
        return embedded

    def _embed_masks(self, input_mask: Tensor, has_mask_input: Tensor) -> Tensor:
        """Logits ``(1, 1, S/4, S/4)``, which count where ``has_mask_input`` is 1, not where 0."""
        encoder = self.model.prompt_encoder
        without = encoder.no_mask_embed.weight.reshape(1, -1, 1, 1)
        dense: Tensor = encoder.mask_downscaling(input_mask)
        return without + has_mask_input * (dense - without)

    def mask_postprocessing(self, masks: Tensor, orig_im_size: Tensor) -> Tensor:
        """Logits ``(B, C, S/4, S/4) -> (B, C, H, W)``; ``orig_im_size`` is (H, W)."""
        side = self.img_size
        masks = F.interpolate(masks, (side, side), mode="bilinear", align_corners=False)
        used = self.resize_longest_image_size(orig_im_size, side)
        masks = masks[..., : int(used[0]), : int(used[1])]
        size = orig_im_size.to(torch.int64)
        # Traced, the sides stay tensors, so that the graph takes pictures of every size.
        height, width = size[0], size[1]
        return F.interpolate(
            masks,
            size=(height, width),  # type: ignore[arg-type]
            mode="bilinear",
            align_corners=False,
        )

    def select_masks(
        self, masks: Tensor, iou_preds: Tensor, num_points: int
    ) -> tuple[Tensor, Tensor]:
        """The best mask of each prompt: token 0 for three points or more, else of tokens 1 to 3."""
        lead = torch.zeros(1, self.model.mask_decoder.num_mask_tokens, device=iou_preds.device)
        lead[:, 0] = _MANY
        best = torch.argmax(iou_preds + (num_points - 2.5) * lead, dim=1)
        prompts = torch.arange(masks.shape[0])
        return masks[prompts, best][:, None], iou_preds[prompts, best][:, None]

    @torch.no_grad()
    def forward(
        self,
        image_embeddings: Tensor,
        point_coords: Tensor,
        point_labels: Tensor,
        mask_input: Tensor,
        has_mask_input: Tensor,
        orig_im_size: Tensor,
    ) -> tuple[Tensor, ...]:
        """Decode.

        Args:
            image_embeddings: ``(1, C, S/16, S/16)``.
            point_coords: ``(1, N, 2)`` XY in the model frame: points, then the padding point or a
                box's corners.
            point_labels: ``(1, N)``, -1 padding, 0, 1, and 2 and 3 for corners.
            mask_input: ``(1, 1, S/4, S/4)`` logits.
            has_mask_input: ``(1,)``, 1 or 0.
            orig_im_size: ``(2,)``, (H, W) of the picture.

        Returns:
            Masks ``(1, C, H, W)`` as logits, scores ``(1, C)`` and logits ``(1, C, S/4, S/4)``;
            with extra metrics, stability scores and areas before the last.
        """
        masks, scores = self.model.mask_decoder.predict_masks(
            image_embeddings=image_embeddings,
            image_pe=self.model.prompt_encoder.get_dense_pe(),
            sparse_prompt_embeddings=self._embed_points(point_coords, point_labels),
            dense_prompt_embeddings=self._embed_masks(mask_input, has_mask_input),
        )
        threshold = self.model.mask_threshold
        if self.use_stability_score:
            scores = calculate_stability_score(masks, threshold, self.stability_score_offset)
        if self.return_single_mask:
            masks, scores = self.select_masks(masks, scores, point_coords.shape[1])
        enlarged = self.mask_postprocessing(masks, orig_im_size)
        if not self.return_extra_metrics:
            return enlarged, scores, masks
        stability = calculate_stability_score(enlarged, threshold, self.stability_score_offset)
        areas = (enlarged > threshold).sum(-1).sum(-1)
        return enlarged, scores, stability, areas, masks
