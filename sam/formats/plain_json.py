"""Parsed JSON as every language has it."""

from __future__ import annotations

import sys
from typing import Any

from sam.formats.faults import Path

_DEEPEST = 8
"""No record goes deeper: what stands below is no value of it in any case."""

_MOST_EXACT = 2**53


def plain(value: object, path: Path = ()) -> tuple[Any, list[Path]]:
    """A copy that a validator can take, and the places of texts that no file holds.

    Numbers are as JavaScript reads them: 2.0 is 2, and one that is not finite, or too large for a
    float, becomes a value that no number is. Texts with half of a surrogate pair are left empty.
    """
    match value:
        case str():
            return (value, []) if _is_writable(value) else ("", [path])
        case bool() | None:
            return value, []
        case float() if value.is_integer() and abs(value) < _MOST_EXACT:
            return int(value), []
        case int() | float():
            return (value if abs(value) <= sys.float_info.max else False), []
        case list() if len(path) < _DEEPEST:
            items = [plain(each, (*path, index)) for index, each in enumerate(value)]
            return [item for item, _ in items], [at for _, found in items for at in found]
        case dict() if len(path) < _DEEPEST:
            fields = {_writable(key): plain(each, (*path, key)) for key, each in value.items()}
            copy = {key: item for key, (item, _) in fields.items()}
            return copy, [at for _, found in fields.values() for at in found]
    return None, []


def _is_writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _writable(key: str) -> str:
    return (
        key
        if _is_writable(key)
        else key.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    )
