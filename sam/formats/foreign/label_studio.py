"""Label Studio JSON: a list of tasks, one task, or JSON-MIN; shapes in percent of the picture's
sides, as it lay on the screen (``image_rotation``)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from sam.formats.faults import shown
from sam.formats.foreign.brush_runs import brushed
from sam.formats.foreign.parts import (
    bounds,
    document,
    ellipse,
    numbers,
    objects,
    rectangle,
    unread,
)
from sam.formats.foreign.png_masks import window_rings
from sam.formats.shapes import number_of
from sam.masks.rle import encode

_LABELS = (
    "polygonlabels",
    "rectanglelabels",
    "ellipselabels",
    "brushlabels",
    "bitmasklabels",
    "labels",
    "choices",
)
_ASIDE = ("choices", "textarea", "rating", "taxonomy", "number", "datetime")
"""Kinds of results that say something of a region, or of the picture where they have no shape."""
_SHAPE = ("points", "x", "rle", "imageDataURL")
_PICTURE = re.compile(
    r"\.(jpe?g|png|webp|tiff?|bmp|gif|heic|avif)([?&#]|$)", re.ASCII | re.IGNORECASE
)

_PNG = "data:image/png;base64,"

Point = tuple[float, float]


def is_it(found: Any) -> bool:
    """Whether parsed JSON is such a file."""
    return any(_is_task(each) for each in _listed(found))


def documents(found: list[Any]) -> dict[str, Any]:
    """Of files, each a list of tasks or one task."""
    tasks = [task for each in found for task in _listed(each) if _is_task(task)]
    return document(_picture(task) for task in tasks)


def _listed(found: Any) -> list[Any]:
    if isinstance(found, dict):  # one task, as its API gives it
        return [found] if isinstance(found.get("data"), dict) else []
    return found if isinstance(found, list) else []


def _is_task(found: Any) -> bool:
    if not isinstance(found, dict):
        return False
    full = "data" in found and ("annotations" in found or "completions" in found)
    return full or any(_is_region(each) for value in found.values() for each in objects(value))


def _is_region(found: dict[str, Any]) -> bool:
    return "original_width" in found and any(key in found for key in _LABELS)


def _picture(task: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    said: list[str] = []
    results = list(_results(task, said))
    regions = [each for found in results for each in _regions(found, said)]
    sides = [(each.get("original_width"), each.get("original_height")) for each in regions]
    width, height = sides[0] if sides else (None, None)
    picture = {"file_name": _name(task), "width": width, "height": height}
    made = [_object(each, number) for number, each in enumerate(regions, 1)]
    return picture | {"read_otherwise": said}, made


def _name(task: dict[str, Any]) -> Any:
    """What the data call the picture: the value that ends as a picture's name does."""
    data = task["data"] if isinstance(task.get("data"), dict) else task
    texts = [value for value in data.values() if isinstance(value, str)]
    named = [value for value in texts if _PICTURE.search(value)]
    own = data.get("image")
    if isinstance(own, str):
        named.insert(0, own)
    return next(
        iter([*named, *(value for value in texts if "." in value)]), task.get("file_upload")
    )


def _results(task: dict[str, Any], said: list[str]) -> Iterator[list[dict[str, Any]]]:
    """What each annotator found; what a model did where there is no annotation."""
    if "data" not in task:
        yield [each for value in task.values() for each in objects(value) if _is_region(each)]
        return
    every = objects(task.get("annotations") or task.get("completions"))
    taken = [each for each in every if not each.get("was_cancelled")]
    if len(taken) < len(every):
        said.append(f"Annotations that were cancelled: {len(every) - len(taken)}; not read.")
    if len(taken) > 1:
        said.append(f"The picture was annotated {len(taken)} times; all of that is read.")
    predictions = [each for each in objects(task.get("predictions")) if each.get("result")]
    if predictions and not any(each.get("result") for each in taken):
        said.append(
            f"Predictions, as there is no annotation: {len(predictions)}; the first is read."
        )
        taken = predictions[:1]
    elif predictions:
        said.append(f"Predictions beside the annotations: {len(predictions)}; not read.")
    for each in taken:
        yield objects(each.get("result"))


def _regions(results: list[dict[str, Any]], said: list[str]) -> list[dict[str, Any]]:
    """The results that have a shape, each with what others of its id and shape say of it."""
    regions: dict[Any, dict[str, Any]] = {}
    for number, each in enumerate(results):
        kind, value = str(each.get("type") or ""), _value(each)
        if kind == "relation":
            said.append("Relations between regions are not read.")
            continue
        if not any(key in value for key in _SHAPE) and kind in _ASIDE:
            said.append(f"What was said of the whole picture ({kind}) is not read.")
            continue
        own = each.get("id")
        shape = shown([value.get(name) for name in (*_SHAPE, "y", "width", "height")])
        key = (own, shape) if isinstance(own, str) and own else number
        if key not in regions:
            regions[key] = {**each, "value": dict(value), "also": {}}
        else:
            new = {name: found for name, found in value.items() if name in (*_LABELS, "text")}
            regions[key]["value"] |= {k: v for k, v in new.items() if k in _LABELS}
            regions[key]["also"] |= {k: v for k, v in new.items() if k not in _LABELS}
    return list(regions.values())


