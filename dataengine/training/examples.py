"""What is learnt from: pictures with the masks of their objects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Bits = npt.NDArray[np.bool_]
Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Example:
    """One picture.

    Attributes:
        name: names it in reports, and in the folder of its embeddings.
        group: pictures that show the same thing, such as frames of one stack, share one.
        open: reads the picture, ``(H, W, 3) uint8`` RGB, upright.
        masks: reads its objects' masks, each ``(H, W) bool``, none of them empty.
        objects: how many.
        clicks: for each object the foreground points that a person set for it, ``(n, 2)`` XY in the
            picture's pixels, n may be 0; or nothing at all.
    """

    name: str
    group: str
    open: Callable[[], Pixels]
    masks: Callable[[], list[Bits]]
    objects: int
    clicks: tuple[npt.NDArray[np.float32], ...] = ()
