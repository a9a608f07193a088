"""Parts of a picture, at native scale or smaller: what windows, tiles and overviews are made of.

A picture that is decoded is an array; a large file is read where a part lies. Both are a
:class:`PartReader`, so that nothing that reads parts needs to know which it has.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from sam.errors import ImageError

Box = tuple[int, int, int, int]
"""(x0, y0, x1, y1) in the image frame, x1 and y1 outside."""
Size = tuple[int, int]
"""(H, W) in pixels."""
RGB = NDArray[np.uint8]
"""(h, w, 3) uint8."""


class PartReader(Protocol):
    """A picture of which parts are read. Any number of threads may read at once."""

    @property
    def size(self) -> Size:
        """(H, W) of the upright picture."""

    def read(self, box: Box, size: Size) -> RGB:
        """A part, scaled with Pillow's bilinear filter, which averages where it shrinks.

        Args:
            box: the part, inside the picture.
            size: (h, w) of the answer.

        Returns:
            (h, w, 3) uint8 RGB, which the caller may write to.

        Raises:
            ImageError: the box is not inside the picture, or the file is damaged there.
        """


class FileParts(PartReader, Protocol):
    """A picture file of which parts are read, whatever its size."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about how the picture is shown."""


class ArrayParts:
    """Parts of a decoded picture.

    Args:
        rgb: (H, W, 3) uint8.
    """

    def __init__(self, rgb: RGB) -> None:
        self._rgb = rgb

    @property
    def size(self) -> Size:
        """(H, W)."""
        return self._rgb.shape[0], self._rgb.shape[1]

    def read(self, box: Box, size: Size) -> RGB:
        """As :meth:`PartReader.read` says."""
        check_part(box, self.size)
        x0, y0, x1, y1 = box
        return scaled(self._rgb[y0:y1, x0:x1], size)


def as_parts(pixels: RGB | PartReader) -> PartReader:
    """A picture as what parts are read of."""
    return ArrayParts(pixels) if isinstance(pixels, np.ndarray) else pixels


def whole_of(size: Size) -> Box:
    """The box that is all of a picture of (H, W)."""
    height, width = size
    return (0, 0, width, height)


def fitted(size: Size, longest: int) -> Size:
    """(h, w) of a picture whose longer side is made ``longest`` at most; sides are rounded half up
    and at least 1."""
    scale = min(1.0, longest / max(size))
    return max(1, int(size[0] * scale + 0.5)), max(1, int(size[1] * scale + 0.5))


def scaled(rgb: RGB, size: Size) -> RGB:
    """An array at another size, a copy in any case."""
    region = np.ascontiguousarray(rgb)
    if region.shape[:2] == size:
        return region.copy() if region is rgb else region
    height, width = size
    return np.array(Image.fromarray(region).resize((width, height), Image.Resampling.BILINEAR))


def check_part(box: Box, size: Size) -> None:
    """Refuse a box that is empty or not inside a picture.

    Raises:
        ImageError: quotes it.
    """
    x0, y0, x1, y1 = box
    height, width = size
    if not (0 <= x0 < x1 <= width and 0 <= y0 < y1 <= height):
        raise ImageError(
            f"The part {box} does not lie in a picture of {width}x{height} pixels; expected "
            "(x0, y0, x1, y1) with x0 < x1 and y0 < y1 inside it."
        )
