"""Read constants out of an ONNX graph and say which module of the network each one belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import numpy_helper

from export.errors import SourceError

Array = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Use:
    """One constant as one node takes it in.

    Attributes:
        module: dotted path of the module the node came from, ``""`` at the top level.
        operator: the node's operator, such as ``"MatMul"``.
        slot: the position of the constant among the node's inputs.
        name: the constant's own name in the file: an official parameter name, or anonymous.
        value: the constant, float32.
    """

    module: str
    operator: str
    slot: int
    name: str
    value: Array

    @property
    def is_anonymous(self) -> bool:
        """Whether the exporter had to invent the name, because it had changed the value."""
        return self.name.startswith("onnx::") or self.name.startswith("/")


def read_uses(path: Path) -> Iterator[Use]:
    """Every float32 constant of a graph at every node that uses it, in the graph's order.

    Args:
        path: an ONNX file written by PyTorch's TorchScript exporter, whose nodes are named after
            the modules they came from (``/layers.1/blocks.0/attn/qkv/MatMul``).

    Raises:
        SourceError: the file is not an ONNX graph.
    """
    try:
        graph = onnx.load(path).graph
    except Exception as error:  # onnx lets protobuf's own exceptions through
        raise SourceError(f"{path} is not an ONNX graph.") from error
    constants = {item.name: item for item in graph.initializer}
    for node in graph.node:
        if node.op_type == "Constant" and node.attribute[0].name == "value":
            constants[node.output[0]] = node.attribute[0].t
    for node in graph.node:
        for slot, name in enumerate(node.input):
            if name in constants and constants[name].data_type == onnx.TensorProto.FLOAT:
                value = np.asarray(numpy_helper.to_array(constants[name]), dtype=np.float32)
                yield Use(_module_path(node.name), node.op_type, slot, name, value)


def _module_path(node_name: str) -> str:
    """``/neck/neck.1/Mul`` -> ``neck.1``: of a container and its member, only the member counts."""
    parts = node_name.strip("/").split("/")[:-1]
    kept = [part for part, next_ in pairwise([*parts, ""]) if not next_.startswith(f"{part}.")]
    return ".".join(kept)
