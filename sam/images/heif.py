"""HEIC and AVIF, as phones write them, decoded by a process of its own.

HEIC by libheif (pi-heif, its build without encoders), AVIF by Pillow. Both give 8 bits: deeper
pictures of this kind are photographs that are meant for a screen, not measurements to be stretched.
"""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
from PIL import features

from sam.extras import needed
from sam.images.aside import decode_aside
from sam.images.decoded import Raster
from sam.images.eight_bit import ON_WHITE
from sam.images.errors import SAVE_AGAIN, UnsupportedImageError, damaged, unsupported
from sam.images.limits import ImageLimits
from sam.images.pixels import over_white

_ARTICLE = {"HEIC": "a HEIC picture", "AVIF": "an AVIF picture"}
_FIRST = "Only the main picture of the file is used."
_DEEP = "Its more than 8 bits a colour are shown as 8."


def read_heif(data: bytes, kind: str, limits: ImageLimits) -> Raster:
    """Decode ``data``, a picture of format ``kind``, "HEIC" or "AVIF".

    Raises:
        ImageTooLargeError: by the size in the header.
        UnsupportedImageError: its decoder is not installed, or would take too long.
        DamagedImageError: if the decoder gives up.
    """
    if kind == "HEIC":
        with needed("A HEIC picture", "heic", UnsupportedImageError):
            if find_spec("pi_heif") is None:
                raise ModuleNotFoundError(name="pi_heif")
    elif not features.check("avif"):
        raise unsupported(
            "an AVIF picture, which this installation's Pillow does not read",
            SAVE_AGAIN,
        )
    samples, head = decode_aside(kind, data, limits, _ARTICLE[kind])
    if samples.dtype != np.uint8 or samples.ndim != 3 or samples.shape[2] not in (3, 4):
        raise damaged(kind, "its decoder gave no colours")
    rgb = samples[:, :, :3]
    notes = [*((_FIRST,) if head.get("more") else ()), *((_DEEP,) if head.get("deep") else ())]
    if samples.shape[2] == 4 and samples[:, :, 3].min() < 255:
        rgb = over_white(np.ascontiguousarray(rgb), np.ascontiguousarray(samples[:, :, 3]))
        notes.append(ON_WHITE)
    turn = head.get("orientation", 1)
    return Raster(rgb, turn if turn in range(1, 9) else 1, browser_safe=False, notes=tuple(notes))
