"""What reading a picture gives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sam.images.span import Span


@dataclass(frozen=True, slots=True)
class Raster:
    """The pixels a format's reader found, before they are turned upright.

    Attributes:
        rgb: (H, W, 3) uint8, in the order they are stored in the file.
        orientation: EXIF orientation, 1..8.
        browser_safe: False when a browser could show other pixels than ``rgb``, turned upright.
        notes: sentences about what was done to the picture.
        span: which values became black and white, of a picture of more than 8 bits.
    """

    rgb: NDArray[np.uint8]
    orientation: int = 1
    browser_safe: bool = True
    notes: tuple[str, ...] = ()
    span: Span | None = None


UNSAID_COLOUR = (
    "The TIFF says that it is grey, and has three or four samples a pixel; the first three are "
    "shown as red, green and blue."
)
"""A note: ``read_image(..., unsaid_colours=False)`` reads such a picture as its first channel."""


@dataclass(frozen=True, slots=True)
class DecodedImage:
    """A picture as everything downstream sees it.

    Attributes:
        rgb: (H, W, 3) uint8, RGB, upright, C-contiguous. This is the image frame: x grows right, y
            down.
        format: "JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "HEIC" or "AVIF".
        browser_safe: True when a browser that is handed the file itself shows these pixels in this
            orientation (up to the last bits of a decoder, and colour management); False for TIFF,
            HEIC, AVIF, what was mended, more than 8 bits, CMYK, transparency, animation, and
            orientation in PNG and WebP, where browsers differ.
        notes: sentences about what was done to the picture that a reader of masks may want to know.
    """

    rgb: NDArray[np.uint8]
    format: str
    browser_safe: bool
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Width in pixels of the upright picture."""
        return int(self.rgb.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels of the upright picture."""
        return int(self.rgb.shape[0])
