"""Embeddings of an image and of prompts -> mask logits and predicted IoU, for each mask token."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from sam.modeling.common import MLP, LayerNorm2d
from sam.modeling.transformer import TwoWayTransformer


class MaskDecoder(nn.Module):
    """Token 0 is trained for clear prompts, tokens 1 to 3 offer alternatives for ambiguous ones.

    Args:
        transformer_dim: channels C of the embedding.
        transformer: what makes tokens and cells attend to each other, of the call that
            :class:`TwoWayTransformer` has.
        num_multimask_outputs: mask tokens that offer alternatives.
        activation: between the steps of upscaling.
        iou_head_depth: layers of the perceptron that predicts the IoU.
        iou_head_hidden_dim: its hidden width.
    """

    def __init__(
        self,
        *,
        transformer_dim: int,
        transformer: TwoWayTransformer,
        num_multimask_outputs: int = 3,
        activation: type[nn.Module] = nn.GELU,
        iou_head_depth: int = 3,
        iou_head_hidden_dim: int = 256,
    ) -> None:
        super().__init__()
        dim = transformer_dim
        self.transformer_dim = transformer_dim
        self.transformer = transformer
        self.num_multimask_outputs = num_multimask_outputs
        self.num_mask_tokens = num_multimask_outputs + 1
        self.iou_token = nn.Embedding(1, dim)
        self.mask_tokens = nn.Embedding(self.num_mask_tokens, dim)
        self.output_upscaling = nn.Sequential(
            nn.ConvTranspose2d(dim, dim // 4, kernel_size=2, stride=2),
            LayerNorm2d(dim // 4),
            activation(),
            nn.ConvTranspose2d(dim // 4, dim // 8, kernel_size=2, stride=2),
            activation(),
        )
        self.output_hypernetworks_mlps = nn.ModuleList(
            MLP(dim, dim, dim // 8, 3) for _ in range(self.num_mask_tokens)
        )
        self.iou_prediction_head = MLP(
            dim, iou_head_hidden_dim, self.num_mask_tokens, iou_head_depth
        )

    def forward(
        self,
        image_embeddings: Tensor,
        image_pe: Tensor,
        sparse_prompt_embeddings: Tensor,
        dense_prompt_embeddings: Tensor,
        multimask_output: bool,
        extra_sparse_embeddings: Tensor | None = None,
    ) -> tuple[Tensor, Tensor]:
        """Masks of token 0, or of tokens 1 to 3 when ``multimask_output``.

        Returns:
            Mask logits ``(B, 1 or 3, S/4, S/4)`` and predicted IoU ``(B, 1 or 3)``. Arguments as in
            :meth:`predict_masks`.
        """
        masks, iou_predictions = self.predict_masks(
            image_embeddings,
            image_pe,
            sparse_prompt_embeddings,
            dense_prompt_embeddings,
            extra_sparse_embeddings,
        )
        tokens = slice(1, None) if multimask_output else slice(0, 1)
        return masks[:, tokens], iou_predictions[:, tokens]

    def predict_masks(
        self,
        image_embeddings: Tensor,
        image_pe: Tensor,
        sparse_prompt_embeddings: Tensor,
        dense_prompt_embeddings: Tensor,
        extra_sparse_embeddings: Tensor | None = None,
    ) -> tuple[Tensor, Tensor]:
        """Masks of all four tokens.

        Args:
            image_embeddings: ``(1, C, S/16, S/16)`` of one image for all prompts, or ``(B, ...)``,
            one per prompt.
            image_pe: ``(1, C, S/16, S/16)`` from :meth:`PromptEncoder.get_dense_pe`.
            sparse_prompt_embeddings: ``(B, n, C)``, n may be 0.
            dense_prompt_embeddings: ``(B, C, S/16, S/16)``.
            extra_sparse_embeddings: ``(1, K, C)``, learnt vectors that join every prompt as if they
            were points;
                K may be 0, which is the same as None.

        Returns:
            Mask logits ``(B, 4, S/4, S/4)`` and predicted IoU ``(B, 4)``.
        """
        batch = len(sparse_prompt_embeddings)
        learnt = torch.cat([self.iou_token.weight, self.mask_tokens.weight])  # (1 + 4, C)
        tokens = [learnt.expand(batch, -1, -1), sparse_prompt_embeddings]
        if extra_sparse_embeddings is not None:
            tokens.append(extra_sparse_embeddings.expand(batch, -1, -1))

        image = image_embeddings + dense_prompt_embeddings  # (B, C, S/16, S/16)
        queries, cells = self.transformer(image, image_pe, torch.cat(tokens, dim=1))
        upscaled = self.output_upscaling(cells.transpose(1, 2).unflatten(2, image.shape[2:]))

        mask_tokens = queries[:, 1 : 1 + self.num_mask_tokens].unbind(1)
        hypernetworks = zip(self.output_hypernetworks_mlps, mask_tokens, strict=True)
        filters = torch.stack([mlp(token) for mlp, token in hypernetworks], dim=1)  # (B, 4, C/8)
        masks = (filters @ upscaled.flatten(2)).unflatten(2, upscaled.shape[2:])
        iou_predictions = self.iou_prediction_head(queries[:, 0])
        return masks, iou_predictions
