"""Label Studio JSON: a list of tasks, or its JSON-MIN; shapes in percent of the picture's sides."""

from __future__ import annotations

from typing import Any

from sam.formats.foreign.parts import document, ellipse, numbers, objects, unread

_LABELS = ("polygonlabels", "rectanglelabels", "ellipselabels", "brushlabels", "labels", "choices")


def is_it(found: Any) -> bool:
    """Whether parsed JSON is such a file."""
    return isinstance(found, list) and any(_is_task(each) for each in found)


def documents(found: list[list[dict[str, Any]]]) -> dict[str, Any]:
    """Of files, each a list of tasks."""
    tasks = [task for each in found for task in each if _is_task(task)]
    return document(_picture(task) for task in tasks)


def _is_task(found: Any) -> bool:
    if not isinstance(found, dict):
        return False
    full = "data" in found and ("annotations" in found or "completions" in found)
    return full or any(_is_region(each) for value in found.values() for each in objects(value))


def _is_region(found: dict[str, Any]) -> bool:
    return "original_width" in found and any(key in found for key in _LABELS)


def _picture(task: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    data = task["data"] if isinstance(task.get("data"), dict) else task
    names = [value for key, value in data.items() if isinstance(value, str) and "." in value]
    name = data.get("image") if isinstance(data.get("image"), str) else next(iter(names), None)
    upload = task.get("file_upload")
    regions: list[dict[str, Any]] = []
    for each in objects(task.get("annotations") or task.get("completions")):
        if not each.get("was_cancelled"):
            regions += objects(each.get("result"))
    if "data" not in task:
        regions = [each for value in task.values() for each in objects(value) if _is_region(each)]
    sides = [(each.get("original_width"), each.get("original_height")) for each in regions]
    width, height = sides[0] if sides else (None, None)
    picture = {"file_name": name or upload, "width": width, "height": height}
    made = [_object(each, number) for number, each in enumerate(regions, 1)]
    return picture, [each for each in made if each is not None]


def _object(region: dict[str, Any], number: int) -> dict[str, Any] | None:
    inner = region.get("value")
    value = inner if isinstance(inner, dict) else region
    kind = str(region.get("type") or "")
    if kind in ("choices", "textarea", "rating", "taxonomy") and "points" not in value:
        return None  # about the picture, not of an object
    names: list[Any] = next((value[key] for key in _LABELS if isinstance(value.get(key), list)), [])
    head = {"id": region.get("id") or f"#{number}", "label": names[0] if names else ""}
    size = numbers([region.get("original_width"), region.get("original_height")])
    if size is None:
        return head | unread("percentages without original_width and original_height")
    width, height = size[0] / 100, size[1] / 100
    if isinstance(value.get("points"), list):
        pairs = [numbers(each, 2) for each in value["points"]]
        if any(each is None for each in pairs):
            return head | {"segmentation": [value["points"]]}
        ring = [[x * width, y * height] for x, y in pairs]  # type: ignore[misc]
        return head | {"segmentation": [ring]}
    if "rle" in value:
        return head | unread("a brush stroke in Label Studio's own runs; export COCO or PNG")
    if "radiusX" in value:
        found = numbers([value.get(key) for key in ("x", "y", "radiusX", "radiusY")])
        x, y, a, b = found or (0.0, 0.0, 0.0, 0.0)
        return head | {"segmentation": ellipse(x * width, y * height, a * width, b * height)}
    found = numbers([value.get(key) for key in ("x", "y", "width", "height")])
    if found is None:
        return head | unread(f"a {kind or 'region'}")
    x, y, across, down = found
    return head | {"bbox": [x * width, y * height, across * width, down * height]}
