"""Masks in great number, as segment everything would find them: blobs of all sizes, seeded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from pycocotools import mask as coco

Record = dict[str, Any]

FREE = 0.12
"""The part of the width, at the right, that no blob reaches: clicks there begin a new mask."""

RADII = (0.004, 0.05)
"""From the smallest to the largest, as parts of the width; small ones are as frequent as large
ones are on a logarithmic scale."""

CORNERS = 40
"""Of a blob's outline."""

MOST_ALIKE = 0.5
"""The IoU that the boxes of two blobs may have: those more alike would be taken for one."""


def blobs(count: int, size: tuple[int, int], seed: int = 0) -> list[Record]:
    """Published records of masks, no two alike.

    Args:
        count: how many.
        size: (W, H) of the picture.
        seed: other masks for another seed.

    Returns:
        Records as the server's events have them, COCO RLE at the picture's size.
    """
    width, height = size
    random = np.random.default_rng(seed)
    outlines: list[list[float]] = []
    boxes = np.zeros((count, 4))
    while len(outlines) < count:
        outline = _outline(random, width, height)
        x0, y0 = outline.min(axis=0)
        x1, y1 = outline.max(axis=0)
        if x0 < 0 or y0 < 0 or x1 >= width * (1 - FREE) or y1 >= height:
            continue
        box = np.array([x0, y0, x1, y1])
        if len(outlines) and _ious(boxes[: len(outlines)], box).max() > MOST_ALIKE:
            continue
        boxes[len(outlines)] = box
        outlines.append(outline.ravel().tolist())
    return [_record(outline, width, height) for outline in outlines]


def events(records: Sequence[Record]) -> bytes:
    """The server's answer to segment everything that found these masks, one event a line."""
    total = 1024
    lines: list[Record] = [{"event": "progress", "done": total, "total": total}]
    lines += [{"event": "mask", "id": i, **record} for i, record in enumerate(records)]
    lines.append({"event": "summary", "ids": list(range(len(records))), "seconds": 1.0})
    return "".join(f"{json.dumps(line)}\n" for line in lines).encode()


def middle(record: Record, size: tuple[int, int]) -> tuple[float, float]:
    """The point that a blob was found from, as parts of the picture's sides."""
    x, y = record["point_coords"][0]
    return (x + 0.5) / size[0], (y + 0.5) / size[1]


def _outline(random: np.random.Generator, width: int, height: int) -> np.ndarray:
    """``(CORNERS, 2)`` XY: a circle with waves on it."""
    smallest, largest = np.log(RADII)
    radius = float(np.exp(random.uniform(smallest, largest))) * width
    angles = np.linspace(0, 2 * np.pi, CORNERS, endpoint=False)
    waves = np.zeros(CORNERS)
    for frequency in range(2, 6):
        height_of_wave, phase = random.uniform((0, 0), (0.12, 2 * np.pi))
        waves += height_of_wave * np.sin(frequency * angles + phase)
    centre = random.uniform((0, 0), (width * (1 - FREE), height))
    around = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return np.asarray(centre + around * (radius * (1 + waves))[:, None])


def _ious(boxes: np.ndarray, box: np.ndarray) -> np.ndarray:
    low, high = np.maximum(boxes[:, :2], box[:2]), np.minimum(boxes[:, 2:], box[2:])
    shared = np.prod(np.clip(high - low, 0, None), axis=1)
    areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    return np.asarray(shared / (areas + np.prod(box[2:] - box[:2]) - shared))


def _record(outline: list[float], width: int, height: int) -> Record:
    (rle,) = coco.frPyObjects([outline], height, width)
    points = np.array(outline).reshape(-1, 2)
    x, y = np.floor(points.mean(axis=0))
    left, top, across, down = (int(value) for value in coco.toBbox(rle))
    return {
        "segmentation": {"size": [height, width], "counts": rle["counts"].decode()},
        "area": int(coco.area(rle)),
        "bbox": [left, top, across - 1, down - 1],
        "predicted_iou": 0.97,
        "point_coords": [[int(x), int(y)]],
        "stability_score": 0.98,
        "crop_box": [0, 0, width, height],
    }
