"""A transparent cut-out: the picture's own pixels where the mask is, nothing elsewhere."""

from __future__ import annotations

import io

import numpy as np
import numpy.typing as npt
from PIL import Image

from sam.errors import FormatError
from sam.masks.boxes import box_of_bits
from sam.masks.rle import CocoRle, decode


def write_cut_out(pixels: npt.NDArray[np.uint8], mask: CocoRle, *, crop: bool) -> bytes:
    """An RGBA PNG. Inside, colours are exactly the picture's; outside, all four channels are 0.

    Args:
        pixels: ``(H, W, 3)`` or ``(H, W, 4) uint8``, RGB or RGBA.
        mask: of the same height and width.
        crop: whether to keep only the mask's box, rather than the whole picture's size.

    Raises:
        FormatError: the mask has another size, or has no pixel to crop to.
    """
    height, width = pixels.shape[:2]
    if list(mask["size"]) != [height, width]:
        raise FormatError(
            f"The mask is {mask['size'][1]}x{mask['size'][0]} pixels; "
            f"expected the picture's {width}x{height}."
        )
    bits = decode(mask)
    cut = np.full((height, width, 4), 255, np.uint8)
    cut[..., : pixels.shape[2]] = pixels
    cut[~bits] = 0
    if crop:
        if not bits.any():
            raise FormatError("The mask is empty; expected a pixel at least to crop to.")
        x0, y0, x1, y1 = box_of_bits(bits)
        cut = np.ascontiguousarray(cut[y0 : y1 + 1, x0 : x1 + 1])
    file = io.BytesIO()
    Image.fromarray(cut).save(file, format="PNG")
    return file.getvalue()
