"""Masks in PNGs, as rings or runs."""

from __future__ import annotations

import io

import numpy as np
import numpy.typing as npt

from sam.errors import FormatError
from sam.formats.faults import shown
from sam.masks.outlines import outlines
from sam.masks.rle import encode

_MOST_PIXELS = 100_000_000


def pixels_of(png: bytes, name: str) -> npt.NDArray[np.uint8] | npt.NDArray[np.uint16]:
    """A PNG's samples: ``(H, W)`` of grey or palette, ``(H, W, 3)`` of colour.

    Raises:
        FormatError: it is no PNG, damaged, or has more than a hundred million pixels.
    """
    from PIL import Image

    if not png.startswith(b"\x89PNG\r\n\x1a\n"):
        raise FormatError(f"{name} is no PNG.")
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise FormatError(
                    f"{name} has {shown([picture.width, picture.height])} pixels; expected "
                    f"{_MOST_PIXELS:,} at most."
                )
            plain = {"RGBA": "RGB", "LA": "L"}.get(picture.mode)
            found = np.asarray(picture.convert(plain) if plain else picture)
    except FormatError:
        raise
    except Exception as error:  # noqa: BLE001  # Pillow raises of all kinds on damaged files
        raise FormatError(f"{name} is a damaged PNG ({error}).") from None
    return found.astype(np.uint8) if found.dtype == np.bool_ else found


def window_rings(png: bytes, left: float, top: float) -> list[list[int]] | None:
    """Rings round what is not 0 in a PNG that lies at (left, top); None where it is none."""
    try:
        found = pixels_of(png, "The mask")
    except FormatError:
        return None
    bits = (found if found.ndim == 2 else found.any(axis=2)) != 0
    x, y = int(left), int(top)
    return [(loop + (x, y)).ravel().tolist() for loop in outlines(encode(bits))]
