"""onnxruntime on the CPU, behind one small class."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime  # type: ignore[import-untyped]

Array = npt.NDArray[np.float32]


class Graph:
    """An ONNX graph, ready to run."""

    def __init__(self, source: bytes | Path, threads: int = 0) -> None:
        """Open a graph.

        Args:
            source: the file's content, or the file.
            threads: how many compute; 0 leaves the choice to onnxruntime.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(
            source, options, providers=["CPUExecutionProvider"]
        )

    def run(self, outputs: tuple[str, ...], feeds: Mapping[str, Array]) -> tuple[Array, ...]:
        """Compute some outputs, in the order asked for, from all inputs by name."""
        return tuple(self._session.run(list(outputs), dict(feeds)))
