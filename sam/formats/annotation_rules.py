"""What an annotation must hold that no schema can say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sam.errors import FormatError
from sam.formats.faults import Fault, fault, shown
from sam.masks.rle import runs_of

Sound = Callable[..., bool]


def faults_of(record: dict[str, Any], sound: Sound) -> Iterator[Fault]:
    """Every fault beyond the schema's.

    Args:
        record: plain JSON, of any shape.
        sound: whether the schema finds nothing wrong with what stands at a path.
    """
    for name in ("created", "modified"):
        if sound(name) and not _is_time(record[name]):
            yield fault("time", (name,), record)
    for index, prompt in enumerate(record["prompts"] if _has(record, "prompts") else []):
        if sound("prompts", index) and prompt["type"] == "box" and not _in_order(prompt):
            yield fault("order", ("prompts", index), record)
        if sound("prompts", index) and prompt["type"] == "text" and record.get("version") == 1:
            yield fault("version", ("prompts", index, "type"), record, "point or box in version 1")
    yield from _of_masks(record, sound)
    yield from _of_window(record, sound)


def _of_masks(record: dict[str, Any], sound: Sound) -> Iterator[Fault]:
    own = record["segmentation"] if sound("segmentation") else None
    if own and not _fills(own):
        yield fault("runs", ("segmentation",), record)
    for index, stroke in enumerate(record["corrections"] if _has(record, "corrections") else []):
        path = ("corrections", index, "segmentation")
        if not sound("corrections", index) or stroke["type"] != "pixels":
            continue
        if not _fills(stroke["segmentation"]):
            yield fault("runs", path, record)
        elif own and own["size"] != stroke["segmentation"]["size"]:
            yield fault("size", path, record, f"the mask's size {shown(own['size'])}")


def _of_window(record: dict[str, Any], sound: Sound) -> Iterator[Fault]:
    if "window" in record and sound("window") and sound("segmentation"):
        height, width = record["segmentation"]["size"]
        x, y, across, down = record["window"]
        if x + across > width or y + down > height:
            expected = f"a part of the picture's {width}x{height} pixels"
            yield fault("outside", ("window",), record, expected)


def _has(record: dict[str, Any], name: str) -> bool:
    return isinstance(record.get(name), list)


def _in_order(box: dict[str, Any]) -> bool:
    return bool(box["x0"] <= box["x1"] and box["y0"] <= box["y1"])


def _fills(mask: Any) -> bool:
    try:
        runs_of(mask)
    except FormatError:
        return False
    return True


def _is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
