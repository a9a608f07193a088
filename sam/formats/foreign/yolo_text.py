"""YOLO text: one file a picture, a line an object, as ours or ultralytics' are.

``class x y x y ...`` is a polygon in fractions of the picture's sides, ``class x y width height``
a box round its middle; a sixth number behind a box is its score. Names of classes are in
``classes.txt``, ``data.yaml`` or the like beside it.
"""

from __future__ import annotations

import re
from typing import Any

from sam.formats.categories import NO_LABEL
from sam.formats.foreign.parts import document, unread
from sam.formats.records import ImageEntry
from sam.formats.shapes import number_of

_LINE = re.compile(r"\s*[0-9]{1,6}(\s+[-+0-9.eE]+){4,}\s*", re.ASCII)


def is_it(text: str) -> bool:
    """Whether a text has such lines first: a class and four numbers at least."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()]
    return bool(lines) and _LINE.fullmatch(lines[0]) is not None


def documents(found: dict[str, str], names: dict[int, str], image: ImageEntry) -> dict[str, Any]:
    """Of label files by name.

    Args:
        names: of classes, by number.
        image: the picture that is asked about, as the files do not say their pictures' sizes.
    """
    return document(
        (
            {"file_name": name},
            [_object(line, number, names, image) for number, line in _lines(text)],
        )
        for name, text in found.items()
    )


def names_of(name: str, text: str) -> dict[int, str]:
    """Class names in a ``data.yaml`` (``names``, a list or by number), or one a line."""
    if name.lower().endswith((".yaml", ".yml")):
        import yaml

        try:
            found = yaml.safe_load(text) if len(text) < 1_000_000 else None
        except (yaml.YAMLError, RecursionError, ValueError):
            return {}
        names = found.get("names") if isinstance(found, dict) else None
        if isinstance(names, list):
            names = dict(enumerate(names))
        if not isinstance(names, dict):
            return {}
        return {key: str(value) for key, value in names.items() if isinstance(key, int)}
    return {number: line.strip() for number, line in enumerate(text.splitlines()) if line.strip()}


def _lines(text: str) -> list[tuple[int, str]]:
    return [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _object(line: str, number: int, names: dict[int, str], image: ImageEntry) -> dict[str, Any]:
    head: dict[str, Any] = {"id": f"line {number}"}
    values = [number_of(each) for each in line.split()]
    if len(values) < 5 or any(each is None for each in values):
        return head | unread(f"a line of {len(values)} words")
    kind, *rest = (float(each or 0) for each in values)
    if kind in names:
        name = names[int(kind)]
        head["label"] = "" if name == NO_LABEL else name
    else:
        head["category_id"] = int(kind)
    if len(rest) in (4, 5):
        x, y, across, down = rest[:4]
        return head | {
            "bbox": [
                (x - across / 2) * image.width,
                (y - down / 2) * image.height,
                across * image.width,
                down * image.height,
            ]
        }
    sides = (image.width, image.height)
    return head | {"segmentation": [[at * sides[i % 2] for i, at in enumerate(rest)]]}
