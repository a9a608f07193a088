"""What each field of an annotation in JSON must hold, and how a wrong one is told."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sam.errors import FormatError
from sam.masks.rle import runs_of

VERSION = 1
SOURCES = ("prompt", "everything", "manual", "import", "merge")

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d(\.\d{3})?Z", re.ASCII)
_MOST_SHOWN = 60

Check = Callable[[Any], bool]


def checked_fields(found: object) -> dict[str, Any]:
    """The fields of an annotation in parsed JSON, without ``version``.

    Raises:
        FormatError: one is missing, unknown or wrong; the sentence has no subject and no full stop.
    """
    if not isinstance(found, dict):
        raise FormatError(f"is {shown(found)}; expected an object")
    for name, (good, expected) in FIELDS.items():
        if name not in found:
            raise FormatError(f"has no {name}")
        if not good(found[name]):
            raise FormatError(f"has {name} {shown(found[name])}; expected {expected}")
    for name, (good, expected) in LISTS.items():
        if not isinstance(found.get(name), list):
            raise FormatError(f"has {name} {shown(found.get(name))}; expected a list")
        for index, each in enumerate(found[name]):
            if not good(each):
                raise FormatError(f"has {name}[{index}] {shown(each)}; expected {expected}")
    for name in found:
        if name not in FIELDS and name not in LISTS:
            raise FormatError(f"has an unknown field {shown(name)}; expected those of version 1")
    for stroke in found["corrections"]:
        if "segmentation" in stroke and (
            stroke["segmentation"]["size"] != found["segmentation"]["size"]
        ):
            raise FormatError(
                f"has a correction of size {shown(stroke['segmentation']['size'])}; expected the "
                f"mask's {shown(found['segmentation']['size'])}"
            )
    return {name: value for name, value in found.items() if name != "version"}


def shown(value: object) -> str:
    """A value in an error, as JSON, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = text.encode("utf-8", "backslashreplace").decode()  # halves of surrogate pairs
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def is_text(value: object) -> bool:
    """Text that can be written to a file: no half of a surrogate pair."""
    return isinstance(value, str) and not any("\ud800" <= each <= "\udfff" for each in value)


def is_number(value: object) -> bool:
    """A finite number, and no bool."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= sys.float_info.max


def is_uuid(value: object) -> bool:
    """A UUID of any version as text, in lower case."""
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def is_point_coords(value: object) -> bool:
    """[[x, y]]"""
    return isinstance(value, list) and len(value) == 1 and _numbers(2)(value[0])


def is_crop_box(value: object) -> bool:
    """[x, y, width, height]"""
    return _numbers(4)(value)


def is_rle(value: object) -> bool:
    """A compressed RLE that has pixels, with runs that fill its size."""
    if not _object(size=_numbers(2), counts=is_text)(value):
        return False
    assert isinstance(value, dict)
    if not all(type(side) is int and side > 0 for side in value["size"]):
        return False
    try:
        runs_of({"size": value["size"], "counts": value["counts"]})
    except FormatError:
        return False
    return True


def _numbers(count: int) -> Check:
    return lambda value: (
        isinstance(value, list) and len(value) == count and all(map(is_number, value))
    )


def _points(least: int) -> Check:
    return lambda value: (
        isinstance(value, list) and len(value) >= least and all(map(_numbers(2), value))
    )


def _object(**fields: Check) -> Check:
    """An object with exactly these fields, each of them good."""
    return lambda value: (
        isinstance(value, dict)
        and value.keys() == fields.keys()
        and all(good(value[name]) for name, good in fields.items())
    )


def _or_null(good: Check) -> Check:
    return lambda value: value is None or good(value)


def _one_of(*values: object) -> Check:
    return lambda value: any(type(value) is type(each) and value == each for each in values)


def _whole(value: object) -> bool:
    return type(value) is int and value >= 0


def _time(value: object) -> bool:
    if not isinstance(value, str) or _TIME.fullmatch(value) is None:
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


_POINT = _object(
    type=_one_of("point"), x=is_number, y=is_number, label=_one_of(0, 1), chosen=_or_null(_whole)
)
_BOX_FIELDS = _object(
    type=_one_of("box"),
    x0=is_number,
    y0=is_number,
    x1=is_number,
    y1=is_number,
    chosen=_one_of(None),
)
_BRUSH = _object(
    type=_one_of("brush"),
    add=_one_of(True, False),
    radius=lambda value: is_number(value) and value > 0,
    points=_points(1),
)
_POLYGON = _object(type=_one_of("polygon"), add=_one_of(True, False), points=_points(3))
_PIXELS = _object(type=_one_of("pixels"), add=_one_of(True, False), segmentation=is_rle)


def _box(value: Any) -> bool:
    return _BOX_FIELDS(value) and bool(value["x0"] <= value["x1"] and value["y0"] <= value["y1"])


FIELDS: Mapping[str, tuple[Check, str]] = {
    "version": (_one_of(VERSION), str(VERSION)),
    "id": (is_uuid, "a UUID in lower case"),
    "name": (is_text, "text"),
    "label": (is_text, "text"),
    "segmentation": (is_rle, "a compressed RLE whose runs fill its size"),
    "chosen": (_or_null(_whole), "a mask token or null"),
    "source": (_one_of(*SOURCES), "prompt, everything, manual, import or merge"),
    "predicted_iou": (_or_null(is_number), "a number or null"),
    "stability_score": (_or_null(is_number), "a number or null"),
    "point_coords": (_or_null(is_point_coords), "one pair of numbers in a list, or null"),
    "crop_box": (_or_null(is_crop_box), "four numbers or null"),
    "model": (
        _or_null(_object(kind=is_text, encoder_fingerprint=is_text, decoder_fingerprint=is_text)),
        "kind, encoder_fingerprint and decoder_fingerprint as text, or null",
    ),
    "created": (_time, "a time such as 2026-11-25T14:43:09Z"),
    "modified": (_time, "a time such as 2026-11-25T14:43:09Z"),
}
"""By name: whether a value is good, and what was expected of it."""

LISTS: Mapping[str, tuple[Check, str]] = {
    "prompts": (
        lambda value: _POINT(value) or _box(value),
        "a point (x, y, label, chosen) or a box (x0, y0, x1, y1, chosen null)",
    ),
    "corrections": (
        lambda value: _BRUSH(value) or _POLYGON(value) or _PIXELS(value),
        "a brush, a polygon or pixels",
    ),
    "candidates": (_object(token=_whole, iou=is_number), "token and iou"),
}
"""The same for what each list has in it."""
