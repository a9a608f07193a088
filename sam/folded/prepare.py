"""What an image contributes to every decode, and what a mask input does."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn

from sam.folded.parts import Parts
from sam.folded.products import Products, centred
from sam.modeling import Sam


class ImageTensors(NamedTuple):
    """What an image contributes to every decode.

    Tokens read ``keys`` and ``values``; ``queries`` (scaled) look at tokens. 0 and 1 name the
    layer, 2 the final attention. Positions do not depend on the image; they are computed with the
    rest because, stored, they would weigh more than the network.
    """

    keys0: Tensor
    """Columns."""
    values0: Tensor
    """Rows."""
    queries0: Tensor
    """Columns."""
    overlaps0: Tensor
    """Columns: inner products of the cells with what the first layer's tokens can give."""
    keys1: Tensor
    """Columns."""
    values1: Tensor
    """Rows."""
    queries1: Tensor
    """Columns."""
    key_positions1: Tensor
    """Columns."""
    query_positions1: Tensor
    """Columns."""
    late_overlaps0: Tensor
    """Columns: as ``overlaps0``, of the cells and the gifts as the second layer sees both."""
    overlaps1: Tensor
    """Columns: inner products of the second layer's cells with what its tokens can give."""
    keys2: Tensor
    """Columns."""
    values2: Tensor
    """Rows."""
    key_positions2: Tensor
    """Columns."""
    raised: Tensor
    """``(N, C)``: the image's part in the first layer of upscaling."""
    lengths: Tensor
    """``(2, N)``: squares of the cells' lengths, in the first layer and in the second."""
    tilt: Tensor
    """``(1, N)``: inner products of the second layer's cells with its constant part."""
    mask_overlaps: Tensor
    """``(2, 17, N)``: inner products of the cells with what a mask input adds, in both layers."""
    mask_rows: Tensor
    """``(1, N)``: zeros, since there is no mask input; :class:`MaskInput` says what they mean."""


class Fixed(NamedTuple):
    """What an image is multiplied with: the model's weights side by side, and their products."""

    first_columns: Tensor
    """``(2 h*d, C)``: keys and queries of the first layer."""
    first_column_bias: Tensor
    """``(2 h*d, 1)``."""
    second_columns: Tensor
    """``(6 h*d + 2*17 + 1, C)``."""
    second_rows: Tensor
    """``(C, 2 h*d + C)``."""
    to_positions: Tensor
    """``(3 h*d, C)``: what positions are to the keys and queries of the later attentions."""
    position_bias: Tensor
    """``(3 h*d, 1)``."""


def mask_directions(parts: Parts) -> Tensor:
    """What each row of a mask input adds to the cells, ``(17, C)`` float64.

    The first row is the constant: what replaces the learnt vector for "no mask".
    """
    last = parts.prompt_encoder.mask_downscaling[-1]
    assert isinstance(last, nn.Conv2d) and last.bias is not None
    shift = last.bias - parts.prompt_encoder.no_mask_embed.weight[0]
    return torch.cat([shift[None], last.weight.flatten(1).T]).double()


class ImagePreparer(Parts):
    """An image's embedding -> :class:`ImageTensors`. Runs once for an image."""

    def forward(self, image_embeddings: Tensor) -> ImageTensors:
        """``(1, C, S/16, S/16)`` -> what every decode needs."""
        fixed = self._fixed()
        no_mask = self.prompt_encoder.no_mask_embed.weight[0]
        image = image_embeddings.flatten(2)[0] + no_mask[:, None]  # (C, N)
        positions = self.prompt_encoder.get_dense_pe().flatten(2)[0]  # (C, N)
        first = fixed.first_columns @ (image + positions) + fixed.first_column_bias
        keys0, queries0 = first.chunk(2)
        values0 = self.reads0.v_proj(image.T)
        placed = (fixed.to_positions @ positions + fixed.position_bias).chunk(3)

        cells = centred(image.T + self.looks0.out_proj.bias)
        late = centred(cells * self.first.norm4.weight)
        width, channels = len(keys0), cells.shape[1]
        of_mask = len(fixed.second_columns) - 6 * width - 1  # 2*17
        columns = torch.split(fixed.second_columns @ cells.T, [width] * 6 + [of_mask, 1])
        keys1, queries1, overlaps0, late_overlaps0, overlaps1, keys2, mask_overlaps, tilt = columns
        rows = torch.split(cells @ fixed.second_rows, [width, width, channels], dim=1)
        return ImageTensors(
            self.columns(keys0),
            self.rows(values0),
            self.columns(queries0),
            self.columns(overlaps0),
            self.columns(keys1),
            self.rows(rows[0]),
            self.columns(queries1),
            self.columns(placed[0]),
            self.columns(placed[1]),
            self.columns(late_overlaps0),
            self.columns(overlaps1),
            self.columns(keys2),
            self.rows(rows[1]),
            self.columns(placed[2]),
            rows[2],
            torch.stack([cells.square().sum(1), late.square().sum(1)]),
            tilt,
            mask_overlaps.view(2, of_mask // 2, -1),
            torch.zeros_like(tilt),
        )

    def _fixed(self) -> Fixed:
        products, dtype = Products(self), self.reads0.k_proj.weight.dtype
        keys1, values1, queries1, gives1, keys2, values2, raised = torch.split(
            products.after_first, products.widths, dim=1
        )
        gives0, directions = products.gives0, centred(mask_directions(self))
        twice = [products.later(products.later(rows)).T for rows in (gives0, directions)]
        tilt = products.later(products.between)[:, None]
        second = [keys1, queries1, gives0.T, twice[0], gives1, keys2, directions.T, twice[1], tilt]
        query_bias = self.looks0.q_proj.bias * self.scale
        # The second layer's keys and queries see positions and the first normalisation's bias.
        query, offset = self.looks1.q_proj, self.first.norm4.bias
        placed = (self.reads1.k_proj.weight, query.weight * self.scale, self.reads2.k_proj.weight)
        positions = [
            placed[0] @ offset,
            placed[1] @ offset + query.bias * self.scale,
            torch.zeros_like(query_bias),
        ]
        return Fixed(
            torch.cat([self.reads0.k_proj.weight, self.looks0.q_proj.weight * self.scale]),
            torch.cat([torch.zeros_like(query_bias), query_bias])[:, None],
            torch.cat(second, 1).T.to(dtype),
            torch.cat([values1, values2, raised], 1).to(dtype),
            torch.cat(placed),
            torch.cat(positions)[:, None],
        )


class MaskInput(nn.Module):
    """A mask input -> the rows that stand for it in a decode.

    It reaches the image through a 1x1 convolution of 16 channels. Row 0 is one, for what a mask
    input adds to every cell alike; the others are these channels. Without a mask input there is
    row 0 alone, and it is zero.
    """

    def __init__(self, model: Sam) -> None:
        super().__init__()
        self.shrink = nn.Sequential(*list(model.prompt_encoder.mask_downscaling)[:-1])

    def forward(self, mask_input: Tensor) -> Tensor:
        """Logits ``(1, 1, S/4, S/4)`` -> ``(17, N)``."""
        mask: Tensor = self.shrink(mask_input).flatten(2)[0]
        return torch.cat([torch.ones_like(mask[:1]), mask])
