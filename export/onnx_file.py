"""A PyTorch module -> the bytes of an ONNX file that depend on nothing but the module."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import onnx
import torch

from export.graphs import DECODE, MASK_ROWS, POINTS, Graph
from export.halves import store_halves

OPSET = 20  # the first with Gelu as one operator; onnxruntime-web 1.30 runs it
_MOST_POINTS = 4096  # a bound for the exporter's reasoning about shapes; the file has none


def onnx_file(graph: Graph) -> bytes:
    """Write a graph as one self-contained ONNX file.

    The only axes of free length are ``num_points``, of ``decode`` and ``plain``, and ``num_rows``,
    of ``decode``. The same weights give the same bytes.

    Returns:
        The file's content: opset 20, weights included, without names of source files. It computes
        in float32; weights are stored as float16 where that loses nothing.
    """
    points = torch.export.Dim("num_points", min=1, max=_MOST_POINTS)
    free: dict[str, dict[int, torch.export.Dim]] = dict.fromkeys(POINTS, {1: points})
    if graph.name == DECODE:
        free[MASK_ROWS] = {0: torch.export.Dim("num_rows", min=1, max=len(graph.examples[-3]))}
    with warnings.catch_warnings(), _quiet("torch.onnx"), _quiet("onnx_ir"), _quiet("onnxscript"):
        warnings.simplefilter("ignore")  # torch's remarks about its own insides
        program = torch.onnx.export(
            graph.module,
            graph.examples,
            dynamo=True,
            opset_version=OPSET,
            input_names=graph.inputs,
            output_names=graph.outputs,
            dynamic_shapes=tuple(map(free.get, graph.inputs)),
            verbose=False,
        )
    if program is None:
        raise RuntimeError("torch.onnx.export returned no program.")
    proto = program.model_proto
    _strip(proto, graph.name)
    store_halves(proto)
    onnx.checker.check_model(proto, full_check=True)
    content: bytes = proto.SerializeToString(deterministic=True)
    return content


def _strip(proto: onnx.ModelProto, name: str) -> None:
    """Drop what only debugs the exporter: stack traces, module paths, shapes of inner values."""
    graph = proto.graph
    graph.name = f"segment_anything_{name}"
    del graph.value_info[:]
    for part in (proto, graph, *graph.node, *graph.input, *graph.output, *graph.initializer):
        part.doc_string = ""
        del part.metadata_props[:]


@contextmanager
def _quiet(logger_name: str) -> Iterator[None]:
    """Hold back warnings: of torchvision's operators not found, of constant outputs, and of what is
    not computed ahead."""
    logger = logging.getLogger(logger_name)
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
