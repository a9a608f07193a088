"""What the folded modules share: the model's parts by their role, and two layouts."""

from __future__ import annotations

from typing import cast

from torch import Tensor, nn

from sam.modeling import Sam
from sam.modeling.transformer import Attention, TwoWayAttentionBlock


class Parts(nn.Module):
    """The model's own modules, by the role that they play here.

    ``reads`` are attentions from tokens to the image, ``looks`` from the image to tokens.

    Raises:
        ValueError: the decoder has other than two layers, which the algebra is for.
    """

    def __init__(self, model: Sam) -> None:
        super().__init__()
        transformer = model.mask_decoder.transformer
        if len(transformer.layers) != 2:
            raise ValueError(
                f"The decoder has {len(transformer.layers)} layers; the folded form is for 2."
            )
        self.prompt_encoder = model.prompt_encoder
        self.mask_decoder = model.mask_decoder
        self.first, self.second = (cast(TwoWayAttentionBlock, b) for b in transformer.layers)
        self.reads0 = self.first.cross_attn_token_to_image
        self.looks0 = self.first.cross_attn_image_to_token
        self.reads1 = self.second.cross_attn_token_to_image
        self.looks1 = self.second.cross_attn_image_to_token
        self.reads2: Attention = transformer.final_attn_token_to_image
        self.heads = self.reads2.num_heads
        self.scale: float = (self.reads2.q_proj.out_features // self.heads) ** -0.5

    def columns(self, x: Tensor) -> Tensor:
        """``(h*d, N) -> (h, d, N)``."""
        return x.view(self.heads, -1, x.shape[1])

    def rows(self, x: Tensor) -> Tensor:
        """``(N, h*d) -> (h, N, d)``."""
        return x.view(x.shape[0], self.heads, -1).transpose(0, 1)

    def second_layer_weights(self) -> tuple[Tensor, Tensor, Tensor]:
        """Key, value and query projections of the second layer, ``(C, h*d)`` each.

        They follow the first layer's last normalisation, whose scale is folded in; queries carry
        the attention's own scale too.
        """
        gain = self.first.norm4.weight[:, None]
        return (
            gain * self.reads1.k_proj.weight.T,
            gain * self.reads1.v_proj.weight.T,
            gain * self.looks1.q_proj.weight.T * self.scale,
        )
