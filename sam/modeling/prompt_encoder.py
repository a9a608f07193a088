"""Points, boxes and mask logits -> embeddings (Kirillov et al., 2023, section 3)."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from sam.config import PADDING_LABEL
from sam.modeling.common import LayerNorm2d


class PromptEncoder(nn.Module):
    """Prompts in the model frame -> sparse embeddings (points, boxes) and a dense one (mask).

    Args:
        embed_dim: channels of an embedding.
        image_embedding_size: (H, W) of an image's embedding, in cells.
        input_image_size: (H, W) of the model frame, in pixels.
        mask_in_chans: channels that a mask input has before the last convolution.
        activation: between its convolutions.
    """

    def __init__(
        self,
        embed_dim: int,
        image_embedding_size: tuple[int, int],
        input_image_size: tuple[int, int],
        mask_in_chans: int,
        activation: type[nn.Module] = nn.GELU,
    ) -> None:
        super().__init__()
        dim, mid = embed_dim, mask_in_chans
        self.embed_dim = dim
        self.input_image_size = input_image_size
        self.image_embedding_size = image_embedding_size
        self.mask_input_size = (4 * image_embedding_size[0], 4 * image_embedding_size[1])
        self.pe_layer = PositionEmbeddingRandom(dim // 2)
        # 0 background point, 1 foreground point, 2 a box's top left corner, 3 its bottom right one.
        self.num_point_embeddings = 4
        self.point_embeddings = nn.ModuleList(
            nn.Embedding(1, dim) for _ in range(self.num_point_embeddings)
        )
        self.not_a_point_embed = nn.Embedding(1, dim)
        self.mask_downscaling = nn.Sequential(
            nn.Conv2d(1, mid // 4, kernel_size=2, stride=2),
            LayerNorm2d(mid // 4),
            activation(),
            nn.Conv2d(mid // 4, mid, kernel_size=2, stride=2),
            LayerNorm2d(mid),
            activation(),
            nn.Conv2d(mid, dim, kernel_size=1),
        )
        self.no_mask_embed = nn.Embedding(1, dim)

    def get_dense_pe(self) -> Tensor:
        """The position of every embedding cell, ``(1, embed_dim, S/16, S/16)``."""
        position: Tensor = self.pe_layer(self.image_embedding_size)
        return position[None]

    def forward(
        self,
        points: tuple[Tensor, Tensor] | None,
        boxes: Tensor | None,
        masks: Tensor | None,
    ) -> tuple[Tensor, Tensor]:
        """Embed B prompts about one image.

        Args:
            points: coordinates ``(B, N, 2)`` XY in the model frame and labels ``(B, N)``, 1
            foreground, 0 background.
            boxes: ``(B, 4)`` XYXY in the model frame.
            masks: logits of an earlier mask, ``(B, 1, S/4, S/4)``.

        Returns:
            Sparse embeddings ``(B, n, embed_dim)``, n may be 0, and dense ones ``(B, embed_dim,
            S/16, S/16)``.
        """
        batch = self._get_batch_size(points, boxes, masks)
        sparse = [self.no_mask_embed.weight.new_zeros(batch, 0, self.embed_dim)]
        if points is not None:
            coords, labels = points
            sparse.append(self._embed_points(coords, labels, pad=boxes is None))
        if boxes is not None:
            sparse.append(self._embed_boxes(boxes))
        dense = self.no_mask_embedding(batch) if masks is None else self._embed_masks(masks)
        return torch.cat(sparse, dim=1), dense

    def embed_points(self, coords: Tensor, labels: Tensor) -> Tensor:
        """Embed points and box corners, each told apart by its label alone.

        Args:
            coords: ``(B, N, 2)`` XY in the model frame; half a pixel is added, since a click means
            a pixel's centre.
            labels: ``(B, N)`` with values -1 padding, 0 background, 1 foreground, 2 and 3 box
            corners.

        Returns:
            ``(B, N, embed_dim)``. A padding point has no position, only its learnt vector.
        """
        labels = labels[..., None]
        position = self.pe_layer.forward_with_coords(coords + 0.5, self.input_image_size)
        embedding = torch.where(labels == PADDING_LABEL, self.not_a_point_embed.weight, position)
        for label, learnt in enumerate(self.point_embeddings):
            weight = learnt.get_parameter("weight")
            embedding = embedding + weight * (labels == label).to(weight.dtype)
        return embedding

    def embed_masks(self, masks: Tensor) -> Tensor:
        """Mask logits ``(B, 1, S/4, S/4) -> (B, embed_dim, S/16, S/16)``."""
        dense: Tensor = self.mask_downscaling(masks)
        return dense

    def no_mask_embedding(self, batch: int) -> Tensor:
        """What stands for "no mask was given", ``(batch, embed_dim, S/16, S/16)``."""
        return self.no_mask_embed.weight[..., None, None].expand(
            batch, -1, *self.image_embedding_size
        )

    # What follows has the published names, by which scripts call it in a loop of their own.

    def _embed_points(self, points: Tensor, labels: Tensor, pad: bool) -> Tensor:
        """Points ``(B, N, 2)``, with the padding point where ``pad``; see :meth:`embed_points`."""
        if pad:
            points, labels = pad_points(points, labels)
        return self.embed_points(points, labels)

    def _embed_boxes(self, boxes: Tensor) -> Tensor:
        """``(B, 4)`` XYXY in the model frame -> ``(B, 2, embed_dim)``, its two corners."""
        corners = boxes.reshape(-1, 2, 2)
        labels = torch.tensor([2, 3], device=corners.device).expand(len(corners), 2)
        return self.embed_points(corners, labels)

    def _embed_masks(self, masks: Tensor) -> Tensor:
        """As :meth:`embed_masks`."""
        return self.embed_masks(masks)

    def _get_device(self) -> torch.device:
        """Where the numbers are."""
        return self.no_mask_embed.weight.device

    @staticmethod
    def _get_batch_size(
        points: tuple[Tensor, Tensor] | None, boxes: Tensor | None, masks: Tensor | None
    ) -> int:
        given = (points[0] if points is not None else None, boxes, masks)
        return next((len(prompt) for prompt in given if prompt is not None), 1)


def pad_points(coords: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """Append the padding point (0, 0), label -1, that stands where a box could be.

    ``(B, N, 2), (B, N) -> (B, N + 1, 2), (B, N + 1)``. To be used when, and only when, there is no
    box.
    """
    padding = coords.new_zeros(len(coords), 1, 2)
    label = labels.new_full((len(labels), 1), PADDING_LABEL)
    return torch.cat([coords, padding], dim=1), torch.cat([labels, label], dim=1)


class PositionEmbeddingRandom(nn.Module):
    """Positions as random Fourier features (Tancik et al., 2020) of a matrix that is saved."""

    positional_encoding_gaussian_matrix: Tensor

    def __init__(self, num_pos_feats: int = 64, scale: float | None = None) -> None:
        super().__init__()
        matrix = torch.randn(2, num_pos_feats)
        if scale is not None and scale > 0:
            matrix = scale * matrix
        self.register_buffer("positional_encoding_gaussian_matrix", matrix)

    def forward(self, size: tuple[int, int]) -> Tensor:
        """The centres of an ``(H, W)`` grid, ``-> (2 * num_pos_feats, H, W)``."""
        height, width = size
        matrix = self.positional_encoding_gaussian_matrix
        y = (torch.arange(height, device=matrix.device, dtype=matrix.dtype) + 0.5) / height
        x = (torch.arange(width, device=matrix.device, dtype=matrix.dtype) + 0.5) / width
        grid = torch.stack(torch.meshgrid(x, y, indexing="xy"), dim=-1)  # (H, W, 2)
        return self._pe_encoding(grid).permute(2, 0, 1)

    def forward_with_coords(self, coords_input: Tensor, image_size: tuple[int, int]) -> Tensor:
        """XY in an ``(H, W)`` frame, ``(B, N, 2) -> (B, N, 2 * num_pos_feats)``."""
        height, width = image_size
        matrix = self.positional_encoding_gaussian_matrix
        extent = torch.tensor([width, height], device=matrix.device, dtype=matrix.dtype)
        return self._pe_encoding(coords_input.to(matrix.dtype) / extent)

    def _pe_encoding(self, coords: Tensor) -> Tensor:
        """XY in 0..1, ``(..., 2) -> (..., 2 * num_pos_feats)``."""
        angles = 2 * math.pi * ((2 * coords - 1) @ self.positional_encoding_gaussian_matrix)
        return torch.cat([angles.sin(), angles.cos()], dim=-1)
