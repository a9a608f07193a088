"""The two-way transformer of the mask decoder: tokens look at the image and the image looks back.

Kirillov et al., "Segment Anything", 2023, appendix A, "Lightweight mask decoder".
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional as F

from sam.modeling.common import MLPBlock, beside_each_other


class TwoWayTransformer(nn.Module):
    """Tokens and an image -> both, each having attended to the other.

    Args:
        depth: how many layers.
        embedding_dim: channels.
        num_heads: of each attention.
        mlp_dim: hidden width of the perceptrons.
        activation: of the perceptrons.
        attention_downsample_rate: the channels over the inner width of cross attentions.
    """

    def __init__(
        self,
        depth: int,
        embedding_dim: int,
        num_heads: int,
        mlp_dim: int,
        activation: type[nn.Module] = nn.ReLU,
        attention_downsample_rate: int = 2,
    ) -> None:
        super().__init__()
        self.depth = depth
        self.embedding_dim = embedding_dim
        self.num_heads = num_heads
        self.mlp_dim = mlp_dim
        self.layers = nn.ModuleList(
            TwoWayAttentionBlock(
                embedding_dim,
                num_heads,
                mlp_dim,
                activation,
                attention_downsample_rate,
                skip_first_layer_pe=index == 0,
            )
            for index in range(depth)
        )
        self.final_attn_token_to_image = Attention(
            embedding_dim, num_heads, attention_downsample_rate
        )
        self.norm_final_attn = nn.LayerNorm(embedding_dim)

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
    """Tokens to tokens, tokens to image, a perceptron on the tokens, image to tokens.

    Arguments as of :class:`TwoWayTransformer`; ``skip_first_layer_pe`` says that the first queries
    are the positions themselves.
    """

    def __init__(
        self,
        embedding_dim: int,
        num_heads: int,
        mlp_dim: int = 2048,
        activation: type[nn.Module] = nn.ReLU,
        attention_downsample_rate: int = 2,
        skip_first_layer_pe: bool = False,
    ) -> None:
        super().__init__()
        rate = attention_downsample_rate
        self.self_attn = Attention(embedding_dim, num_heads)
        self.norm1 = nn.LayerNorm(embedding_dim)
        self.cross_attn_token_to_image = Attention(embedding_dim, num_heads, rate)
        self.norm2 = nn.LayerNorm(embedding_dim)
        self.mlp = MLPBlock(embedding_dim, mlp_dim, activation)
        self.norm3 = nn.LayerNorm(embedding_dim)
        self.norm4 = nn.LayerNorm(embedding_dim)
        self.cross_attn_image_to_token = Attention(embedding_dim, num_heads, rate)
        self.skip_first_layer_pe = skip_first_layer_pe

    def forward(
        self, queries: Tensor, keys: Tensor, query_pe: Tensor, key_pe: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Tokens ``(B, N, C)``, cells ``(B, H*W, C)`` and their positions -> tokens, cells."""
        if self.skip_first_layer_pe:
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
    """Multi-head attention whose inner width may be smaller than the embedding's.

    Raises:
        ValueError: the heads do not share the inner width evenly.
    """

    def __init__(self, embedding_dim: int, num_heads: int, downsample_rate: int = 1) -> None:
        super().__init__()
        self.embedding_dim = embedding_dim
        self.internal_dim = embedding_dim // downsample_rate
        self.num_heads = num_heads
        if self.internal_dim % num_heads:
            raise ValueError(
                f"num_heads is {num_heads}; expected a divisor of the inner width "
                f"{self.internal_dim}."
            )
        self.q_proj = nn.Linear(embedding_dim, self.internal_dim)
        self.k_proj = nn.Linear(embedding_dim, self.internal_dim)
        self.v_proj = nn.Linear(embedding_dim, self.internal_dim)
        self.out_proj = nn.Linear(self.internal_dim, embedding_dim)

    def forward(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        """Queries ``(B, N, C)``, keys and values ``(B, M, C)`` -> ``(B, N, C)``."""
        x = F.scaled_dot_product_attention(
            self._heads(self.q_proj(q)), self._heads(self.k_proj(k)), self._heads(self.v_proj(v))
        )
        out: Tensor = self.out_proj(beside_each_other(x))
        return out

    def _heads(self, x: Tensor) -> Tensor:
        """``(B, N, C) -> (B, heads, N, C/heads)``."""
        batch, length, _ = x.shape
        return x.view(batch, length, self.num_heads, -1).transpose(1, 2)
