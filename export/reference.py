"""What the network itself answers in PyTorch: the truth that every graph is compared with.

Prompts go through the prompt encoder's own treatment of points, boxes and padding here, and through
:func:`sam.prompts.decoder_feeds` to a graph, so that the comparison covers both.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch

from export.runtime import Array
from sam.modeling import Sam
from sam.prompts import Prompt
from sam.transforms import ResizeLongestSide

Size = tuple[int, int]


def preprocess(model: Sam, image: npt.NDArray[np.uint8]) -> torch.Tensor:
    """An image ``(H, W, 3)`` uint8 RGB as the image encoder takes it, ``(1, 3, S, S)`` float32."""
    resized = ResizeLongestSide(model.image_encoder.img_size).apply_image(image)
    return model.preprocess(torch.tensor(resized).permute(2, 0, 1)[None])


@torch.no_grad()
def encode(model: Sam, batch: torch.Tensor) -> Array:
    """Run the image encoder, ``(1, 3, S, S) -> (1, C, S/16, S/16)``."""
    embedding: Array = model.encode(batch).numpy()
    return embedding


@torch.no_grad()
def decode(
    model: Sam, embedding: Array, prompt: Prompt, size: Size, mask_input: Array | None = None
) -> tuple[Array, Array]:
    """Run the prompt encoder and the mask decoder.

    Args:
        embedding: ``(1, C, S/16, S/16)``.
        prompt: in the image frame.
        size: (H, W) of the image.
        mask_input: ``(1, 1, S/4, S/4)`` logits of an earlier mask.

    Returns:
        Logits ``(1, 4, S/4, S/4)`` and predicted IoU ``(1, 4)``.
    """
    transform = ResizeLongestSide(model.image_encoder.img_size)
    points = boxes = None
    if len(prompt.points):
        coords = torch.tensor(transform.apply_coords(prompt.points, size), dtype=torch.float32)
        points = (coords[None], torch.tensor(prompt.labels)[None])
    if prompt.box is not None:
        boxes = torch.tensor(transform.apply_boxes(prompt.box, size), dtype=torch.float32)
    sparse, dense = model.prompt_encoder(
        points=points,
        boxes=boxes,
        masks=None if mask_input is None else torch.tensor(mask_input),
    )
    masks, iou_predictions = model.mask_decoder.predict_masks(
        torch.tensor(embedding), model.prompt_encoder.get_dense_pe(), sparse, dense
    )
    return masks.numpy(), iou_predictions.numpy()
