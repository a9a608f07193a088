"""VIA (VGG Image Annotator) 1 and 2: JSON by picture, ``regions`` with ``shape_attributes``."""

from __future__ import annotations

from typing import Any

from sam.formats.foreign.parts import document, ellipse, objects, unread
from sam.formats.shapes import number_of

_NAMES = ("label", "class", "name", "type", "category", "object")


def is_it(found: Any) -> bool:
    """Whether parsed JSON is such a file: a project, or its annotations."""
    return isinstance(found, dict) and bool(_entries(found))


def documents(found: list[dict[str, Any]]) -> dict[str, Any]:
    """Of files, each about many pictures."""
    return document(
        ({"file_name": each["filename"]}, _objects(each)) for one in found for each in _entries(one)
    )


def _entries(found: dict[str, Any]) -> list[dict[str, Any]]:
    inner = found.get("_via_img_metadata", found)
    return [
        each
        for each in objects(inner if isinstance(inner, dict) else None)
        if "filename" in each and isinstance(each.get("regions"), list | dict)
    ]


def _objects(entry: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "id": f"#{number}",
            "label": _label(region.get("region_attributes")),
            **_shape(region.get("shape_attributes")),
        }
        for number, region in enumerate(objects(entry["regions"]), 1)
    ]


def _label(found: Any) -> str:
    """The attribute that is called as a label is, else the first; of a checkbox what is ticked."""
    if not isinstance(found, dict):
        return ""
    key = next((name for name in _NAMES if name in found), next(iter(found), None))
    value = found.get(key)
    if isinstance(value, dict):
        value = ", ".join(name for name, ticked in value.items() if ticked)
    return value.strip() if isinstance(value, str) else ""


def _shape(found: Any) -> dict[str, Any]:
    if not isinstance(found, dict):
        return unread("no shape")
    kind = found.get("name")
    if kind == "polygon":
        xs, ys = found.get("all_points_x"), found.get("all_points_y")
        if isinstance(xs, list) and isinstance(ys, list) and len(xs) == len(ys):
            return {"segmentation": [[list(pair) for pair in zip(xs, ys, strict=True)]]}
    elif kind == "rect":
        return {"bbox": [found.get(key) for key in ("x", "y", "width", "height")]}
    elif kind == "circle":
        ring = ellipse(found.get("cx"), found.get("cy"), found.get("r"), found.get("r"))
        return {"segmentation": ring} if ring else unread("a circle without numbers")
    elif kind == "ellipse":
        turn = number_of(found.get("theta")) or 0.0
        cx, cy, rx, ry = (found.get(key) for key in ("cx", "cy", "rx", "ry"))
        ring = ellipse(cx, cy, rx, ry, turn)
        return {"segmentation": ring} if ring else unread("an ellipse without numbers")
    return unread(f"a {kind}")
