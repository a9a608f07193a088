"""What the published package imports beside torch, for its own code to run: few functions, plainly.

torchvision's build has to fit torch's, and PyPI's brings CUDA; OpenCV is 60 MB for one function of
the generator. What is compared is the published package's code, not theirs.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import numpy as np
import torch
from PIL import Image
from scipy import ndimage
from torch import Tensor


def box_area(boxes: Tensor) -> Tensor:
    """Of XYXY boxes, without a pixel added."""
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def batched_nms(boxes: Tensor, scores: Tensor, idxs: Tensor, iou_threshold: float) -> Tensor:
    """Numbers of the boxes that no better one of their group overlaps more, best first."""
    left = torch.argsort(scores, descending=True, stable=True).tolist()
    areas = box_area(boxes)
    kept = []
    while left:
        best, *rest = left
        kept.append(best)
        others = torch.tensor(rest, dtype=torch.int64)
        low = torch.maximum(boxes[best, :2], boxes[others, :2])
        high = torch.minimum(boxes[best, 2:], boxes[others, 2:])
        common = (high - low).clamp(min=0).prod(1)
        overlap = common / (areas[best] + areas[others] - common)
        left = others[(overlap <= iou_threshold) | (idxs[others] != idxs[best])].tolist()
    return torch.tensor(kept, dtype=torch.int64)


def to_pil_image(image: np.ndarray) -> Image.Image:
    """Of an ``(H, W, 3) uint8`` array."""
    return Image.fromarray(image)


def resize(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """To (height, width), as torchvision does with a picture of Pillow's."""
    return image.resize(size[::-1], Image.Resampling.BILINEAR)


def connected_components(mask: np.ndarray, connectivity: int) -> tuple[int, Any, Any, None]:
    """As OpenCV's ``connectedComponentsWithStats``; of the statistics the last, which is area."""
    assert connectivity == 8
    labels, count = ndimage.label(mask, np.ones((3, 3)))
    areas = np.bincount(labels.ravel(), minlength=count + 1)
    return count + 1, labels, areas[:, None], None


def install() -> None:
    """Make them importable under the names that the published package imports."""
    _module("torchvision")
    _module("torchvision.ops")
    _module("torchvision.ops.boxes", batched_nms=batched_nms, box_area=box_area)
    _module("torchvision.transforms")
    _module("torchvision.transforms.functional", resize=resize, to_pil_image=to_pil_image)
    _module("cv2", connectedComponentsWithStats=connected_components)


def _module(name: str, **contents: Any) -> None:
    module = ModuleType(name)
    vars(module).update(contents)
    sys.modules[name] = module
