"""The two-way transformer of the mask decoder: tokens look at the image and the image looks back.

Kirillov et al., "Segment Anything", 2023, appendix A, "Lightweight mask decoder".
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional as F

from sam.config import MaskDecoderConfig
from sam.modeling.common import MLPBlock


class TwoWayTransformer(nn.Module):
    """Tokens and an image -> both, each having attended to the other."""

    def __init__(self, config: MaskDecoderConfig) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            TwoWayAttentionBlock(config, skip_first_layer_pe=index == 0)
            for index in range(config.depth)
        )
        self.final_attn_token_to_image = _cross_attention(config)
        self.norm_final_attn = nn.LayerNorm(config.embed_dim)

    def forward(
        self, image_embedding: Tensor, image_pe: Tensor, point_embedding: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Run all layers.

        Args:
            image_embedding: ``(B, C, H, W)``.
            image_pe: positions of its cells, of a shape that broadcasts to it.
            point_embedding: the tokens, ``(B, N, C)``; they serve as their own positions.

        Returns:
            Tokens ``(B, N, C)`` and image cells ``(B, H*W, C)``.
        """
        keys = image_embedding.flatten(2).transpose(1, 2)  # (B, H*W, C)
        key_pe = image_pe.flatten(2).transpose(1, 2)
        queries = point_embedding
        for layer in self.layers:
            queries, keys = layer(queries, keys, point_embedding, key_pe)
        attended = self.final_attn_token_to_image(
            q=queries + point_embedding, k=keys + key_pe, v=keys
        )
        return self.norm_final_attn(queries + attended), keys


class TwoWayAttentionBlock(nn.Module):
    """Tokens to tokens, tokens to image, a perceptron on the tokens, image to tokens."""

    def __init__(self, config: MaskDecoderConfig, skip_first_layer_pe: bool) -> None:
        super().__init__()
        dim = config.embed_dim
        self.self_attn = Attention(dim, config.num_heads)
        self.norm1 = nn.LayerNorm(dim)
        self.cross_attn_token_to_image = _cross_attention(config)
        self.norm2 = nn.LayerNorm(dim)
        self.mlp = MLPBlock(dim, config.mlp_dim, nn.ReLU)
        self.norm3 = nn.LayerNorm(dim)
        self.norm4 = nn.LayerNorm(dim)
        self.cross_attn_image_to_token = _cross_attention(config)
        self.skip_first_layer_pe = skip_first_layer_pe

    def forward(
        self, queries: Tensor, keys: Tensor, query_pe: Tensor, key_pe: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Tokens ``(B, N, C)``, cells ``(B, H*W, C)`` and their positions -> tokens, cells."""
        if self.skip_first_layer_pe:  # the first queries are the positions themselves
            queries = self.self_attn(q=queries, k=queries, v=queries)
        else:
            q = queries + query_pe
            queries = queries + self.self_attn(q=q, k=q, v=queries)
        queries = self.norm1(queries)

        attended = self.cross_attn_token_to_image(q=queries + query_pe, k=keys + key_pe, v=keys)
        queries = self.norm2(queries + attended)
        queries = self.norm3(queries + self.mlp(queries))

        attended = self.cross_attn_image_to_token(q=keys + key_pe, k=queries + query_pe, v=queries)
        return queries, self.norm4(keys + attended)


class Attention(nn.Module):
    """Multi-head attention whose inner width may be smaller than the embedding's."""

    def __init__(self, embedding_dim: int, num_heads: int, downsample_rate: int = 1) -> None:
        super().__init__()
        internal_dim = embedding_dim // downsample_rate
        self.num_heads = num_heads
        self.q_proj = nn.Linear(embedding_dim, internal_dim)
        self.k_proj = nn.Linear(embedding_dim, internal_dim)
        self.v_proj = nn.Linear(embedding_dim, internal_dim)
        self.out_proj = nn.Linear(internal_dim, embedding_dim)

    def forward(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        """Queries ``(B, N, C)``, keys and values ``(B, M, C)`` -> ``(B, N, C)``."""
        x = F.scaled_dot_product_attention(
            self._heads(self.q_proj(q)), self._heads(self.k_proj(k)), self._heads(self.v_proj(v))
        )
        out: Tensor = self.out_proj(x.transpose(1, 2).flatten(2))
        return out

    def _heads(self, x: Tensor) -> Tensor:
        """``(B, N, C) -> (B, heads, N, C/heads)``."""
        batch, length, _ = x.shape
        return x.view(batch, length, self.num_heads, -1).transpose(1, 2)


def _cross_attention(config: MaskDecoderConfig) -> Attention:
    return Attention(config.embed_dim, config.num_heads, config.attention_downsample_rate)
