"""VIA (VGG Image Annotator) 1 and 2: JSON by picture, ``regions`` with ``shape_attributes``, or CSV
with a region a line."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

from sam.errors import FormatError
from sam.formats.foreign.parts import degrees, document, ellipse, objects, shapes, unread
from sam.formats.shapes import number_of

_CSV = re.compile(r"#?filename,(?:file_)?size,file_attributes,region_count,region_id,")
_NAMES = ("label", "class", "name", "type", "category", "object")


def is_it(found: Any) -> bool:
    """Whether parsed JSON is such a file: a project, or its annotations."""
    return isinstance(found, dict) and bool(_entries(found))


def of_csv(text: str) -> dict[str, Any] | None:
    """VIA's CSV as its JSON is; None where a text is none.

    Raises:
        FormatError: a line of it has no JSON where it should have.
    """
    if not _CSV.match(text):
        return None
    entries: dict[str, dict[str, Any]] = {}
    reader = csv.reader(io.StringIO(text.lstrip("#")))
    head = next(reader)
    try:
        for row in reader:
            line = dict(zip(head, row, strict=False))
            name = line.get("filename", "")
            entry = entries.setdefault(name, {"filename": name, "regions": []})
            shape = json.loads(line.get("region_shape_attributes") or "{}")
            if shape:
                attributes = json.loads(line.get("region_attributes") or "{}")
                entry["regions"].append(
                    {"shape_attributes": shape, "region_attributes": attributes}
                )
    except (ValueError, RecursionError, csv.Error) as error:
        raise FormatError(f"Line {reader.line_num} of VIA's CSV is damaged ({error}).") from None
    return entries


def documents(found: list[dict[str, Any]]) -> dict[str, Any]:
    """Of files, each about many pictures."""
    return document(
        ({"file_name": each["filename"]}, _objects(each, _options(one)))
        for one in found
        for each in _entries(one)
    )


def _options(project: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What a project's menus mean: the texts of each attribute's options, by their keys."""
    attributes = project.get("_via_attributes")
    regions = attributes.get("region") if isinstance(attributes, dict) else None
    found = regions.items() if isinstance(regions, dict) else ()
    return {
        name: each["options"]
        for name, each in found
        if isinstance(each, dict) and isinstance(each.get("options"), dict)
    }


def _entries(found: dict[str, Any]) -> list[dict[str, Any]]:
    inner = found.get("_via_img_metadata", found)
    return [
        each
        for each in objects(inner if isinstance(inner, dict) else None)
        if "filename" in each and isinstance(each.get("regions"), list | dict)
    ]


def _objects(entry: dict[str, Any], options: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "id": f"#{number}",
            **_attributes(region.get("region_attributes"), options),
            **(region if "unread" in region else _shape(region.get("shape_attributes"))),
        }
        for number, region in enumerate(shapes(entry["regions"]), 1)
    ]


def _attributes(found: Any, options: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The label, and other attributes, which are not read.

    The label is the attribute that is called as one, else the first. Of a checkbox it is what is
    ticked, and of a menu the text that is chosen.
    """
    if not isinstance(found, dict):
        return {"label": ""}
    key = next((name for name in _NAMES if name in found), next(iter(found), None))
    values = {name: _value(each, options.get(name, {})) for name, each in found.items()}
    return {"label": values.pop(key, ""), "attributes": [name for name in values if values[name]]}


def _value(found: Any, options: dict[str, Any]) -> str:
    ticked = [name for name, on in found.items() if on] if isinstance(found, dict) else [found]
    texts = [options.get(str(each), each) for each in ticked]
    return ", ".join(str(each) for each in texts if isinstance(each, str | int | float)).strip()


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
        turn = degrees(number_of(found.get("theta")) or 0.0)
        cx, cy, rx, ry = (found.get(key) for key in ("cx", "cy", "rx", "ry"))
        ring = ellipse(cx, cy, rx, ry, turn)
        return {"segmentation": ring} if ring else unread("an ellipse without numbers")
    return unread(f"a {kind}")
