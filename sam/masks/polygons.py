"""The pixels in polygons, by COCO's own rule. Mirrored in ``static/js/masks/polygons.js``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pycocotools import mask as coco

from sam.masks.rle import CocoRle
from sam.transforms import Size


def fill(polygons: Sequence[Sequence[float]], size: Size) -> CocoRle:
    """All that lies in one of the polygons. A polygon along pixel edges gives exactly its pixels.

    Args:
        polygons: one at least, each ``x0, y0, x1, y1, ...`` in the image frame with three corners
            at least; their insides are told by the even-odd rule.
        size: (H, W) of the image.
    """
    merged: dict[str, Any] = coco.merge(coco.frPyObjects(list(polygons), *size))
    return {"size": list(size), "counts": merged["counts"].decode("ascii")}
