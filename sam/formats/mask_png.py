"""A mask as a PNG."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from sam.masks.rle import Bits


def write_mask_png(bits: Bits) -> bytes:
    """``(H, W) bool`` -> 8-bit grey, 0 outside and 255 inside."""
    file = io.BytesIO()
    Image.fromarray(bits.astype(np.uint8) * 255).save(file, format="PNG")
    return file.getvalue()
