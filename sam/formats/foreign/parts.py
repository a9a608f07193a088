"""What readers of other tools' files make documents of."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from sam.formats.shapes import number_of

_CORNERS = 180
"""Of the polygon that an ellipse becomes: less than a pixel off up to a radius of 3000."""


def document(pictures: Iterable[tuple[dict[str, Any], Iterable[dict[str, Any]]]]) -> dict[str, Any]:
    """A document of pictures (``file_name``, ``width``, ``height``) and the objects of each."""
    images: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    for number, (picture, objects) in enumerate(pictures):
        images.append({"id": number, **picture})
        annotations += [{**each, "image_id": number} for each in objects]
    return {"images": images, "annotations": annotations}


def numbers(values: Any, count: int | None = None) -> list[float] | None:
    """All of a list as numbers; None where one is none, or they are not so many."""
    if not isinstance(values, list) or (count is not None and len(values) != count):
        return None
    found = [number_of(each) for each in values]
    return None if any(each is None for each in found) else found  # type: ignore[return-value]


def box(x0: Any, y0: Any, x1: Any, y1: Any) -> list[float] | None:
    """[x, y, width, height] of two corners in any order; None where a number is none."""
    corners = numbers([x0, y0, x1, y1])
    if corners is None:
        return None
    left, right = sorted((corners[0], corners[2]))
    top, bottom = sorted((corners[1], corners[3]))
    return [left, top, right - left, bottom - top]


def ellipse(cx: Any, cy: Any, rx: Any, ry: Any, turn: float = 0.0) -> list[list[float]] | None:
    """A ring for an ellipse turned by ``turn`` radians; None where a number is none."""
    found = numbers([cx, cy, rx, ry])
    if found is None or max(map(abs, found)) > 1e9:
        return None
    x, y, a, b = found
    cos, sin = math.cos(turn), math.sin(turn)
    ring: list[float] = []
    for step in range(_CORNERS):
        angle = 2 * math.pi * step / _CORNERS
        along, across = a * math.cos(angle), b * math.sin(angle)
        ring += [x + along * cos - across * sin, y + along * sin + across * cos]
    return [ring]


def objects(found: Any) -> list[dict[str, Any]]:
    """Those of a list that are objects, or the values where it is an object of numbers."""
    if isinstance(found, dict):
        found = list(found.values())
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def unread(what: str) -> dict[str, Any]:
    """For an object whose shape is no mask and no box: what the report calls it."""
    return {"unread": what}
