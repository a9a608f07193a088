"""One search of one picture: crops, points, suppression, clean-up, told as events."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from sam.automatic.adaptive import worth_decoding
from sam.automatic.crops import Crop, crops_for
from sam.automatic.decoder import Floats, PointDecoder
from sam.automatic.events import Event, Found, Progress, Summary, Withdrawn
from sam.automatic.judge import Frames, Judge, Passed, cleaned, size_of
from sam.automatic.settings import EverythingSettings
from sam.automatic.survivors import Survivors
from sam.automatic.workers import Workers
from sam.masks.nms import nms
from sam.transforms import CropBox


@dataclass(frozen=True, slots=True)
class _Mask:
    """A mask that passed the filters, under the id it is told by."""

    id: int
    passed: Passed


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
        start = time.perf_counter()
        workers = Workers(self._decoder.workers)
        try:
            for event in self._search(workers):
                if isinstance(event, Progress | Summary):
                    event = event.after(time.perf_counter() - start)
                yield event
        finally:
            workers.close()

    def _search(self, workers: Workers) -> Iterator[Event]:
        settings = self._settings
        frames = self._frames
        crops = crops_for(frames.size, settings, frames.transform.target_length)
        total = sum(len(settings.grid(crop.layer)) for crop in crops)
        done = 0
        in_crops: list[_Mask] = []  # survivors of the crops that are done
        standing: list[_Mask] = []  # of these, what survives beside other crops' too
        for crop in crops:
            found = Survivors[_Mask](settings.box_nms_thresh)
            of_crop: list[_Mask] = []
            for count, passed in self._crop(crop, workers):
                done += count
                masks = [_Mask(next(self._ids), mask) for mask in passed]
                if settings.suppress:
                    scores = [mask.record.predicted_iou for mask in passed]
                    found.add(masks, [mask.box for mask in passed], scores)
                    of_crop = found.kept()
                else:
                    of_crop += masks
                yield from self._tell(standing + of_crop)
                yield Progress(done, total)
            in_crops += of_crop
            standing = self._between_crops(in_crops) if len(crops) > 1 else in_crops
        yield from self._tell(standing)
        if settings.min_mask_region_area and settings.suppress:
            standing = self._cleaned(standing)
            yield from self._tell(standing)
        yield Summary(tuple(mask.id for mask in standing))

    def _tell(self, standing: list[_Mask]) -> Iterator[Event]:
        """What changed since the last time. First what goes: a page never shows both."""
        ids = {mask.id for mask in standing}
        told, self._told = self._told, ids
        for gone in sorted(told - ids):
            yield Withdrawn(gone)
        for mask in standing:
            if mask.id not in told:
                yield Found(mask.id, mask.passed.record)

    def _crop(self, crop: Crop, workers: Workers) -> Iterator[tuple[int, list[Passed]]]:
        """Points done and masks that pass the filters, a small batch at a time."""
        settings = self._settings
        height, width = size_of(crop.box)
        points = np.array(settings.grid(crop.layer)).reshape(-1, 2) * (width, height)
        if not len(points):
            return
        embedding = self._embed(crop.box)
        if settings.adaptive:
            left_out = len(points)
            input_size = self._frames.input_size(crop)
            points = points[worth_decoding(embedding, input_size, round(len(points) ** 0.5))]
            yield left_out - len(points), []
        enlarger = self._frames.enlarger(crop)
        image = self._decoder.prepare(embedding, enlarger.rows)
        judge = Judge(settings, self._frames, crop, image, enlarger)
        step = min(self._decoder.batch, settings.points_per_batch)
        batches = [points[first : first + step] for first in range(0, len(points), step)]
        for batch, passed in zip(batches, workers.map(judge, batches), strict=True):
            yield len(batch), passed

    def _between_crops(self, masks: list[_Mask]) -> list[_Mask]:
        """Suppress between crops: the smaller crop's mask is the sharper one and stays."""
        if not masks or not self._settings.suppress:
            return masks
        crop_boxes = [mask.passed.record.crop_box for mask in masks]
        scores = [1 / (width * height) for _, _, width, height in crop_boxes]
        boxes = [mask.passed.box for mask in masks]
        return [masks[index] for index in nms(boxes, scores, self._settings.crop_nms_thresh)]

    def _cleaned(self, masks: list[_Mask]) -> list[_Mask]:
        """Clean every mask, and suppress again; masks that needed no cleaning stay before others.

        A mask that was changed gets another id.
        """
        if not masks:
            return masks
        changed = [cleaned(mask.passed, self._settings.min_mask_region_area) for mask in masks]
        boxes = [(new or old.passed).box for new, old in zip(changed, masks, strict=True)]
        scores = [0.0 if new else 1.0 for new in changed]
        threshold = max(self._settings.box_nms_thresh, self._settings.crop_nms_thresh)
        kept = []
        for index in nms(boxes, scores, threshold):
            new = changed[index]
            kept.append(_Mask(next(self._ids), new) if new else masks[index])
        return kept
