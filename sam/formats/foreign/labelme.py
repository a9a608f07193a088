"""LabelMe JSON (wkentaro/labelme): one file a picture, ``shapes`` with ``points``."""

from __future__ import annotations

import base64
import binascii
import math
from typing import Any

from sam.formats.annotation_faults import fitting
from sam.formats.foreign.parts import (
    box,
    document,
    ellipse,
    grouped,
    numbers,
    shapes,
    turned_box,
    unread,
)
from sam.formats.foreign.png_masks import window_rings


def is_it(found: Any) -> bool:
    """Whether parsed JSON is such a file."""
    return isinstance(found, dict) and isinstance(found.get("shapes"), list)


def documents(found: list[dict[str, Any]]) -> dict[str, Any]:
    """Of files, each about a picture. Shapes of one ``group_id`` and label are one object."""
    return document((_picture(each), _objects(each)) for each in found)


def _picture(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "file_name": found.get("imagePath"),
        "width": found.get("imageWidth"),
        "height": found.get("imageHeight"),
    }


def _objects(found: dict[str, Any]) -> list[dict[str, Any]]:
    return grouped(
        (shape.get("group_id"), _object(shape, number))
        for number, shape in enumerate(shapes(found["shapes"]), 1)
    )


def _object(shape: dict[str, Any], number: int) -> dict[str, Any]:
    beside = {"attributes": shape.get("attributes")}
    said = shape.get("description")  # as which our own export writes the name
    if fitting({"name": said}):
        beside["name"] = said
    elif said:
        beside["description"] = said
    flags = shape.get("flags")
    if isinstance(flags, dict) and any(flags.values()):
        beside["flags"] = flags
    return {"id": f"#{number}", "label": shape.get("label"), **beside, **_shape(shape)}


def _shape(shape: dict[str, Any]) -> dict[str, Any]:
    if "unread" in shape:
        return shape
    points, kind = shape.get("points"), shape.get("shape_type") or "polygon"
    corners = points if isinstance(points, list) else []
    pairs = [each for each in (numbers(corner, 2) for corner in corners) if each is not None]
    if kind == "polygon":
        return {"segmentation": [points]}
    if kind in ("rotation", "oriented_rectangle") and len(pairs) >= 3:
        return turned_box(pairs, "a turned rectangle")
    if kind in ("rectangle", "mask") and len(pairs) >= 2:
        xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
        found = box(min(xs), min(ys), max(xs), max(ys))
        if kind == "mask" and isinstance(shape.get("mask"), str):
            try:
                png = base64.b64decode(shape["mask"], validate=True)
            except (binascii.Error, ValueError):
                return unread("a mask that is no base64")
            rings = window_rings(png, min(xs), min(ys))
            return {"segmentation": rings} if rings else unread("a mask that is no PNG")
        return {"bbox": found}
    if kind == "circle" and len(pairs) == 2:
        (x, y), (edge_x, edge_y) = pairs
        radius = math.hypot(edge_x - x, edge_y - y)
        return {"segmentation": ellipse(x, y, radius, radius)}
    return unread(f"a {kind}")
