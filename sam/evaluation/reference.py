"""Segment everything as published, written to be read: the official order of work, whole masks.

It shares no decoding and no filtering with :mod:`sam.automatic`: masks come from the network as it
is defined, at full size, and every filter works on them. Slow, and hungry for memory.

Kirillov et al., "Segment Anything", 2023, and its public ``automatic_mask_generator.py``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from pycocotools import mask as coco
from scipy import ndimage
from torch import Tensor

from sam.automatic.settings import EverythingSettings
from sam.modeling import Sam
from sam.predictor import SamPredictor

Bits = npt.NDArray[np.bool_]
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Mask:
    """One mask on its way through the filters: its pixels, eight to a byte; boxes are XYXY."""

    packed: npt.NDArray[np.uint8]
    size: tuple[int, int]
    box: Box
    iou: float
    stability: float
    point: tuple[float, float]
    crop_box: Box

    def bits(self) -> Bits:
        """``(H, W) bool``."""
        height, width = self.size
        return np.unpackbits(self.packed, axis=1, count=width).astype(bool)

    def record(self) -> dict[str, Any]:
        """The published record, its segmentation as COCO RLE."""
        bits = self.bits()
        counts = coco.encode(np.asfortranarray(bits, dtype=np.uint8))["counts"].decode()
        return {
            "segmentation": {"size": list(self.size), "counts": counts},
            "area": int(bits.sum()),
            "bbox": xywh(self.box),
            "predicted_iou": self.iou,
            "point_coords": [list(self.point)],
            "stability_score": self.stability,
            "crop_box": xywh(self.crop_box),
        }


def generate(
    model: Sam,
    image: npt.NDArray[np.uint8],
    settings: EverythingSettings,
    embedding: Tensor | None = None,
    progress: Callable[[int], None] = lambda points: None,
) -> list[dict[str, Any]]:
    """All records of an image.

    Args:
        image: ``(H, W, 3)`` uint8.
        settings: the published ones among them, and ``max_mask_share``.
        embedding: of the whole image, where both sides are to have the same.
        progress: called with the number of points of each batch that is done.
    """
    height, width = image.shape[:2]
    predictor = SamPredictor(model)
    masks: list[Mask] = []
    crops = list(crop_boxes(height, width, settings.crop_n_layers, settings.crop_overlap_ratio))
    for crop_box, layer in crops:
        x0, y0, x1, y1 = crop_box
        if layer == 0 and embedding is not None:
            predictor.set_embedding(embedding, (height, width))
        else:
            predictor.set_image(np.ascontiguousarray(image[y0:y1, x0:x1]))
        side = int((settings.points_per_side or 0) / settings.crop_n_points_downscale_factor**layer)
        grid = (
            point_grid(side)
            if settings.point_grids is None
            else np.array(settings.point_grids[layer])
        )
        points = grid * (x1 - x0, y1 - y0)
        of_crop: list[Mask] = []
        for start in range(0, len(points), settings.points_per_batch):
            batch = points[start : start + settings.points_per_batch]
            of_crop += masks_of(predictor, batch, crop_box, (height, width), settings)
            progress(len(batch))
        kept = suppress([m.box for m in of_crop], [m.iou for m in of_crop], settings.box_nms_thresh)
        masks += [of_crop[index] for index in kept]
    if len(crops) > 1:
        scores = [
            1 / ((m.crop_box[2] - m.crop_box[0]) * (m.crop_box[3] - m.crop_box[1])) for m in masks
        ]
        kept = suppress([m.box for m in masks], scores, settings.crop_nms_thresh)
        masks = [masks[index] for index in kept]
    if settings.min_mask_region_area:
        masks = clean(masks, settings)
    return [mask.record() for mask in masks]


@torch.no_grad()
def masks_of(
    predictor: SamPredictor,
    points: npt.NDArray[np.float64],
    crop_box: Box,
    size: tuple[int, int],
    settings: EverythingSettings,
) -> Iterator[Mask]:
    """Three masks of each point ``(B, 2)``, in the crop's frame, through all filters."""
    x0, y0, x1, y1 = crop_box
    placed = predictor.transform.apply_coords(points, (y1 - y0, x1 - x0))
    coords = torch.as_tensor(placed)[:, None]
    labels = torch.ones(coords.shape[:2], dtype=torch.int)
    logits, ious, _ = predictor.predict_torch(coords, labels, return_logits=True)
    threshold, offset = predictor.model.mask_threshold, settings.stability_score_offset
    for mask, iou, index in zip(
        logits.flatten(0, 1), ious.flatten().tolist(), np.repeat(range(len(points)), 3), strict=True
    ):
        if not iou > settings.pred_iou_thresh:
            continue
        union = int((mask > threshold - offset).sum())
        stability = int((mask > threshold + offset).sum()) / union if union else 0.0
        if not stability >= settings.stability_score_thresh:
            continue
        bits = (mask > threshold).numpy()
        if bits.sum() > settings.max_mask_share * size[0] * size[1]:
            continue
        box = tuple(np.array(box_of(bits)) + (x0, y0, x0, y0))
        inner_edges = (
            abs(side - crop) <= 20 and not abs(side - edge) <= 20
            for side, crop, edge in zip(box, crop_box, (0, 0, size[1], size[0]), strict=True)
        )
        if any(inner_edges):
            continue
        whole = np.zeros(size, bool)
        whole[y0:y1, x0:x1] = bits
        point = (float(points[index, 0] + x0), float(points[index, 1] + y0))
        yield Mask(np.packbits(whole, axis=1), size, box, iou, stability, point, crop_box)


