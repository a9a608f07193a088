"""The golden case: a prompt on a made-up picture, and what the network in PyTorch answers.

It is part of the manifest. The page asks its decoder the same thing and compares, because a browser
may compute wrongly without an error. One prompt has it all, so that every graph has a say: points
of both labels, a box and a mask input. Embedding and mask input are given by a formula on whole
numbers (`static/js/decoder/golden.js` has the same one) and so need not be stored.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from export.reference import decode
from export.runtime import Array
from sam.modeling import Sam
from sam.prompts import Prompt

SIZE = (400, 600)
"""(H, W) of the picture."""

POINTS = [[300, 200, 1], [110, 70, 0]]
"""X, Y and label each, in the image frame."""

BOX = [100, 60, 480, 330]

MASK_RANGE = 32
"""The mask input goes from half of it below zero to half of it above."""

STEP = 37
"""Every so manieth row and column of the logits is kept; no factor of their sides."""


def golden_case(model: Sam) -> dict[str, Any]:
    """The golden case of a network in evaluation mode: prompt and answer, ready for JSON."""
    side = model.image_encoder.img_size // 16
    embedding = hashed(model.prompt_encoder.embed_dim * side * side).reshape(1, -1, side, side)
    mask_input = MASK_RANGE * hashed((4 * side) ** 2).reshape(1, 1, 4 * side, 4 * side)
    prompt = Prompt([point[:2] for point in POINTS], [point[2] for point in POINTS], BOX)
    logits, iou = decode(model, embedding, prompt, SIZE, mask_input)
    height, width = SIZE
    return {
        "width": width,
        "height": height,
        "points": POINTS,
        "box": BOX,
        "mask_range": MASK_RANGE,
        "step": STEP,
        "iou_predictions": _rounded(iou[0]),
        "logits": [_rounded(token) for token in logits[0, :, ::STEP, ::STEP]],
    }


def hashed(length: int) -> npt.NDArray[np.float32]:
    """``(length,)``: Knuth's multiplicative hash of the position, -0.5 to 0.5, exact in float32."""
    position = np.arange(length, dtype=np.uint32)
    high = (position * np.uint32(2654435761)) >> np.uint32(16)
    return (high.astype(np.float32) - np.float32(32768)) / np.float32(65536)


def _rounded(values: Array) -> list[float]:
    return [round(float(value), 4) for value in values.flatten()]
