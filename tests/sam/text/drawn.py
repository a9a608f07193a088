"""The tiny text models, and scenes of coloured shapes with the words for them.

``python -m benchmarks.words`` made them. The towers are CLIP as transformers have it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from sam.automatic import Record
from sam.masks import rle
from sam.masks.boxes import box_of_bits, xyxy_to_xywh
from sam.masks.rle import CocoRle

MODELS = Path(__file__).parent / "models"
TOWERS = MODELS / "towers"


@dataclass(frozen=True)
class Drawn:
    """A scene: ``(H, W, 3)`` uint8, and the words and the mask of each object."""

    image: npt.NDArray[np.uint8]
    objects: tuple[tuple[str, CocoRle], ...]

    def masks(self, words: str) -> list[CocoRle]:
        """Of the objects that the words name."""
        return [mask for each, mask in self.objects if each == words]


def scene(number: int) -> Drawn:
    """One of the three."""
    with Image.open(MODELS / "scenes" / f"{number}.jpg") as file:
        image = np.asarray(file.convert("RGB"))
    text = (MODELS / "scenes" / f"{number}.json").read_text(encoding="utf-8")
    return Drawn(image, tuple((each["words"], each["mask"]) for each in json.loads(text)))


def record(mask: CocoRle) -> Record:
    """As segment everything would have found it."""
    box = box_of_bits(rle.decode(mask))
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    height, width = mask["size"]
    area = rle.area(mask)
    return Record(mask, area, xyxy_to_xywh(box), 0.95, middle, 0.97, (0, 0, width, height))
