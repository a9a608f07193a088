"""What the machine would allow: its rate of multiplications, and how many a click needs."""

from __future__ import annotations

import time

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from benchmarks.browser.decoders import Decoders

SIDE = 512
RUNS = 12


def gigaflops(decoders: Decoders) -> float:
    """The most that the page's runtime reaches: in float32, multiplying two square matrices.

    An addition and a multiplication are two operations, as everywhere in this file.
    """
    rng = np.random.default_rng(0)
    feeds = {name: rng.random((SIDE, SIDE), dtype=np.float32) for name in ("a", "b")}
    fastest = min(decoders.time_runs(_multiplication(), feeds, RUNS))
    return 2 * SIDE**3 / fastest / 1e6


@torch.no_grad()
def product_gigaflops(dtype: torch.dtype) -> float:
    """The most that PyTorch reaches with its present threads, multiplying two square matrices."""
    side = 4 * SIDE  # large enough for all caches to matter as they do in an encoder
    a, b = torch.rand(2, side, side).to(dtype)
    fastest = float("inf")
    for _ in range(RUNS):
        started = time.perf_counter()
        torch.mm(a, b)
        fastest = min(fastest, time.perf_counter() - started)
    return 2 * side**3 / fastest / 1e9


@torch.no_grad()
def operations(module: nn.Module, inputs: tuple[Tensor, ...]) -> int:
    """How many operations a module's products and convolutions do; nothing else is counted."""
    with FlopCounterMode(display=False) as counter:
        module(*inputs)
    return int(counter.get_total_flops())


def _multiplication() -> bytes:
    """The product of two square matrices as an ONNX file."""
    a, b, product = (
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [SIDE, SIDE])
        for name in ("a", "b", "product")
    )
    node = helper.make_node("MatMul", ["a", "b"], ["product"])
    graph = helper.make_graph([node], "multiplication", [a, b], [product])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    content: bytes = model.SerializeToString()
    return content
