"""What readers of other tools' files make documents of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from sam.formats.faults import shown
from sam.formats.shapes import number_of

_CORNERS = 180
"""Of the polygon that an ellipse becomes: less than a pixel off up to a radius of 3000."""
_MOST_JOINED = 3


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


def degrees(radians: float) -> float:
    """An angle in degrees, from -180 to 180, however large it was."""
    return math.degrees(math.remainder(radians, math.tau))


def rectangle(
    x: float, y: float, across: float, down: float, turn: float, middle: bool = False
) -> list[tuple[float, float]]:
    """The corners of a rectangle turned clockwise by ``turn`` degrees.

    Args:
        x, y: its first corner, round which it is turned; or its middle, where ``middle`` says so.
    """
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    left, top = (-across / 2, -down / 2) if middle else (0.0, 0.0)
    corners = [(left, top), (left + across, top), (left + across, top + down), (left, top + down)]
    return [(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in corners]


def bounds(points: Iterable[Sequence[float]]) -> list[float]:
    """[x, y, width, height] round points, to a millionth of a pixel."""
    xs, ys = zip(*points, strict=True)
    found = [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)]
    return [round(each, 6) for each in found]


def turned_box(points: Iterable[Sequence[float]], what: str) -> dict[str, Any]:
    """The box round a turned one, with the sentence that says so."""
    return {"bbox": bounds(points), "read_otherwise": f"is {what}; the box round it is offered"}


def grouped(objects_: Iterable[tuple[Any, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Objects, those with masks that share a group and a label joined to one.

    Args:
        objects_: each with its group, None for none.
    """
    result: list[dict[str, Any]] = []
    groups: dict[tuple[str, str], dict[str, Any]] = {}
    for group, each in objects_:
        if group is not None and "segmentation" in each:
            first = groups.setdefault((str(group), str(each.get("label"))), each)
            if first is not each:
                first["segmentation"] = [*first["segmentation"], *each["segmentation"]]
                joined = first.setdefault("joined", [])
                joined.append(str(each.get("id")))
                continue
        result.append(each)
    for each in groups.values():
        if joined := each.pop("joined", None):
            more = f" and {len(joined) - _MOST_JOINED} more" if len(joined) > _MOST_JOINED else ""
            some = ", ".join(joined[:_MOST_JOINED])
            each["read_otherwise"] = f"is one object with {some}{more}, as they are of one group"
    return result


def ellipse(cx: Any, cy: Any, rx: Any, ry: Any, turn: float = 0.0) -> list[list[float]] | None:
    """A ring for an ellipse turned clockwise by ``turn`` degrees; None where a number is none."""
    found = numbers([cx, cy, rx, ry])
    if found is None or max(map(abs, found)) > 1e9:
        return None
    x, y, a, b = found
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    ring: list[float] = []
    for step in range(_CORNERS):
        angle = 2 * math.pi * step / _CORNERS
        along, across = a * math.cos(angle), b * math.sin(angle)
        ring += [x + along * cos - across * sin, y + along * sin + across * cos]
    return [ring]


def objects(found: Any) -> list[dict[str, Any]]:
    """Those of a list that are objects, or the values where it is an object of numbers."""
    return [each for each in _listed(found) if isinstance(each, dict)]


def shapes(found: Any) -> list[dict[str, Any]]:
    """All of a list, or the values where it is an object; what is no object as one not read."""
    return [each if isinstance(each, dict) else unread(shown(each)) for each in _listed(found)]


def _listed(found: Any) -> list[Any]:
    if isinstance(found, dict):
        return list(found.values())
    return found if isinstance(found, list) else []


def unread(what: str) -> dict[str, Any]:
    """For an object whose shape is no mask and no box: what the report calls it."""
    return {"unread": what}
