"""The pictures that a file of annotations is about, found by name and by size in one look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import takewhile
from typing import Any

from sam.formats.picture_names import folders_of, name_forms
from sam.formats.shapes import number_of

Entry = dict[str, Any]
_NAMES = ("filename", "path", "coco_url", "url", "name")
"""Fields that have a picture's name where ``file_name`` has none, the first that is there."""


class FilePictures:
    """A file's pictures, as COCO JSON has them; a file may have a hundred thousand.

    Attributes:
        entries: in the file's order, with ``id``, ``file_name``, ``width`` and ``height`` or what
            there is of them.
    """

    def __init__(self, entries: Iterable[Any]) -> None:
        self.entries: list[Entry] = [_titled(each) for each in entries if isinstance(each, dict)]

    def called(self, file_name: str) -> list[Entry]:
        """Those with a picture's name, by the strictest form that fits any
        (:func:`sam.formats.picture_names.name_forms`).

        Of several, where the name has folders, those that share most of them.
        """
        for form, found in zip(name_forms(file_name), self._by_name, strict=True):
            if form and form in found:
                return _in_same_folders(found[form], file_name)
        return []

    def sized(self, width: int, height: int) -> list[Entry]:
        """Those of a size in pixels."""
        return self._by_size.get((width, height), [])

    @cached_property
    def _by_name(self) -> list[dict[str, list[Entry]]]:
        levels: list[dict[str, list[Entry]]] = []
        for each in self.entries:
            for level, form in enumerate(name_forms(each.get("file_name"))):
                if len(levels) == level:
                    levels.append(defaultdict(list))
                levels[level][form].append(each)
        return levels or [{} for _ in name_forms("")]

    @cached_property
    def _by_size(self) -> dict[tuple[Any, Any], list[Entry]]:
        found: dict[tuple[Any, Any], list[Entry]] = defaultdict(list)
        for each in self.entries:
            found[sides(each)].append(each)
        return found


def _in_same_folders(entries: list[Entry], file_name: str) -> list[Entry]:
    """``cam1/0001.jpg`` of ``set/cam1/0001.jpg`` and ``set/cam2/0001.jpg``."""
    own = folders_of(file_name)
    if len(entries) == 1 or not own:
        return entries
    shared = [_shared(own, folders_of(each.get("file_name"))) for each in entries]
    return [each for each, count in zip(entries, shared, strict=True) if count == max(shared)]


def _shared(one: list[str], other: list[str]) -> int:
    pairs = zip(one, other, strict=False)  # one may lie deeper
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def _titled(entry: Entry) -> Entry:
    """With a name, where another field has it, as LVIS' files have an address instead."""
    if isinstance(entry.get("file_name"), str):
        return entry
    texts = (entry[name] for name in _NAMES if isinstance(entry.get(name), str))
    found = next(texts, None)
    return entry if found is None else {**entry, "file_name": found}


def sides(entry: Entry) -> tuple[Any, Any]:
    """Width and height that a file gives; None where it gives no number."""
    return number_of(entry.get("width")), number_of(entry.get("height"))
