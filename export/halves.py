"""Weights that float16 holds take half the bytes in a file, and are widened when it is loaded."""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SMALLEST = 64
"""Of a tensor worth halving: widening fewer numbers takes more bytes than they save."""

SUFFIX = "_half"


def store_halves(proto: onnx.ModelProto) -> None:
    """Store, in place, float32 initialisers as float16, each with a ``Cast`` that widens it.

    Only those that lose nothing, which the weights of a rounded decoder do not: the graph computes
    the same numbers. Others stay as they are. A runtime widens them once, while it makes its
    session: a node with constant inputs is computed then, and its result takes their place.
    """
    widened = []
    for tensor in proto.graph.initializer:
        if tensor.data_type != TensorProto.FLOAT:
            continue
        values = numpy_helper.to_array(tensor)
        with np.errstate(over="ignore"):
            half = values.astype(np.float16)
        if values.size >= SMALLEST and np.array_equal(half, values):
            name = tensor.name
            tensor.CopyFrom(numpy_helper.from_array(half, name + SUFFIX))
            cast = helper.make_node("Cast", [name + SUFFIX], [name], to=TensorProto.FLOAT)
            widened.append(cast)
    nodes = [*widened, *proto.graph.node]  # in an order in which they can be computed
    del proto.graph.node[:]
    proto.graph.node.extend(nodes)
