"""YOLO text: one file a picture, a line an object, as ours or ultralytics' are.

``class x y x y ...`` is a polygon in fractions of the picture's sides, ``class x y width height``
a box round its middle. One more number behind either is a score; keypoints behind a box are known
by ``kpt_shape`` in data.yaml, or by a third number each that is 0, 1 or 2 (not there, hidden, in
sight), as no corner is. Names of classes are in ``classes.txt``, ``data.yaml`` or the like beside
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sam.formats.categories import NO_LABEL
from sam.formats.foreign.parts import document, objects, unread
from sam.formats.records import ImageEntry
from sam.formats.shapes import number_of

_LINE = re.compile(r"\s*[0-9]{1,6}(\.0*)?(\s+[-+0-9.eE]+){4,}\s*", re.ASCII)
_LOOKED_AT = 100
_SEEN, _IN_SIGHT = (0, 1, 2), 2
_LISTS = ("classes.txt", "obj.names", "labels.txt", ".names", ".labels")
"""How files end that have a name of a class a line."""


@dataclass(slots=True)
class Classes:
    """What files beside the labels say of them.

    Attributes:
        names: of classes, by number.
        keypoints: how many numbers keypoints have behind a box; None where nothing says it.
        notes: where several files have names.
        read: names of the files that say it.
    """

    names: dict[int, str] = field(default_factory=dict)
    keypoints: int | None = None
    notes: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)


def is_it(text: str) -> bool:
    """Whether half of a text's first lines at least are a class and four numbers or more."""
    lines = [line for line in text[:100_000].splitlines()[:_LOOKED_AT] if line.strip()]
    return bool(lines) and 2 * sum(_LINE.fullmatch(line) is not None for line in lines) >= len(
        lines
    )


def may_be_empty(name: str, text: str) -> bool:
    """Whether a file is the label file of a picture without an object."""
    called = name.lower()
    return not text.strip() and called.endswith(".txt") and not called.endswith(_LISTS)


def documents(found: dict[str, str], classes: Classes, image: ImageEntry) -> dict[str, Any]:
    """Of label files by name.

    Args:
        classes: what other files say of classes and keypoints.
        image: the picture that is asked about, as the files do not say their pictures' sizes.
    """
    return document(
        (
            {"file_name": name},
            [_object(line, number, classes, image) for number, line in _lines(text)],
        )
        for name, text in found.items()
    )


def classes_of(texts: dict[str, str], notes_json: dict[str, Any]) -> Classes:
    """Of ``data.yaml`` first, then of a list of names, then of Label Studio's ``notes.json``.

    Args:
        texts: files that may say it, by name.
        notes_json: parsed JSON, by name.
    """
    result = Classes()
    for name, names in [*_named(texts, result), *_noted(notes_json)]:
        if not result.read:
            result.names = names
        elif names != result.names:
            used = result.read[0]
            result.notes.append(f"Names of classes are taken from {used}; {name} has others.")
        result.read.append(name)
    return result


def _named(texts: dict[str, str], result: Classes) -> list[tuple[str, dict[int, str]]]:
    found = []
    for endings in ((".yaml", ".yml"), _LISTS):
        for name, text in texts.items():
            if name.lower().endswith(endings):
                names = _of_yaml(text, result) if endings[0] == ".yaml" else _of_list(text)
                if names:
                    found.append((name, names))
    return found


def _of_yaml(text: str, result: Classes) -> dict[int, str]:
    """``names`` as a list or by number; ``kpt_shape`` is noted in the result."""
    import yaml

    try:
        found = yaml.safe_load(text) if len(text) < 1_000_000 else None
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    shape, names = found.get("kpt_shape"), found.get("names")
    if isinstance(shape, list) and len(shape) == 2 and all(isinstance(n, int) for n in shape):
        result.keypoints = shape[0] * shape[1]
    if isinstance(names, list):
        names = dict(enumerate(names))
    numbered = names.items() if isinstance(names, dict) else ()
    return _by_number((key, name) for key, name in numbered)


def _of_list(text: str) -> dict[int, str]:
    return {number: line.strip() for number, line in enumerate(text.splitlines()) if line.strip()}


def _noted(documents_: dict[str, Any]) -> list[tuple[str, dict[int, str]]]:
    """Names in the ``notes.json`` that Label Studio writes beside its labels."""
    found = []
    for name, each in documents_.items():
        entries = objects(each.get("categories")) if isinstance(each, dict) else []
        names = _by_number((one.get("id"), one.get("name")) for one in entries)
        if names:
            found.append((name, names))
    return found


def _by_number(numbered: Iterable[tuple[Any, Any]]) -> dict[int, str]:
    """Names by what is a whole number, in whatever type."""
    found = ((number_of(key), name) for key, name in numbered)
    return {int(at): str(name) for at, name in found if at is not None and at == int(at)}


def _lines(text: str) -> list[tuple[int, str]]:
    return [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _object(line: str, number: int, classes: Classes, image: ImageEntry) -> dict[str, Any]:
    head: dict[str, Any] = {"id": f"line {number}"}
    values = [number_of(each) for each in line.split()]
    if len(values) < 5 or any(each is None for each in values):
        return head | unread(f"a line of {len(values)} words")
    kind, *rest = (float(each or 0) for each in values)
    if kind in classes.names:
        name = classes.names[int(kind)]
        head["label"] = "" if name == NO_LABEL else name
    else:
        head["category_id"] = int(kind) if kind == int(kind) else kind
    points = _keypoints(rest, classes.keypoints)
    if points:
        head["keypoints"] = points
        rest = rest[:4]
    if len(rest) == 5 or (len(rest) > 6 and len(rest) % 2):
        *rest, head["score"] = rest
    if len(rest) == 4:
        x, y, across, down = rest
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


def _keypoints(rest: list[float], said: int | None) -> list[float]:
    """The keypoints behind a box: as many as is said, else where each says whether it is seen."""
    behind = rest[4:]
    if said is not None:
        return behind if said and len(behind) in (said, said + 1) else []
    seen = behind[2::3]
    # No corner of a polygon is at 2, as they are fractions.
    known = _IN_SIGHT in seen and len(behind) % 3 in (0, 1) and all(each in _SEEN for each in seen)
    return behind if known else []
