"""Large records a portion at a time, because a validator makes all of its errors at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sam.formats.faults import Path

MOST_AT_ONCE = 5000
"""Items of lists: each may have several errors, and all together take a second."""

_PORTION = 64


class Portion(NamedTuple):
    """A record whose lists are cut.

    Attributes:
        record: it.
        own, deeper: where the record's own lists begin, and those that lie deeper.
    """

    record: dict[str, Any]
    own: int
    deeper: int

    def whole(self, path: Path, record: dict[str, Any]) -> Path:
        """Where a path into this portion leads in the record that it is of."""
        value: Any = record
        result: list[str | int] = []
        begin = self.own
        for key in path:
            if isinstance(key, int):
                key += _start(value, begin)
                begin = self.deeper
            result.append(key)
            value = value.get(key) if isinstance(value, dict) else value[key]
        return tuple(result)


def items(value: Any) -> int:
    """How many items all lists in a value have."""
    own = len(value) if isinstance(value, list) else 0
    return own + sum(map(items, _within(value)))


def portions(record: dict[str, Any]) -> Iterator[Portion]:
    """Portions of a record, until each item was in one. Lists that are short are in all of them."""
    own = max((len(each) for each in record.values() if isinstance(each, list)), default=0)
    deeper = max((_longest(item) for each in record.values() for item in _within(each)), default=0)
    for begin in range(0, own + 1, _PORTION):
        for below in range(0, deeper + 1, _PORTION):
            yield Portion(
                {name: _cut(each, begin, below) for name, each in record.items()}, begin, below
            )


def _cut(value: Any, begin: int, deeper: int) -> Any:
    if isinstance(value, dict):
        return {name: _cut(each, begin, deeper) for name, each in value.items()}
    if not isinstance(value, list):
        return value
    start = _start(value, begin)
    return [_cut(each, deeper, deeper) for each in value[start : start + _PORTION]]


def _start(value: list[Any], begin: int) -> int:
    return begin if len(value) > begin else 0


def _longest(value: Any) -> int:
    own = len(value) if isinstance(value, list) else 0
    return max([own, *map(_longest, _within(value))])


def _within(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
