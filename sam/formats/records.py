"""What the writers take: facts about the image, and the published records."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import numpy as np

from sam.errors import FormatError
from sam.masks import rle as masks
from sam.masks.rle import CocoRle, Runs, runs_of


class PublishedRecord(TypedDict):
    """A record with the published keys, as ``SamAutomaticMaskGenerator.generate`` gives it.

    Attributes:
        segmentation: the mask: ``(H, W) bool``, or an RLE with runs as numbers or as text.
        area: its pixels.
        bbox: [x, y, width, height], from its first to its last pixel.
        predicted_iou: the model's own estimate.
        point_coords: [[x, y]], the point that it was found with.
        stability_score: 0 to 1.
        crop_box: [x, y, width, height] of the crop that it was found in.
    """

    segmentation: Any
    area: int
    bbox: list[int]
    predicted_iou: float
    point_coords: list[list[float]]
    stability_score: float
    crop_box: list[int]


@dataclass(frozen=True, slots=True)
class ImageEntry:
    """What a file of masks says of the image.

    Attributes:
        width, height: in pixels, upright.
        file_name: of the picture.
        image_id: a number that tells it from others; see :func:`image_number`.
        sha256: of the picture's file, by which its annotations name it; None where it is not known.
    """

    width: int
    height: int
    file_name: str
    image_id: int
    sha256: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """As SA-1B JSON has it."""
        return {
            "image_id": self.image_id,
            "width": self.width,
            "height": self.height,
            "file_name": self.file_name,
        }


def image_number(content: bytes) -> int:
    """The ``image_id`` of a picture file: the first 48 bits of its sha256.

    COCO wants numbers, and files about many pictures can be put together without a clash; 48 bits
    are exact in JavaScript too.
    """
    return int(hashlib.sha256(content).hexdigest()[:12], 16)


@dataclass(frozen=True, slots=True)
class CheckedRecord:
    """A record that fits its image.

    Attributes:
        number: from 1, in the order of the records.
        rle: the mask.
        runs: its runs.
        fields: the published keys but ``segmentation``, in the published order.
    """

    number: int
    rle: CocoRle
    runs: Runs
    fields: dict[str, Any]

    @property
    def area(self) -> int:
        """The mask's pixels, counted."""
        return int(self.runs[1::2].sum())

    def bits(self) -> masks.Bits:
        """The mask, ``(H, W) bool``."""
        return masks.decode(self.rle)


def checked(image: ImageEntry, records: Sequence[PublishedRecord]) -> list[CheckedRecord]:
    """The records in one form, each known to fit the image.

    Raises:
        FormatError: a field is missing, no number, or the mask is not of the image's size; the
        sentence gives the mask's number.
    """
    return [_checked(image, number, record) for number, record in enumerate(records, 1)]


SHAPES: Mapping[str, str] = {
    "area": "a whole number",
    "bbox": "four numbers",
    "predicted_iou": "a number",
    "point_coords": "one pair of numbers in a list",
    "stability_score": "a number",
    "crop_box": "four numbers",
}
"""What the published fields beside ``segmentation`` hold, in their order."""


def checked_field(name: str, value: object) -> Any:
    """A field's value, numpy's numbers and arrays as Python's.

    Raises:
        FormatError: not what ``SHAPES`` says; the sentence has no subject.
    """
    value = _plain(value)
    if name == "point_coords":
        good = isinstance(value, list) and len(value) == 1 and _numbers(value[0], 2)
    elif SHAPES[name] == "four numbers":
        good = _numbers(value, 4)
    elif name == "area":
        good = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    else:
        good = _numbers([value], 1)
    if not good:
        raise FormatError(f"has {name} {_short(value)}; expected {SHAPES[name]}")
    return value


def _checked(image: ImageEntry, number: int, record: PublishedRecord) -> CheckedRecord:
    try:
        missing = [name for name in ("segmentation", *SHAPES) if name not in record]
        if missing:
            raise FormatError(f"has no {missing[0]}")
        fields = {name: checked_field(name, record[name]) for name in SHAPES}  # type: ignore[literal-required]
        rle = _rle(image, record["segmentation"])
    except FormatError as error:
        raise FormatError(f"Mask {number} {error}.") from None
    return CheckedRecord(number, rle, runs_of(rle, f"Mask {number}"), fields)


def _rle(image: ImageEntry, segmentation: Any) -> CocoRle:
    if isinstance(segmentation, np.ndarray):
        size, kind = segmentation.shape, segmentation.dtype
        if kind != np.bool_:
            raise FormatError(f"is an array of {kind}; expected bool")
    else:
        size = tuple(segmentation["size"])
    if tuple(size) != (image.height, image.width):
        shown = "x".join(str(side) for side in reversed(size))
        raise FormatError(f"is {shown} pixels; expected the image's {image.width}x{image.height}")
    if isinstance(segmentation, np.ndarray):
        return masks.encode(segmentation)
    counts = segmentation["counts"]
    if isinstance(counts, list):
        return masks.compress(segmentation)
    text = counts.decode("ascii") if isinstance(counts, bytes) else counts
    return {"size": list(size), "counts": text}


def _plain(value: object) -> object:
    """Numpy's numbers and arrays as Python's, tuples as lists."""
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def is_number(value: object) -> bool:
    """A number that a float can hold, and no bool."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= sys.float_info.max


def _numbers(value: object, count: int) -> bool:
    return isinstance(value, list) and len(value) == count and all(map(is_number, value))


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"
