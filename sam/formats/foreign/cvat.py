"""CVAT for images 1.1: one XML for many pictures, with polygons, masks, boxes and ellipses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sam.errors import FormatError
from sam.formats.faults import shown
from sam.formats.foreign.parts import (
    box,
    document,
    ellipse,
    grouped,
    rectangle,
    turned_box,
    unread,
)
from sam.formats.shapes import number_of
from sam.masks.outlines import outlines
from sam.masks.rle import encode

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SHAPES = ("polygon", "mask", "box", "ellipse", "polyline", "points", "cuboid", "skeleton")
_MOST_PIXELS = 100_000_000


def is_it(root: Element) -> bool:
    """Whether an XML file is such a one."""
    return root.tag == "annotations" and any(
        root.find(each) is not None for each in ("image", "meta", "track")
    )


def documents(roots: list[Element]) -> dict[str, Any]:
    """Of files, each about many pictures.

    Polygons, masks and ellipses of one label in one ``group_id`` are one object, as CVAT's own
    export of COCO has them.

    Raises:
        FormatError: it is CVAT's file for a video.
    """
    if any(root.find("track") is not None for root in roots):
        raise FormatError(
            "The file is CVAT for video 1.1, whose objects are tracks through frames without "
            "names; expected CVAT for images 1.1, as which CVAT exports the same task too."
        )
    return document(
        (_picture(image), _objects(image)) for root in roots for image in root.iter("image")
    )


def _picture(image: Element) -> dict[str, Any]:
    return {
        "file_name": image.get("name"),
        "width": image.get("width"),
        "height": image.get("height"),
        "read_otherwise": [
            f"The picture's tag {shown(each.get('label'))} is not read."
            for each in image.iter("tag")
        ],
    }


def _objects(image: Element) -> list[dict[str, Any]]:
    return grouped(
        (
            None if each.get("group_id") in (None, "0") else each.get("group_id"),
            {
                "id": f"{each.tag} {number}",
                "label": each.get("label"),
                "attributes": [one.get("name") for one in each.iter("attribute")],
                **_shape(each),
            },
        )
        for number, each in enumerate((each for each in image if each.tag in _SHAPES), 1)
    )


def _shape(found: Element) -> dict[str, Any]:
    if found.tag == "polygon":
        corners = (found.get("points") or "").split(";")
        return {"segmentation": [[at for corner in corners for at in corner.split(",")]]}
    turn = number_of(found.get("rotation")) or 0.0
    if found.tag == "box":
        sides = box(*(found.get(key) for key in ("xtl", "ytl", "xbr", "ybr")))
        if sides is None or not turn:
            return {"bbox": sides}
        x, y, across, down = sides
        round_it = rectangle(x + across / 2, y + down / 2, across, down, turn, middle=True)
        return turned_box(round_it, f"a box turned by {turn:g} degrees")
    if found.tag == "ellipse":
        cx, cy, rx, ry = (found.get(key) for key in ("cx", "cy", "rx", "ry"))
        ring = ellipse(cx, cy, rx, ry, turn)
        return {"segmentation": ring} if ring else unread("an ellipse without numbers")
    if found.tag == "mask":
        rings = _window(found)
        return {"segmentation": rings} if rings else unread("a mask whose runs do not fill it")
    return unread(f"a {found.tag}")


def _window(found: Element) -> list[list[int]] | None:
    """Rings of a mask: runs row by row, outside first, of the window that it gives."""
    sides = [number_of(found.get(key)) for key in ("left", "top", "width", "height")]
    runs = [number_of(run) for run in (found.get("rle") or "").split(",")]
    if any(each is None or each < 0 or each > 1e9 for each in [*sides, *runs]):
        return None
    left, top, width, height = (int(side or 0) for side in sides)
    lengths = [int(run or 0) for run in runs]
    if width * height > _MOST_PIXELS or sum(lengths) != width * height:
        return None
    bits = np.repeat(np.arange(len(lengths)) % 2 == 1, lengths).reshape(height, width)
    return [(loop + (left, top)).ravel().tolist() for loop in outlines(encode(bits))]
