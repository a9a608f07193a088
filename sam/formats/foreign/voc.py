"""Pascal VOC XML: one file a picture, ``object`` with ``bndbox``; some tools add a ``polygon``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sam.formats.foreign.parts import box, degrees, document, numbers, rectangle, turned_box, unread

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def is_it(root: Element) -> bool:
    """Whether an XML file is such a one."""
    return (
        root.tag == "annotation"
        and root.find("object/bndbox") is not None
        or (root.tag == "annotation" and root.find("filename") is not None)
    )


def documents(roots: list[Element]) -> dict[str, Any]:
    """Of files, each about a picture. Corners count pixels from 1, the last one included."""
    return document((_picture(root), _objects(root)) for root in roots)


def _picture(root: Element) -> dict[str, Any]:
    return {
        "file_name": root.findtext("filename") or root.findtext("path"),
        "width": root.findtext("size/width"),
        "height": root.findtext("size/height"),
    }


def _objects(root: Element) -> list[dict[str, Any]]:
    return [
        {
            "id": f"#{number}",
            "label": (each.findtext("name") or "").strip(),
            "part": [one.findtext("name") for one in each.iter("part")],
            "attributes": (each.findtext("attributes") or "").strip(),
            **_shape(each),
        }
        for number, each in enumerate(root.iter("object"), 1)
    ]


def _shape(found: Element) -> dict[str, Any]:
    if (found.findtext("deleted") or "").strip() == "1":  # LabelMe's site keeps them
        return unread("one that was deleted")
    turned = found.find("robndbox")
    if turned is not None:  # roLabelImg's, in radians
        parts = numbers([turned.findtext(key) for key in ("cx", "cy", "w", "h", "angle")])
        if parts is None:
            return unread("a turned box without numbers")
        x, y, across, down, angle = parts
        turn = degrees(angle)
        round_it = rectangle(x, y, across, down, turn, middle=True)
        return turned_box(round_it, f"a box turned by {turn:.3g} degrees")
    polygon = found.find("polygon")
    if polygon is not None:
        numbered: dict[int, dict[str, str | None]] = {}  # x1, y1, x2, y2, ...
        for each in polygon:
            name = re.fullmatch(r"([xy])([0-9]{1,6})", each.tag)
            if name:
                numbered.setdefault(int(name[2]), {})[name[1]] = each.text
        if numbered:
            corners = [numbered[at] for at in sorted(numbered)]
            return {"segmentation": [[each.get(axis) for each in corners for axis in "xy"]]}
        points = [[each.findtext("x"), each.findtext("y")] for each in polygon.iter("pt")]
        return {"segmentation": [points]}
    edges = [found.findtext(f"bndbox/{edge}") for edge in ("xmin", "ymin", "xmax", "ymax")]
    corners_ = box(*edges)
    if corners_ is None:
        return unread("no bndbox")
    x, y, across, down = corners_
    return {"bbox": [x - 1, y - 1, across + 1, down + 1]}
