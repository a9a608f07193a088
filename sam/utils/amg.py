"""``segment_anything.utils.amg``: the published generator's steps, for scripts that call them.

:mod:`sam.automatic` does not use these; it does the same with less work. Boxes are XYXY with the
last pixels in them, an RLE here is ``{"size": [h, w], "counts": [...]}``, column by column and
beginning with what is outside.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Sequence
from copy import deepcopy
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import torch
from pycocotools import mask as coco
from torch import Tensor
from torch.nn import functional as F

from sam.automatic.crops import crops_of
from sam.automatic.settings import EverythingSettings
from sam.errors import SettingsError
from sam.masks import regions

Rle = dict[str, Any]
Bits = npt.NDArray[np.bool_]
Points = npt.NDArray[np.float64]


class MaskData:
    """Columns of equal length, by name: lists, arrays or tensors, one entry for each mask.

    Raises:
        SettingsError: a column of another type.
    """

    def __init__(self, **kwargs: Any) -> None:
        self._stats: dict[str, Any] = {}
        for key, column in kwargs.items():
            self[key] = column

    def __setitem__(self, key: str, item: Any) -> None:
        if not isinstance(item, list | np.ndarray | Tensor):
            raise SettingsError(
                f"MaskData got a {type(item).__name__} for {key}; expected a list, an array or a "
                "tensor."
            )
        self._stats[key] = item

    def __delitem__(self, key: str) -> None:
        del self._stats[key]

    def __getitem__(self, key: str) -> Any:
        return self._stats[key]

    def items(self) -> ItemsView[str, Any]:
        """Names and columns."""
        return self._stats.items()

    def filter(self, keep: Tensor) -> None:
        """Keep some entries of every column: ``(N,)`` booleans, or their indices."""
        chosen = torch.nonzero(keep)[:, 0] if keep.dtype == torch.bool else keep
        for key, column in self._stats.items():
            if isinstance(column, Tensor):
                self._stats[key] = column[chosen.to(column.device)]
            elif isinstance(column, np.ndarray):
                self._stats[key] = column[chosen.detach().cpu().numpy()]
            elif isinstance(column, list):
                self._stats[key] = [column[index] for index in chosen.tolist()]

    def cat(self, new_stats: MaskData) -> None:
        """Append another's entries; columns that are not here yet are taken over."""
        for key, column in new_stats.items():
            own = self._stats.get(key)
            if own is None:
                self._stats[key] = deepcopy(column)
            elif isinstance(column, Tensor):
                self._stats[key] = torch.cat([own, column])
            elif isinstance(column, np.ndarray):
                self._stats[key] = np.concatenate([own, column])
            else:
                self._stats[key] = own + deepcopy(column)

    def to_numpy(self) -> None:
        """Tensors become arrays."""
        for key, column in self._stats.items():
            if isinstance(column, Tensor):
                self._stats[key] = column.detach().cpu().numpy()


def is_box_near_crop_edge(
    boxes: Tensor, crop_box: Sequence[int], orig_box: Sequence[int], atol: float = 20.0
) -> Tensor:
    """Which boxes ``(N, 4)``, in the crop's frame, lie near its edge where the image goes on."""
    placed = uncrop_boxes_xyxy(boxes, crop_box).float()
    crop, whole = placed.new_tensor(list(crop_box)), placed.new_tensor(list(orig_box))
    return (((placed - crop).abs() <= atol) & ((placed - whole).abs() > atol)).any(1)


def box_xyxy_to_xywh(box_xyxy: Tensor) -> Tensor:
    """``(4,)`` XYXY -> XYWH, width being x1 - x0; a new one."""
    box = deepcopy(box_xyxy)
    box[2], box[3] = box[2] - box[0], box[3] - box[1]
    return box


def batch_iterator(batch_size: int, *args: Any) -> Iterator[list[Any]]:
    """The same part of each of some sequences of one length, ``batch_size`` entries at a time.

    Raises:
        SettingsError: none, or of different lengths.
    """
    lengths = [len(each) for each in args]
    if not lengths or len(set(lengths)) > 1:
        raise SettingsError(
            f"batch_iterator got lengths {lengths}; expected sequences of one length."
        )
    for start in range(0, lengths[0], batch_size):
        yield [each[start : start + batch_size] for each in args]


def mask_to_rle_pytorch(tensor: Tensor) -> list[Rle]:
    """Masks ``(N, H, W) bool`` as uncompressed RLE, on the device that they are on."""
    _, height, width = tensor.shape
    found = []
    for column in tensor.transpose(1, 2).flatten(1):
        edges = torch.nonzero(column[1:] != column[:-1])[:, 0] + 1
        ends = [0, *edges.tolist(), height * width]
        counts = [stop - start for start, stop in zip(ends[:-1], ends[1:], strict=True)]
        found.append({"size": [height, width], "counts": [0, *counts] if column[0] else counts})
    return found


