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


def mask_directions(parts: Parts) -> Tensor:
    """What each row of a mask input adds to the cells, ``(17, C)`` float64.

    The first row is the constant: what replaces the learnt vector for "no mask".
    """
    last = parts.prompt_encoder.mask_downscaling[-1]
    assert isinstance(last, nn.Conv2d) and last.bias is not None
    shift = last.bias - parts.prompt_encoder.no_mask_embed.weight[0]
    directions = torch.cat([shift[None], last.weight.flatten(1).T])
    return directions.detach().double()


class ImagePreparer(Parts):
    """An image's embedding -> :class:`ImageTensors`. Runs once for an image."""

    @torch.no_grad()
    def __init__(self, model: Sam) -> None:
        super().__init__(model)
        products, dtype = Products(self), self.reads0.k_proj.weight.dtype
        keys1, values1, queries1, gives1, keys2, values2, raised = torch.split(
            products.after_first, products.widths, dim=1
        )
        later = products.later
        gives0, directions = products.gives0.T, centred(mask_directions(self)).T
        first = [self.reads0.k_proj.weight, self.looks0.q_proj.weight * self.scale]
        second = [keys1, queries1, gives0, later @ later @ gives0, gives1, keys2]
        sums = [directions, later @ later @ directions, (later @ products.between)[:, None]]
        self.register_buffer("first_columns", torch.cat(first))
        self.register_buffer("second_columns", torch.cat([*second, *sums], 1).T.to(dtype))
        self.register_buffer("second_rows", torch.cat([values1, values2, raised], 1).to(dtype))
        query_bias = self.looks0.q_proj.bias * self.scale
        column_bias = torch.cat([torch.zeros_like(query_bias), query_bias])
        self.register_buffer("first_column_bias", column_bias[:, None])
        # The second layer's keys and queries see positions and the first normalisation's bias.
        query, offset = self.looks1.q_proj, self.first.norm4.bias
        weights = (self.reads1.k_proj.weight, query.weight * self.scale, self.reads2.k_proj.weight)
        positions = [
            weights[0] @ offset,
            weights[1] @ offset + query.bias * self.scale,
            torch.zeros_like(offset[: len(query_bias)]),
        ]
        self.register_buffer("to_positions", torch.cat(weights))
        self.register_buffer("position_bias", torch.cat(positions)[:, None])
        self.directions = directions.shape[1]

    first_columns: Tensor  # (2 h*d, C)
    first_column_bias: Tensor
    second_columns: Tensor  # (6 h*d + 2*17 + 1, C)
    second_rows: Tensor  # (C, 2 h*d + C)
    to_positions: Tensor  # (3 h*d, C)
    position_bias: Tensor

    def forward(self, image_embeddings: Tensor) -> ImageTensors:
        """``(1, C, S/16, S/16)`` -> what every decode needs."""
        no_mask = self.prompt_encoder.no_mask_embed.weight[0]
        image = image_embeddings.flatten(2)[0] + no_mask[:, None]  # (C, N)
        positions = self.prompt_encoder.get_dense_pe().flatten(2)[0]  # (C, N)
        first = self.first_columns @ (image + positions) + self.first_column_bias
        keys0, queries0 = first.chunk(2)
        values0 = self.reads0.v_proj(image.T)
        placed = (self.to_positions @ positions + self.position_bias).chunk(3)

        cells = centred(image.T + self.looks0.out_proj.bias)
        late = centred(cells * self.first.norm4.weight)
        width, count = len(keys0), self.directions
        columns = torch.split(self.second_columns @ cells.T, [width] * 6 + [2 * count, 1])
        keys1, queries1, overlaps0, late_overlaps0, overlaps1, keys2, mask_overlaps, tilt = columns
        rows = torch.split(cells @ self.second_rows, [width, width, cells.shape[1]], dim=1)
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
            mask_overlaps.view(2, count, -1),
            torch.zeros_like(tilt),
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
