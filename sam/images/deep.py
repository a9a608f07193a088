"""From samples of more than 8 bits to a raster: the one place where the stretching rule is
applied.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sam.images.decoded import Raster
from sam.images.eight_bit import ON_WHITE
from sam.images.pixels import as_rgb, over_white, stretch, value_range


def deep_raster(
    colours: NDArray[Any],
    alpha: NDArray[Any] | None,
    *,
    orientation: int = 1,
    notes: tuple[str, ...] = (),
) -> Raster:
    """Stretch ``colours`` to 8 bits and composite on white.

    Args:
        colours: (H, W, 1) grey or (H, W, 3) RGB, any real dtype, not premultiplied.
        alpha: (H, W) of an unsigned integer dtype, its largest value opaque; or floating point, 1
            opaque; or None.
        orientation: EXIF orientation, 1..8.
        notes: sentences to pass on.
    """
    opacity = None if alpha is None else opacity_of(alpha)
    low, high = value_range(colours, None if opacity is None else opacity > 0)
    rgb = as_rgb(stretch(colours, low, high))
    notes = (
        *notes,
        f"Values from {low:g} to {high:g} ({colours.dtype.name}) are shown as 0 to 255.",
    )
    if opacity is not None and opacity.min() < 255:
        rgb = over_white(rgb, opacity)
        notes = (*notes, ON_WHITE)
    return Raster(rgb=rgb, orientation=orientation, browser_safe=False, notes=notes)


def opacity_of(alpha: NDArray[Any]) -> NDArray[np.uint8]:
    """A share of a whole (alpha, ink), (H, W) of any depth, to uint8: never stretched, since its
    ends have a meaning.
    """
    if alpha.dtype == np.uint8:
        return alpha
    if alpha.dtype == np.bool_:
        return alpha.astype(np.uint8) * np.uint8(255)
    largest = 1.0 if alpha.dtype.kind == "f" else float(np.iinfo(alpha.dtype).max)
    return stretch(alpha[:, :, None], 0.0, largest)[:, :, 0]
