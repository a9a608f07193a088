"""YOLO segmentation text: one polygon an object, its holes cut out and its regions joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sam.formats.annotation import Annotation
from sam.formats.categories import NO_LABEL, class_of, classes_of
from sam.formats.file_names import one_line
from sam.formats.published import checked_annotations
from sam.formats.records import ImageEntry
from sam.masks.outlines import Loop
from sam.masks.rings import rings

_MILLION = 1_000_000  # six decimals


@dataclass(frozen=True, slots=True)
class Yolo:
    """The two files.

    Attributes:
        labels: one line an object, ``class x y x y ...``: the class by its number from 0, then
            corners as fractions of the picture's width and height, with six decimals.
        classes: their names, one a line, in the order of the numbers.
    """

    labels: bytes
    classes: bytes


def write_yolo(
    image: ImageEntry, annotations: Sequence[Annotation], classes: Sequence[str] = ()
) -> Yolo:
    """Each object's outline, its holes cut out (:mod:`sam.masks.rings`), its regions joined by
    bridges without width between nearest corners.

    Filled by the even-odd rule, as ultralytics and pycocotools do, it is the mask. An object
    without a pixel has no line.

    Args:
        classes: that come first, used or not (:func:`sam.formats.classes_of`).

    Raises:
        FormatError: a mask does not have the image's size.
    """
    names = classes_of(annotations, classes)
    size = np.array([image.width, image.height])
    lines = []
    for annotation, record in zip(
        annotations, checked_annotations(image, annotations), strict=True
    ):
        regions = rings(record.rle)
        if regions:
            # Halves are rounded up, in whole numbers, so that every language gives the same.
            millionths = (2 * _MILLION * joined(regions) + size) // (2 * size)
            numbers = [f"{whole // _MILLION}.{whole % _MILLION:06}" for whole in millionths.flat]
            lines.append(" ".join([str(names.index(class_of(annotation))), *numbers]))
    return Yolo(_text(lines), _text([one_line(name) or NO_LABEL for name in names]))


def joined(regions: Sequence[Loop]) -> Loop:
    """One polygon ``(N, 2)`` of several.

    Each further one is reached from the nearest corner of those before, and left to it again. Of
    equally near ones it is the first of those before, and then the first of its own.
    """
    polygon = regions[0]
    for region in regions[1:]:
        nearest = []
        for at, corner in enumerate(region):
            distances = ((polygon - corner) ** 2).sum(1)
            leave = int(distances.argmin())
            nearest.append((int(distances[leave]), leave, at))
        _, leave, at = min(nearest)
        round_trip = [region[at:], region[: at + 1]]
        polygon = np.concatenate([polygon[: leave + 1], *round_trip, polygon[leave:]])
    return polygon


def _text(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