def clean(masks: list[Mask], settings: EverythingSettings) -> list[Mask]:
    """Fill small holes, drop small islands, and suppress again, untouched masks first."""
    cleaned, scores = [], []
    for mask in masks:
        bits, holes = without_small_regions(mask.bits(), settings.min_mask_region_area, holes=True)
        bits, islands = without_small_regions(bits, settings.min_mask_region_area, holes=False)
        changed = holes or islands
        cleaned.append(
            replace(mask, packed=np.packbits(bits, axis=1), box=box_of(bits)) if changed else mask
        )
        scores.append(0.0 if changed else 1.0)
    threshold = max(settings.box_nms_thresh, settings.crop_nms_thresh)
    return [cleaned[index] for index in suppress([m.box for m in cleaned], scores, threshold)]


def without_small_regions(mask: Bits, area: int, holes: bool) -> tuple[Bits, bool]:
    """The published ``remove_small_regions``."""
    regions, count = ndimage.label(holes ^ mask, np.ones((3, 3)))
    sizes = [int((regions == index).sum()) for index in range(1, count + 1)]
    small = [index + 1 for index, size in enumerate(sizes) if size < area]
    if not small:
        return mask, False
    keep = [0, *small]
    if not holes:
        keep = [index for index in range(1, count + 1) if index not in small]
        keep = keep or [int(np.argmax(sizes)) + 1]
    return np.isin(regions, keep), True


def suppress(boxes: list[Box], scores: list[float], threshold: float) -> list[int]:
    """Greedy suppression: the next best box goes if a better one that stays overlaps it."""
    kept: list[int] = []
    for index in sorted(range(len(boxes)), key=lambda index: -scores[index]):
        if all(box_iou(boxes[index], boxes[better]) <= threshold for better in kept):
            kept.append(index)
    return kept


def box_iou(a: Box, b: Box) -> float:
    """IoU of two boxes XYXY, divided in float32 as torchvision does; 0 if both are without area."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    inside = max(width, 0) * max(height, 0)
    both = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - inside
    return float(np.float32(inside) / np.float32(both)) if both else 0.0


def crop_boxes(height: int, width: int, layers: int, ratio: float) -> Iterator[tuple[Box, int]]:
    """The image, then 2^i x 2^i overlapping crops of each layer, XYXY."""
    yield (0, 0, width, height), 0
    for layer in range(1, layers + 1):
        side = 2**layer
        overlap = int(ratio * min(height, width) * (2 / side))
        crop_width = math.ceil((overlap * (side - 1) + width) / side)
        crop_height = math.ceil((overlap * (side - 1) + height) / side)
        lefts = [(crop_width - overlap) * i for i in range(side)]
        tops = [(crop_height - overlap) * i for i in range(side)]
        for x, y in product(lefts, tops):
            yield (x, y, min(x + crop_width, width), min(y + crop_height, height)), layer


def point_grid(side: int) -> npt.NDArray[np.float64]:
    """``(side * side, 2)``, XY from 0 to 1, row by row."""
    steps = np.linspace(1 / (2 * side), 1 - 1 / (2 * side), side)
    return np.stack(np.meshgrid(steps, steps), -1).reshape(-1, 2)


def box_of(bits: Bits) -> Box:
    """XYXY of the first and last pixels; zeros for an empty mask."""
    ys, xs = np.nonzero(bits)
    return (int(xs.min()), int(ys.min()), int(xs.max()), int(ys.max())) if len(xs) else (0, 0, 0, 0)


def xywh(box: Box) -> list[int]:
    """XYXY -> XYWH."""
    return [int(box[0]), int(box[1]), int(box[2] - box[0]), int(box[3] - box[1])]
