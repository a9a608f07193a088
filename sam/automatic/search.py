"""One search of one picture: crops, points, filters, suppression, clean-up, told as events."""

from __future__ import annotations

import dataclasses
import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from sam.automatic.crops import Crop, crops_of
from sam.automatic.decoder import Floats, PointDecoder
from sam.automatic.events import Event, Found, Progress, Record, Summary, Withdrawn
from sam.automatic.full_size import Enlarger
from sam.automatic.settings import EverythingSettings
from sam.automatic.survivors import Survivors
from sam.masks import rle
from sam.masks.boxes import Box, box_of_bits, near_crop_edge, xyxy_to_xywh
from sam.masks.nms import nms
from sam.masks.regions import clean
from sam.transforms import CropBox, ResizeLongestSide, Size


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
        size = _size(crop.box)
        model_side = self.transform.target_length
        input_size = self.transform.get_preprocess_shape(*size, model_side)
        return Enlarger(self.low_side, model_side, input_size, size)


@dataclass(frozen=True, slots=True)
class _Mask:
    """A mask that passed the filters; ``box`` is its XYXY in the image frame."""

    id: int
    record: Record
    box: Box


class Search:
    """Finds all masks of a picture.

    Args:
        settings: what to search and keep.
        decoder: decodes points.
        frames: the picture's and the model's.
        embed: gives the embedding of a crop.
    """

    def __init__(
        self,
        settings: EverythingSettings,
        decoder: PointDecoder,
        frames: Frames,
        embed: Callable[[CropBox], Floats],
    ) -> None:
        self._settings = settings
        self._decoder = decoder
        self._frames = frames
        self._embed = embed
        self._ids = itertools.count()
        self._told: set[int] = set()

    def events(self) -> Iterator[Event]:
        """Work, and tell."""
        settings = self._settings
        start = time.perf_counter()
        crops = crops_of(self._frames.size, settings.crop_n_layers, settings.crop_overlap_ratio)
        total = sum(len(settings.grid(crop.layer)) for crop in crops)
        done = 0
        in_crops: list[_Mask] = []  # survivors of the crops that are done
        standing: list[_Mask] = []  # of these, what survives beside other crops' too
        for crop in crops:
            found = Survivors[_Mask](settings.box_nms_thresh)
            everything: list[_Mask] = []
            for count, masks in self._crop(crop):
                done += count
                if settings.suppress:
                    found.add(
                        masks, [m.box for m in masks], [m.record.predicted_iou for m in masks]
                    )
                    everything = found.kept()
                else:
                    everything += masks
                yield from self._tell(standing + everything)
                yield Progress(done, total, time.perf_counter() - start)
            in_crops += everything
            standing = self._between_crops(in_crops) if len(crops) > 1 else in_crops
        yield from self._tell(standing)
        if settings.min_mask_region_area and settings.suppress:
            standing = self._cleaned(standing)
            yield from self._tell(standing)
        yield Summary(tuple(mask.id for mask in standing), time.perf_counter() - start)

    def _tell(self, standing: list[_Mask]) -> Iterator[Event]:
        """What changed since the last time. First what goes: a page never shows both."""
        ids = {mask.id for mask in standing}
        for gone in sorted(self._told - ids):
            yield Withdrawn(gone)
        for mask in standing:
            if mask.id not in self._told:
                yield Found(mask.id, mask.record)
        self._told = ids

    def _crop(self, crop: Crop) -> Iterator[tuple[int, list[_Mask]]]:
        """Points done and masks that pass the filters, a small batch at a time."""
        x0, y0 = crop.box[:2]
        height, width = _size(crop.box)
        grid = np.array(self._settings.grid(crop.layer)).reshape(-1, 2) * (width, height)
        if not len(grid):
            return
        image = self._decoder.prepare(self._embed(crop.box))
        enlarger = self._frames.enlarger(crop)
        step = min(self._decoder.batch, self._settings.points_per_batch)
        for first in range(0, len(grid), step):
            points = grid[first : first + step]
            placed = self._frames.transform.apply_coords(points, (height, width))
            decoded = image.decode(placed.astype(np.float32))
            # Token by token of each point, as published.
            passed, tokens = np.nonzero(decoded.iou_predictions > self._settings.pred_iou_thresh)
            masks = []
            for point, token, logits in zip(
                passed, tokens, decoded.logits(passed, tokens), strict=True
            ):
                mask = self._judged(
                    crop,
                    enlarger,
                    logits,
                    float(decoded.iou_predictions[point, token]),
                    (float(points[point, 0] + x0), float(points[point, 1] + y0)),
                )
                if mask is not None:
                    masks.append(mask)
            yield len(points), masks

    def _judged(
        self,
        crop: Crop,
        enlarger: Enlarger,
        logits: Floats,
        predicted_iou: float,
        point: tuple[float, float],
    ) -> _Mask | None:
        """A mask that passes all filters after the first, in the image frame."""
        settings, size = self._settings, self._frames.size
        mask = enlarger.mask(logits, self._frames.threshold, settings.stability_score_offset)
        if mask.stability_score < settings.stability_score_thresh:
            return None
        if mask.area > settings.max_mask_share * size[0] * size[1]:
            return None
        x, y = crop.box[:2]
        bx0, by0, bx1, by1 = mask.box
        box = (bx0 + x, by0 + y, bx1 + x, by1 + y)
        if near_crop_edge(box, crop.box, (0, 0, size[1], size[0])):
            return None
        corner = (mask.corner[0] + x, mask.corner[1] + y)
        found = _Mask(
            next(self._ids),
            Record(
                segmentation=rle.encode_window(mask.bits, corner, size),
                area=mask.area,
                bbox=xyxy_to_xywh(box),
                predicted_iou=predicted_iou,
                point_coords=point,
                stability_score=mask.stability_score,
                crop_box=xyxy_to_xywh(crop.box),
            ),
            box,
        )
        if settings.min_mask_region_area and not settings.suppress:
            return self._clean(found)[0]
        return found

    def _between_crops(self, masks: list[_Mask]) -> list[_Mask]:
        """Suppress between crops: the smaller crop's mask is the sharper one and stays."""
        if not masks or not self._settings.suppress:
            return masks
        areas = [mask.record.crop_box[2] * mask.record.crop_box[3] for mask in masks]
        scores = 1 / np.array(areas, np.float32)
        kept = nms([mask.box for mask in masks], scores, self._settings.crop_nms_thresh)
        return [masks[index] for index in kept]

    def _cleaned(self, masks: list[_Mask]) -> list[_Mask]:
        """Clean every mask, and suppress again; masks that needed no cleaning stay before others.

        A mask that was changed gets another id.
        """
        if not masks:
            return masks
        cleaned, changed = zip(*map(self._clean, masks), strict=True)
        threshold = max(self._settings.box_nms_thresh, self._settings.crop_nms_thresh)
        kept = nms([mask.box for mask in cleaned], ~np.array(changed), threshold)
        return [
            dataclasses.replace(cleaned[index], id=next(self._ids))
            if changed[index]
            else cleaned[index]
            for index in kept
        ]

    def _clean(self, mask: _Mask) -> tuple[_Mask, bool]:
        """Fill small holes and drop small islands; whether there were any."""
        bits, changed = clean(
            rle.decode(mask.record.segmentation), self._settings.min_mask_region_area
        )
        if not changed:
            return mask, False
        segmentation = rle.encode(bits)
        box = box_of_bits(bits)
        record = dataclasses.replace(
            mask.record,
            segmentation=segmentation,
            area=rle.area(segmentation),
            bbox=xyxy_to_xywh(box),
        )
        return dataclasses.replace(mask, record=record, box=box), True


def _size(box: CropBox) -> Size:
    x0, y0, x1, y1 = box
    return y1 - y0, x1 - x0
