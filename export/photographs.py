"""What results are checked on: real photographs that come with scikit-image, and points in them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from skimage import data

Photograph = npt.NDArray[np.uint8]


def photographs() -> dict[str, Photograph]:
    """One photograph cut to shapes that go wrong in different ways, ``(H, W, 3)`` uint8 RGB."""
    coffee: Photograph = data.coffee()  # type: ignore[no-untyped-call]  # (400, 600, 3)
    return {
        "portrait": coffee[:, 180:480],
        "square": coffee[:, 120:520],
        "panorama": coffee[60:260],
    }


def spread(count: int, size: tuple[int, int]) -> npt.NDArray[np.float64]:
    """Points that cover an image evenly, the first at its centre.

    They follow the R2 sequence (Roberts, 2018): each step is a fixed fraction of the width and of
    the height, so that no number of points lines up.

    Args:
        count: how many.
        size: (H, W) of the image.

    Returns:
        ``(count, 2)``, XY in the image frame.
    """
    steps = np.arange(count)[:, None] * np.array([0.7548776662466927, 0.5698402909980532])
    points: npt.NDArray[np.float64] = (0.5 + steps) % 1.0 * np.array([size[1], size[0]])
    return points
