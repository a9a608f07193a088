"""Vectors of features and of what a memory learns from them: clicks on drawn masks, one after the
other, with the mask that was kept given by its overlaps.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sam.ranking import TOKENS, Memory, features
from sam.transforms import ResizeLongestSide

IMAGE_SIZE = 256
_CLICKS = 14

# Of each token: discs x, y, radius in cells; None is a checkered sum.
_SHAPES: list[tuple[str, tuple[int, int], list[list[list[int]] | None]]] = [
    ("part, whole and islands", (640, 480), [
        [[20, 20, 9]],
        [[20, 20, 5], [50, 40, 4]],
        [[20, 20, 9], [30, 24, 11]],
        [[32, 24, 60]],
    ]),
    ("restless, empty and full", (300, 400), [
        None,
        [[20, 20, 0]],
        [[24, 32, 90]],
        [[24, 60, 12]],
    ]),
    ("a strip", (900, 30), [
        [[10, 1, 4]],
        [[10, 1, 9]],
        [[10, 1, 4], [40, 1, 6]],
        [[60, 0, 3]],
    ]),
]  # fmt: skip


def logits_of(case: dict[str, Any]) -> npt.NDArray[np.float32]:
    """``(4, 64, 64)``, exact in float32."""
    y, x = np.mgrid[: IMAGE_SIZE // 4, : IMAGE_SIZE // 4]
    masks = []
    for discs in case["tokens"]:
        if discs is None:
            masks.append((x * 73 + y * 151 + x * y * 37) % 101 / 8 - 6.28125)
            continue
        height = [r * r - (x - cx) ** 2 - (y - cy) ** 2 for cx, cy, r in discs]
        masks.append(np.max(height, axis=0) / 16 + 7 / 32768)
    return np.array(masks, np.float32)


def rows_of(case: dict[str, Any]) -> npt.NDArray[np.float64]:
    """The features of a case's masks."""
    transform = ResizeLongestSide(IMAGE_SIZE)
    size = case["height"], case["width"]
    x, y = transform.apply_coords(np.array([case["point"]], np.float64), size)[0]
    input_size = transform.get_preprocess_shape(*size, IMAGE_SIZE)
    threshold = case["threshold"]
    return features(logits_of(case), case["iou_predictions"], (x, y), input_size, threshold)


def ranking_vectors() -> list[dict[str, Any]]:
    """Clicks in their order: each with its features, how its masks were ranked by what had been
    learnt before it, and the weights after it.
    """
    memory, vectors = Memory(), []
    for number in range(_CLICKS):
        name, (width, height), tokens = _SHAPES[number % len(_SHAPES)]
        case: dict[str, Any] = {
            "name": f"{name} ({number})",
            "width": width,
            "height": height,
            "image_size": IMAGE_SIZE,
            "point": [(width * (number + 2)) // 23, (height * 5) // 16],
            "threshold": 0.0 if number % 4 else 0.25,
            "tokens": tokens,
            "iou_predictions": [(37 * (number + 3) * (t + 1)) % 100 / 100 for t in range(TOKENS)],
            "label": "" if number == 1 else "nut",
            "overlaps": [(53 * (number + 1) * (t + 2)) % 97 / 97 for t in range(TOKENS)],
        }
        rows = rows_of(case)
        case["features"] = rows.round(9).tolist()
        case["ranked"] = list(memory.rank(rows, case["label"]))
        memory.learn(case["label"], rows, case["overlaps"])
        for key, label in (("weights", ""), ("weights_of_label", "nut")):
            weights = memory.weights(label)
            case[key] = None if weights is None else weights.round(9).tolist()
        vectors.append(case)
    return vectors
