"""A PyTorch module -> the bytes of an ONNX file that depend on nothing but the module."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import onnx
import torch

from export.decoder import PromptDecoder
from sam.modeling import Sam

OPSET = 20  # the first with Gelu as one operator; onnxruntime-web 1.30 runs it
INPUTS = ("image_embeddings", "point_coords", "point_labels", "mask_input", "has_mask_input")
OUTPUTS = ("low_res_masks", "iou_predictions")
_MOST_POINTS = 4096  # a bound for the exporter's reasoning about shapes; the file has none


def decoder_graph(model: Sam) -> bytes:
    """Write a model's prompt encoder and mask decoder as one self-contained ONNX file.

    The only axis of free length is ``num_points``. The same weights give the same bytes.

    Args:
        model: any kind, in evaluation mode, on the CPU.

    Returns:
        The file's content: opset 20, float32, weights included, without names of source files.
    """
    decoder = PromptDecoder(model).eval()
    cells = model.prompt_encoder.image_embedding_size
    logits = model.prompt_encoder.mask_input_size
    examples = (
        torch.zeros(1, model.prompt_encoder.embed_dim, *cells),
        torch.zeros(1, 2, 2),
        torch.zeros(1, 2),
        torch.zeros(1, 1, *logits),
        torch.zeros(1),
    )
    points = {1: torch.export.Dim("num_points", min=1, max=_MOST_POINTS)}
    with warnings.catch_warnings(), _quiet("torch.onnx"):
        warnings.simplefilter("ignore")  # torch's remarks about its own insides
        program = torch.onnx.export(
            decoder,
            examples,
            dynamo=True,
            opset_version=OPSET,
            input_names=INPUTS,
            output_names=OUTPUTS,
            dynamic_shapes=(None, points, points, None, None),
            verbose=False,
        )
    if program is None:
        raise RuntimeError("torch.onnx.export returned no program.")
    proto = program.model_proto
    _strip(proto)
    onnx.checker.check_model(proto, full_check=True)
    content: bytes = proto.SerializeToString(deterministic=True)
    return content


def _strip(proto: onnx.ModelProto) -> None:
    """Drop what only debugs the exporter: stack traces, module paths, shapes of inner values."""
    graph = proto.graph
    graph.name = "segment_anything_decoder"
    del graph.value_info[:]
    for part in (proto, graph, *graph.node, *graph.input, *graph.output, *graph.initializer):
        part.doc_string = ""
        del part.metadata_props[:]


@contextmanager
def _quiet(logger_name: str) -> Iterator[None]:
    """Hold back warnings: torch logs one for each operator of torchvision that it does not find."""
    logger = logging.getLogger(logger_name)
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