def _value(region: dict[str, Any]) -> dict[str, Any]:
    inner = region.get("value")
    return inner if isinstance(inner, dict) else region


def _object(region: dict[str, Any], number: int) -> dict[str, Any]:
    value, kind = region["value"], str(region.get("type") or "")
    names = [each for key in _LABELS if isinstance(value.get(key), list) for each in value[key]]
    head = {
        **region["also"],
        "id": region.get("id") or f"#{number}",
        "label": names[0] if names else "",
        "further labels": names[1:],
    }
    size = numbers([region.get("original_width"), region.get("original_height")])
    if size is None:
        return head | unread("percentages without original_width and original_height")
    turned = number_of(region.get("image_rotation")) or 0
    if turned % 90:
        return head | unread(f"drawn on the picture turned by {turned} degrees")
    lay = int(turned % 360)
    said = [f"was drawn on the picture turned by {lay} degrees, and is turned back"] if lay else []
    shape = _shape(value, kind, _Screen(size[0], size[1], lay), said)
    return head | shape | ({"read_otherwise": "; it ".join(said)} if said else {})


def _painted(value: dict[str, Any], screen: _Screen) -> dict[str, Any]:
    """A brush's mask, as runs or as a PNG; what was painted on the turned picture is not read."""
    if screen.lay:
        return unread("painted on the turned picture")
    if "rle" in value:
        bits = brushed(value["rle"], *screen.size)
        if bits is None:
            return unread("a brush stroke that is damaged or of another size")
        return {"segmentation": encode(bits)}
    url = value["imageDataURL"]
    rings = None
    if isinstance(url, str) and url.startswith(_PNG):
        with suppress(binascii.Error, ValueError):
            rings = window_rings(base64.b64decode(url[len(_PNG) :], validate=True), 0, 0)
    return {"segmentation": rings} if rings else unread("a mask that is no PNG")


class _Screen:
    """The picture as it lay while somebody drew on it: turned clockwise by ``lay`` degrees.

    Attributes:
        size: (width, height) of the picture, whole pixels.
        lay: how it lay.
        across, down: pixels of the screen that a hundredth of its sides has.
    """

    def __init__(self, width: float, height: float, lay: int) -> None:
        self.size, self.lay = (int(width), int(height)), lay
        across, down = (height, width) if lay in (90, 270) else (width, height)
        self.across, self.down = across / 100, down / 100

    def back(self, points: list[Point]) -> list[list[float]]:
        """Points on the screen, in pixels, as points of the picture."""
        width, height = self.size
        match self.lay:
            case 90:
                return [[y, height - x] for x, y in points]
            case 180:
                return [[width - x, height - y] for x, y in points]
            case 270:
                return [[width - y, x] for x, y in points]
        return [[x, y] for x, y in points]


def _shape(value: dict[str, Any], kind: str, screen: _Screen, said: list[str]) -> dict[str, Any]:
    across, down = screen.across, screen.down
    if isinstance(value.get("points"), list):
        pairs = [numbers(each, 2) for each in value["points"]]
        if any(each is None for each in pairs):
            return {"segmentation": [value["points"]]}
        ring = [(x * across, y * down) for x, y in pairs]  # type: ignore[misc]
        return {"segmentation": [screen.back(ring)]}
    if "rle" in value or "imageDataURL" in value:
        return _painted(value, screen)
    turn = number_of(value.get("rotation")) or 0.0
    if "radiusX" in value:
        found = numbers([value.get(key) for key in ("x", "y", "radiusX", "radiusY")])
        if found is None:
            return unread("an ellipse without numbers")
        x, y, a, b = found
        flat = ellipse(x * across, y * down, a * across, b * down, turn)
        if flat is None:
            return unread("an ellipse without numbers")
        points = list(zip(flat[0][::2], flat[0][1::2], strict=True))
        return {"segmentation": [screen.back(points)]}
    found = numbers([value.get(key) for key in ("x", "y", "width", "height")])
    if found is None:
        return unread(f"a {kind or 'region'}")
    x, y, wide, high = found
    corners = rectangle(x * across, y * down, wide * across, high * down, turn)
    if turn % 90:
        said.append(f"is a box turned by {turn:g} degrees; the box round it is offered")
    return {"bbox": bounds(screen.back(corners))}
