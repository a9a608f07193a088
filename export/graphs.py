"""Which graphs the page runs: the re-arranged decoder, cut where its work repeats, and the plain.

``prepare`` runs once for an image, ``mask`` for each mask input, ``decode`` for every prompt. What
one returns is fed to the next under the same names. See :mod:`sam.folded`. ``plain`` is the whole
decoder un-rearranged, for where those three fail.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from export.plain import PlainDecoder
from sam.folded import FoldedDecoder, ImagePreparer, ImageTensors, MaskInput
from sam.modeling import Sam

PREPARE, MASK, DECODE, PLAIN = "prepare", "mask", "decode", "plain"

IMAGE_TENSORS = ImageTensors._fields
MASK_ROWS = "mask_rows"
POINTS = ("point_coords", "point_labels")
ANSWERS = ("low_res_masks", "iou_predictions")

CORRECTED = "corrected_"
"""Before the name of what ``mask`` returns in the place of one of ``prepare``'s tensors."""


@dataclass(frozen=True)
class Graph:
    """A module of plain tensors in and out, and the names they get in its ONNX file.

    Attributes:
        name: what it is called in the manifest.
        module: in evaluation mode, on the CPU.
        examples: one tensor for each input.
        inputs, outputs: their names. The second axis of ``POINTS`` is free, and in ``decode`` the
            first of ``MASK_ROWS``.
    """

    name: str
    module: nn.Module
    examples: tuple[Tensor, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


@torch.no_grad()
def decoder_graphs(model: Sam) -> tuple[Graph, ...]:
    """The graphs of a model's prompt encoder and mask decoder: the three of them, and ``plain``.

    Args:
        model: any kind, in evaluation mode, on the CPU.
    """
    encoder = model.prompt_encoder
    embedding = torch.zeros(1, encoder.embed_dim, *encoder.image_embedding_size)
    mask_input = torch.zeros(1, 1, *encoder.mask_input_size)
    prepare, mask = ImagePreparer(model).eval(), MaskInput(model).eval()
    tensors = prepare(embedding)._replace(mask_rows=mask(mask_input))  # so many rows at most
    points = torch.zeros(1, 2, 2), torch.zeros(1, 2)
    return (
        Graph(PREPARE, prepare, (embedding,), ("image_embeddings",), IMAGE_TENSORS),
        Graph(
            MASK,
            mask,
            (mask_input,),
            ("mask_input",),
            (CORRECTED + MASK_ROWS,),
        ),
        Graph(
            DECODE,
            FoldedDecoder(model).eval(),
            (*tensors, *points),
            (*IMAGE_TENSORS, *POINTS),
            ANSWERS,
        ),
        Graph(
            PLAIN,
            PlainDecoder(model).eval(),
            (embedding, *points, mask_input, torch.zeros(1)),
            ("image_embeddings", *POINTS, "mask_input", "has_mask_input"),
            ANSWERS,
        ),
    )
