"""What an image contributes to every decode, and how a mask input changes it."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn

from sam.folded.parts import Parts
from sam.modeling import Sam


class ImageTensors(NamedTuple):
    """What an image contributes to every decode.

    Tokens read ``keys`` and ``values``; ``queries`` (scaled) look at tokens. 0 and 1 name the
    layer, 2 the final attention. Positions do not depend on the image; they are computed with the
    rest because, stored, they would weigh more than the network.
    """

    cells: Tensor
    """``(N, C)``: the image, with the bias that the first layer adds to every cell."""
    keys0: Tensor
    """Columns."""
    values0: Tensor
    """Rows."""
    queries0: Tensor
    """Columns."""
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
    key_positions2: Tensor
    """Columns."""


CHANGED_BY_MASK_INPUT = 7
"""So many of the tensors, from the first on, does a mask input change."""


class _ImageSide(Parts):
    """The products of an image with everything that is linear in it."""

    @torch.no_grad()
    def __init__(self, model: Sam) -> None:
        super().__init__(model)
        keys1, values1, queries1 = self.second_layer_weights()
        keys0, queries0 = self.reads0.k_proj.weight, self.looks0.q_proj.weight * self.scale
        self.register_buffer("to_columns", torch.cat([keys0, queries0, keys1.T, queries1.T]))
        self.register_buffer("to_rows", torch.cat([self.reads0.v_proj.weight.T, values1], 1))

    to_columns: Tensor  # (4 h*d, C): keys0, queries0, keys1, queries1
    to_rows: Tensor  # (C, 2 h*d): values0, values1


class ImagePreparer(_ImageSide):
    """An image's embedding -> :class:`ImageTensors`. Runs once for an image."""

    @torch.no_grad()
    def __init__(self, model: Sam) -> None:
        super().__init__(model)
        first, second = self.reads0, self.looks1
        self.register_buffer("cell_bias", self.looks0.out_proj.bias)
        queries1 = second.q_proj.weight * self.scale
        weights = (self.reads1.k_proj.weight, queries1, self.reads2.k_proj.weight)
        self.register_buffer("to_positions", torch.cat(weights))
        # What each product's constant parts come to, so that they are added to results only.
        shift = self.cell_bias
        columns = self.to_columns.chunk(4)
        biases = [
            torch.zeros_like(first.k_proj.bias),
            self.looks0.q_proj.bias * self.scale,
            columns[2] @ shift,
            columns[3] @ shift,
        ]
        self.register_buffer("column_bias", torch.cat(biases)[:, None])
        _, values1 = self.to_rows.chunk(2, dim=1)
        self.register_buffer("row_bias", torch.cat([first.v_proj.bias, shift @ values1]))
        offset = self.first.norm4.bias
        positions = [
            weights[0] @ offset,
            weights[1] @ offset + second.q_proj.bias * self.scale,
            torch.zeros_like(first.k_proj.bias),
        ]
        self.register_buffer("position_bias", torch.cat(positions)[:, None])

    cell_bias: Tensor
    to_positions: Tensor
    column_bias: Tensor
    row_bias: Tensor
    position_bias: Tensor

    def forward(self, image_embeddings: Tensor) -> ImageTensors:
        """``(1, C, S/16, S/16)`` -> what every decode without a mask input needs."""
        no_mask = self.prompt_encoder.no_mask_embed.weight[0]
        image = image_embeddings.flatten(2)[0] + no_mask[:, None]  # (C, N)
        positions = self.prompt_encoder.get_dense_pe().flatten(2)[0]  # (C, N)
        width = len(self.to_columns) // 2
        # The first layer's keys and queries see positions; the second's come with its own.
        layer0 = self.to_columns[:width] @ (image + positions)
        layer1 = self.to_columns[width:] @ image
        columns = torch.cat([layer0, layer1]) + self.column_bias
        keys0, queries0, keys1, queries1 = columns.chunk(4)
        values0, values1 = (image.T @ self.to_rows + self.row_bias).chunk(2, dim=1)
        placed = (self.to_positions @ positions + self.position_bias).chunk(3)
        return ImageTensors(
            image.T + self.cell_bias,
            self.columns(keys0),
            self.rows(values0),
            self.columns(queries0),
            self.columns(keys1),
            self.rows(values1),
            self.columns(queries1),
            *(self.columns(part) for part in placed),
        )


class MaskInput(_ImageSide):
    """Corrects prepared tensors for a mask input, which is added to the image.

    A mask input reaches the image through a 1x1 convolution of 16 channels, so all that is linear
    in the image changes by a product with these 16 channels.
    """

    @torch.no_grad()
    def __init__(self, model: Sam) -> None:
        super().__init__(model)
        *shrink, last = self.prompt_encoder.mask_downscaling
        self.shrink = nn.Sequential(*shrink)
        assert isinstance(last, nn.Conv2d) and last.bias is not None
        widen = last.weight.flatten(1)  # (C, 16)
        shift = last.bias - self.prompt_encoder.no_mask_embed.weight[0]
        self.register_buffer("cells", widen.T.contiguous())
        self.register_buffer("cells_shift", shift)
        self.register_buffer("columns_mask", self.to_columns @ widen)
        self.register_buffer("columns_shift", (self.to_columns @ shift)[:, None])
        self.register_buffer("rows_mask", widen.T @ self.to_rows)
        self.register_buffer("rows_shift", shift @ self.to_rows)

    cells: Tensor
    cells_shift: Tensor
    columns_mask: Tensor
    columns_shift: Tensor
    rows_mask: Tensor
    rows_shift: Tensor

    def forward(
        self,
        mask_input: Tensor,
        cells: Tensor,
        keys0: Tensor,
        values0: Tensor,
        queries0: Tensor,
        keys1: Tensor,
        values1: Tensor,
        queries1: Tensor,
    ) -> tuple[Tensor, ...]:
        """Logits ``(1, 1, S/4, S/4)`` and the first seven tensors -> these seven, corrected."""
        mask = self.shrink(mask_input).flatten(2)[0]  # (16, N)
        columns = (self.columns_mask @ mask + self.columns_shift).chunk(4)
        rows = (mask.T @ self.rows_mask + self.rows_shift).chunk(2, dim=1)
        return (
            cells + mask.T @ self.cells + self.cells_shift,
            keys0 + self.columns(columns[0]),
            values0 + self.rows(rows[0]),
            queries0 + self.columns(columns[1]),
            keys1 + self.columns(columns[2]),
            values1 + self.rows(rows[1]),
            queries1 + self.columns(columns[3]),
        )
