"""The exported graphs, run as the page runs them: three in a row, or the plain one alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from export.graphs import (
    ANSWERS,
    CORRECTED,
    DECODE,
    IMAGE_TENSORS,
    MASK,
    MASK_ROWS,
    PLAIN,
    PREPARE,
)
from export.runtime import Array, Graph


class DecoderChain:
    """``prepare``, ``mask`` and ``decode`` in onnxruntime, for one image at a time."""

    name = "three graphs"

    def __init__(self, graphs: Mapping[str, bytes | Path]) -> None:
        """Open the graphs.

        Args:
            graphs: the three files' contents, or the files, by the graphs' names.
        """
        self._prepare = Graph(graphs[PREPARE])
        self._mask = Graph(graphs[MASK])
        self._decode = Graph(graphs[DECODE])
        self._image: dict[str, Array] = {}

    def set_embedding(self, embedding: Array) -> None:
        """Prepare an image from its embedding, ``(1, C, S/16, S/16)``."""
        values = self._prepare.run(IMAGE_TENSORS, {"image_embeddings": embedding})
        self._image = dict(zip(IMAGE_TENSORS, values, strict=True))

    def decode(
        self, coords: Array, labels: Array, mask_input: Array | None = None
    ) -> tuple[Array, Array]:
        """Answer a prompt on the prepared image.

        Args:
            coords: ``(1, N, 2)`` XY in the model frame, padding or corners included.
            labels: ``(1, N)``.
            mask_input: ``(1, 1, S/4, S/4)`` logits of an earlier mask.

        Returns:
            Logits ``(1, 4, S/4, S/4)`` and predicted IoU ``(1, 4)``.
        """
        image = self._image
        if mask_input is not None:
            (rows,) = self._mask.run((CORRECTED + MASK_ROWS,), {"mask_input": mask_input})
            image = image | {MASK_ROWS: rows}
        feeds = {**image, "point_coords": coords, "point_labels": labels}
        low_res_masks, iou_predictions = self._decode.run(ANSWERS, feeds)
        return low_res_masks, iou_predictions


class PlainGraph:
    """``plain`` in onnxruntime, with the same interface."""

    name = "plain graph"

    def __init__(self, graphs: Mapping[str, bytes | Path]) -> None:
        """Open the graph, given as the three are."""
        self._plain = Graph(graphs[PLAIN])
        self._image: dict[str, Array] = {}

    def set_embedding(self, embedding: Array) -> None:
        """Take an image's embedding, ``(1, C, S/16, S/16)``."""
        mask_side = 4 * embedding.shape[-1]
        self._image = {
            "image_embeddings": embedding,
            "mask_input": np.zeros((1, 1, mask_side, mask_side), np.float32),
            "has_mask_input": np.zeros(1, np.float32),
        }

    def decode(
        self, coords: Array, labels: Array, mask_input: Array | None = None
    ) -> tuple[Array, Array]:
        """Answer a prompt on that image, as :meth:`DecoderChain.decode` does."""
        feeds = {**self._image, "point_coords": coords, "point_labels": labels}
        if mask_input is not None:
            feeds |= {"mask_input": mask_input, "has_mask_input": np.ones(1, np.float32)}
        low_res_masks, iou_predictions = self._plain.run(ANSWERS, feeds)
        return low_res_masks, iou_predictions
