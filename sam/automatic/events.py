"""What segment everything tells while it works, and what it says of a mask."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sam.errors import SettingsError
from sam.masks import rle
from sam.masks.boxes import Box
from sam.masks.rle import CocoRle

OutputMode = Literal["binary_mask", "uncompressed_rle", "coco_rle"]
OUTPUT_MODES: tuple[OutputMode, ...] = ("binary_mask", "uncompressed_rle", "coco_rle")


@dataclass(frozen=True, slots=True)
class Record:
    """A mask and how it was found, in the image frame; the fields are the published record's.

    Attributes:
        segmentation: the mask.
        area: its pixels.
        bbox: (x, y, width, height), from its first to its last pixel: one pixel alone has width 0.
        predicted_iou: the model's own estimate.
        point_coords: (x, y) of the point that it was found with.
        stability_score: 0 to 1.
        crop_box: (x, y, width, height) of the crop that it was found in.
    """

    segmentation: CocoRle
    area: int
    bbox: Box
    predicted_iou: float
    point_coords: tuple[float, float]
    stability_score: float
    crop_box: Box

    def as_dict(self, output_mode: OutputMode = "coco_rle") -> dict[str, Any]:
        """The published record.

        Args:
            output_mode: what ``segmentation`` is to be: ``binary_mask`` an ``(H, W) bool`` array,
                ``uncompressed_rle`` runs as numbers, ``coco_rle`` as text.

        Raises:
            SettingsError: another output mode.
        """
        return {
            "segmentation": _segmentation(self.segmentation, output_mode),
            "area": self.area,
            "bbox": list(self.bbox),
            "predicted_iou": self.predicted_iou,
            "point_coords": [list(self.point_coords)],
            "stability_score": self.stability_score,
            "crop_box": list(self.crop_box),
        }


@dataclass(frozen=True, slots=True)
class Progress:
    """So many points of all are done, after so many seconds. Points left out count as done."""

    done: int
    total: int
    seconds: float = 0.0

    def after(self, seconds: float) -> Progress:
        """The same, told after so many seconds."""
        return dataclasses.replace(self, seconds=seconds)

    def as_json(self) -> dict[str, Any]:
        """As a line of the server's stream."""
        return {"event": "progress", **dataclasses.asdict(self)}


@dataclass(frozen=True, slots=True)
class Found:
    """A mask passes the filters and is, so far, among the survivors.

    One that was withdrawn can come back, under its old id, when what suppressed it goes itself.
    """

    id: int
    record: Record

    def as_json(self) -> dict[str, Any]:
        """As a line of the server's stream."""
        return {"event": "mask", "id": self.id, **self.record.as_dict("coco_rle")}


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A mask told before is no longer among the survivors."""

    id: int

    def as_json(self) -> dict[str, Any]:
        """As a line of the server's stream."""
        return {"event": "withdraw", "id": self.id}


@dataclass(frozen=True, slots=True)
class Summary:
    """The end: which masks survive, in the order of the result, after so many seconds."""

    ids: tuple[int, ...]
    seconds: float = 0.0

    def after(self, seconds: float) -> Summary:
        """The same, told after so many seconds."""
        return dataclasses.replace(self, seconds=seconds)

    def as_json(self) -> dict[str, Any]:
        """As a line of the server's stream."""
        return {"event": "summary", "ids": list(self.ids), "seconds": self.seconds}


Event = Progress | Found | Withdrawn | Summary


def collect(
    events: Iterable[Event], on_progress: Callable[[float], None] | None = None
) -> list[Record]:
    """Work through a stream of events to its end.

    Args:
        events: of one search, as ``SamAutomaticMaskGenerator.stream`` yields them.
        on_progress: called with the share of the points that is done, 0 to 1.

    Returns:
        The survivors' records, in the order of the result; none if the stream ends early.
    """
    records: dict[int, Record] = {}
    ids: tuple[int, ...] = ()
    for event in events:
        if isinstance(event, Progress):
            if on_progress is not None:
                on_progress(event.done / max(event.total, 1))
        elif isinstance(event, Found):
            records[event.id] = event.record
        elif isinstance(event, Summary):
            ids = event.ids
    return [records[index] for index in ids]


def _segmentation(mask: CocoRle, output_mode: str) -> Any:
    if output_mode == "binary_mask":
        return rle.decode(mask)
    if output_mode == "uncompressed_rle":
        return rle.uncompress(mask)
    if output_mode == "coco_rle":
        return mask
    raise SettingsError(
        f"output_mode is {output_mode!r}; expected one of {', '.join(OUTPUT_MODES)}."
    )