def rle_to_mask(rle: Rle) -> Bits:
    """An uncompressed RLE as ``(H, W) bool``."""
    height, width = rle["size"]
    counts = rle["counts"]
    inside = np.arange(len(counts)) % 2 == 1
    return np.repeat(inside, counts).reshape(width, height).T


def area_from_rle(rle: Rle) -> int:
    """Pixels of an uncompressed RLE."""
    return int(sum(rle["counts"][1::2]))


def coco_encode_rle(uncompressed_rle: Rle) -> Rle:
    """The same as COCO's compressed RLE, its counts as text."""
    compressed: Rle = coco.frPyObjects(uncompressed_rle, *uncompressed_rle["size"])
    return {**compressed, "counts": compressed["counts"].decode("ascii")}


def calculate_stability_score(
    masks: Tensor, mask_threshold: float, threshold_offset: float
) -> Tensor:
    """IoU of logits ``(..., H, W)`` over a higher threshold and over a lower one, ``(...,)``."""
    inner = (masks > mask_threshold + threshold_offset).flatten(-2).sum(-1, dtype=torch.int32)
    outer = (masks > mask_threshold - threshold_offset).flatten(-2).sum(-1, dtype=torch.int32)
    return inner / outer


def build_point_grid(n_per_side: int) -> Points:
    """The centres of ``n_per_side`` x ``n_per_side`` cells, ``(N, 2)`` XY from 0 to 1, by row."""
    if n_per_side < 1:
        return np.zeros((0, 2))
    return np.array(EverythingSettings(points_per_side=n_per_side).grid(0)).reshape(-1, 2)


def build_all_layer_point_grids(
    n_per_side: int, n_layers: int, scale_per_layer: int
) -> list[Points]:
    """The grid of the picture, and those of its crop layers, each ``scale_per_layer`` coarser."""
    return [
        build_point_grid(int(n_per_side / scale_per_layer**layer)) for layer in range(n_layers + 1)
    ]


def generate_crop_boxes(
    im_size: Sequence[int], n_layers: int, overlap_ratio: float
) -> tuple[list[list[int]], list[int]]:
    """The whole picture and its crops, XYXY, and the layer of each; see :mod:`sam.automatic.crops`.

    Args:
        im_size: (H, W).
        n_layers: layer i has 2^i x 2^i crops.
        overlap_ratio: of the first layer, as a share of the shorter side.
    """
    crops = crops_of((im_size[0], im_size[1]), n_layers, overlap_ratio)
    return [list(crop.box) for crop in crops], [crop.layer for crop in crops]


def uncrop_boxes_xyxy(boxes: Tensor, crop_box: Sequence[int]) -> Tensor:
    """Boxes ``(..., 4)`` from a crop's frame to the image's."""
    return boxes + torch.tensor([*crop_box[:2], *crop_box[:2]], device=boxes.device)


def uncrop_points(points: Tensor, crop_box: Sequence[int]) -> Tensor:
    """Points ``(..., 2)`` from a crop's frame to the image's."""
    return points + torch.tensor(list(crop_box[:2]), device=points.device)


def uncrop_masks(masks: Tensor, crop_box: Sequence[int], orig_h: int, orig_w: int) -> Tensor:
    """Masks ``(..., h, w)`` of a crop at the image's size, with nothing around."""
    x0, y0, x1, y1 = crop_box
    return F.pad(masks, (x0, orig_w - x1, y0, orig_h - y1))


def remove_small_regions(
    mask: Bits, area_thresh: float, mode: Literal["holes", "islands"]
) -> tuple[Bits, bool]:
    """The mask without holes, or islands, below an area, and whether it changed.

    Without OpenCV; see :func:`sam.masks.regions.remove_small_regions`.

    Raises:
        SettingsError: another mode.
    """
    if mode not in ("holes", "islands"):
        raise SettingsError(f"mode is {mode!r}; expected 'holes' or 'islands'.")
    return regions.remove_small_regions(np.asarray(mask, bool), int(np.ceil(area_thresh)), mode)


def batched_mask_to_box(masks: Tensor) -> Tensor:
    """XYXY of first and last pixels, ``(..., H, W) bool -> (..., 4)``; zeros of an empty mask."""
    if masks.numel() == 0:
        return torch.zeros(*masks.shape[:-2], 4, device=masks.device)
    bounds = []
    for axis in (-2, -1):  # first columns, then rows
        there = masks.any(axis)
        last = there.shape[-1] - 1
        first_one = there.int().argmax(-1)
        last_one = last - there.flip(-1).int().argmax(-1)
        bounds.append((first_one, last_one))
    (x0, x1), (y0, y1) = bounds
    box = torch.stack([x0, y0, x1, y1], -1)
    return box * masks.flatten(-2).any(-1, keepdim=True)
