"""A fault of a record: a code that stays, where it is, and a sentence for people.

The codes, the same in ``static/js/formats/faults.js``:

- of the schema: ``missing``, ``unknown`` (a field), ``type``, ``value`` (none of those that there
  are), ``form`` (of a text), ``range`` (of a number), ``length`` (of a list);
- what a schema cannot say: ``text`` (half a surrogate pair, which no file holds), ``time`` (a date
  that no month has), ``order`` (a box's corners), ``runs`` (an RLE that does not fill its size),
  ``size`` (of a mask, another than it belongs to), ``outside`` (the picture), ``twice`` (an id),
  ``version`` (one that does not know what stands there).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

Path = tuple[str | int, ...]

_MOST_SHOWN = 60

_RLE = "a compressed RLE whose runs fill its size"
_TIME = "a time such as 2026-11-25T14:43:09Z"

EXPECTED = {
    "/id": "a UUID in lower case",
    "/segmentation": _RLE,
    "/prompts/*": "x0 <= x1 and y0 <= y1",
    "/prompts/*/type": "point, box or text",
    "/prompts/*/text": "letters",
    "/corrections/*/type": "brush, polygon or pixels",
    "/corrections/*/segmentation": _RLE,
    "/picture/id": "a sha256 as 64 hexadecimal digits",
    "/created": _TIME,
    "/modified": _TIME,
}
"""What must stand at a place where a fault's code does not say it; ``*`` is any number."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        code: which kind of wrong, one of those above.
        path: keys and indices that lead to it.
        sentence: without its subject and full stop: ``has source "magic"; expected ...``
    """

    code: str
    path: Path
    sentence: str

    @property
    def pointer(self) -> str:
        """The path as a JSON Pointer (RFC 6901)."""
        return "".join(f"/{_escaped(str(key))}" for key in self.path)

    def within(self, *path: str | int) -> Fault:
        """The same fault of what stands at a path in something larger."""
        return replace(self, path=(*path, *self.path))


def fault(code: str, path: Path, found: object, expected: str | None = None) -> Fault:
    """A fault of the value that stands at a path.

    Args:
        found: the whole record, which the value is taken from.
        expected: in words; None for what its place or its code says.
    """
    if code == "missing":
        return Fault(code, path, f"has no {_name(path)}")
    if code == "unknown":
        text = f"has an unknown field {shown(_name(path))}; expected those of version 1 or 2"
        return Fault(code, path, text)
    if expected is None:
        expected = "text" if code == "text" else EXPECTED[_pattern(path)]
    value = shown(_at(path, found))
    said = f"has {_name(path)} {value}" if path else f"is {value}"
    return Fault(code, path, f"{said}; expected {expected}")


def shown(value: object) -> str:
    """A value in an error, as JSON, cut where it is long."""
    try:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    except (RecursionError, ValueError):  # ValueError: a number of thousands of digits
        return "a value that cannot be written"
    text = text.encode("utf-8", "backslashreplace").decode()  # halves of surrogate pairs
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def either(words: Iterable[str]) -> str:
    """The words as a choice: "a, b or c"."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def _name(path: Path) -> str:
    """The path as people write it: ``prompts[0].label``."""
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return text.removeprefix(".")


def _pattern(path: Path) -> str:
    return re.sub(r"/[0-9]+", "/*", "".join(f"/{key}" for key in path))


def _at(path: Path, found: Any) -> Any:
    for key in path:
        found = found[key]
    return found


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
