"""Points of a crop -> the masks that pass every filter."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from torch import Tensor

from sam.automatic.crops import Crop
from sam.automatic.decoder import PreparedImage
from sam.automatic.events import Record
from sam.automatic.full_size import Enlarger
from sam.automatic.settings import EverythingSettings
from sam.masks import rle
from sam.masks.boxes import Box, box_of_bits, near_crop_edge, xyxy_to_xywh
from sam.masks.regions import clean
from sam.transforms import CropBox, ResizeLongestSide, Size

Points = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Frames:
    """The picture's frame and the model's.

    Attributes:
        size: (H, W) of the picture.
        transform: between both.
        low_side: side of the decoder's logits.
        threshold: logits above it are the mask.
    """

    size: Size
    transform: ResizeLongestSide
    low_side: int
    threshold: float

    def enlarger(self, crop: Crop) -> Enlarger:
        """From the logits of a crop to its pixels."""
        model_side = self.transform.target_length
        return Enlarger(self.low_side, model_side, self.input_size(crop), size_of(crop.box))

    def input_size(self, crop: Crop) -> Size:
        """(h, w) of a crop in the model frame."""
        size = size_of(crop.box)
        return self.transform.get_preprocess_shape(*size, self.transform.target_length)


@dataclass(frozen=True, slots=True)
class Passed:
    """A mask that passed the filters; ``box`` is its XYXY in the image frame."""

    record: Record
    box: Box


class Judge:
    """Decodes points of one crop and filters their masks. Called from several threads at once.

    Args:
        settings: the filters.
        frames: of the picture.
        crop: where the points are.
        image: the crop, prepared.
        enlarger: of the crop.
    """

    def __init__(
        self,
        settings: EverythingSettings,
        frames: Frames,
        crop: Crop,
        image: PreparedImage,
        enlarger: Enlarger,
    ) -> None:
        self._settings = settings
        self._frames = frames
        self._crop = crop
        self._image = image
        self._enlarger = enlarger

    def __call__(self, points: Points) -> list[Passed]:
        """Decode ``(B, 2)`` XY in the crop's frame: masks by point, then by token, as published."""
        placed = self._frames.transform.apply_coords(points, size_of(self._crop.box))
        decoded = self._image.decode(placed.astype(np.float32))
        good = decoded.iou_predictions > self._settings.pred_iou_thresh
        passed = []
        for index in np.flatnonzero(good.any(1)):
            tokens = np.flatnonzero(good[index])
            point = points[index] + self._crop.box[:2]
            for token, logits in zip(tokens, decoded.logits(int(index), tokens), strict=True):
                predicted_iou = float(decoded.iou_predictions[index, token])
                mask = self._judged(logits, predicted_iou, (float(point[0]), float(point[1])))
                if mask is not None:
                    passed.append(mask)
        return passed

    def _judged(
        self, logits: Tensor, predicted_iou: float, point: tuple[float, float]
    ) -> Passed | None:
        """A mask that passes all filters after the first, in the image frame."""
        settings, size, crop_box = self._settings, self._frames.size, self._crop.box
        mask = self._enlarger.mask(logits, self._frames.threshold, settings.stability_score_offset)
        if mask.stability_score < settings.stability_score_thresh:
            return None
        if mask.area > settings.max_mask_share * size[0] * size[1]:
            return None
        x, y = crop_box[:2]
        x0, y0, x1, y1 = mask.box
        box = (x0 + x, y0 + y, x1 + x, y1 + y)
        if near_crop_edge(box, crop_box, (0, 0, size[1], size[0])):
            return None
        corner = (mask.corner[0] + x, mask.corner[1] + y)
        passed = Passed(
            Record(
                segmentation=rle.encode_window(mask.bits, corner, size),
                area=mask.area,
                bbox=xyxy_to_xywh(box),
                predicted_iou=predicted_iou,
                point_coords=point,
                stability_score=mask.stability_score,
                crop_box=xyxy_to_xywh(crop_box),
            ),
            box,
        )
        if settings.min_mask_region_area and not settings.suppress:
            return cleaned(passed, settings.min_mask_region_area) or passed
        return passed


def cleaned(mask: Passed, min_area: int) -> Passed | None:
    """The mask without small holes and islands; None if it has none."""
    bits, changed = clean(rle.decode(mask.record.segmentation), min_area)
    if not changed:
        return None
    segmentation = rle.encode(bits)
    box = box_of_bits(bits)
    area, bbox = rle.area(segmentation), xyxy_to_xywh(box)
    record = dataclasses.replace(mask.record, segmentation=segmentation, area=area, bbox=bbox)
    return Passed(record, box)


def size_of(box: CropBox) -> Size:
    """(H, W) of a crop box."""
    x0, y0, x1, y1 = box
    return y1 - y0, x1 - x0
