"""What is wrong with an annotation in JSON: all of it, each fault with a code and a place.

Codes and places are the same in ``static/js/formats/annotation_faults.js``, held together by
``tests/vectors/damaged.json``; sentences may differ. Shapes are the JSON Schema's to judge
(``schema_faults.py``), the rest is in ``annotation_rules.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sam.errors import RecordError
from sam.formats import annotation_rules, schema_faults
from sam.formats.faults import Fault, Path, fault
from sam.formats.plain_json import plain

_BLANK = {
    "version": 1,
    "id": "00000000-0000-4000-8000-000000000000",
    "name": "",
    "label": "",
    "segmentation": {"size": [1, 1], "counts": "1"},
    "prompts": [],
    "corrections": [],
    "candidates": [],
    "chosen": None,
    "source": "import",
    "predicted_iou": None,
    "stability_score": None,
    "point_coords": None,
    "crop_box": None,
    "model": None,
    "created": "2026-11-25T14:43:09Z",
    "modified": "2026-11-25T14:43:09Z",
}


def checked_record(found: object, whose: str) -> dict[str, Any]:
    """An annotation out of parsed JSON, its whole numbers as Python's.

    Args:
        found: anything.
        whose: what to call it in an error.

    Raises:
        RecordError: it is none; the error has every fault.
    """
    record, faults = _checked(found)
    if faults:
        raise RecordError(whose, faults)
    result: dict[str, Any] = record
    return result


def faults_of(found: object) -> list[Fault]:
    """Every fault of what should be an annotation, in the order of their places."""
    return _checked(found)[1]


def fitting(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the fields that hold what an annotation may have in a field of that name."""
    bad = {each.path[0] for each in faults_of({**_BLANK, **fields})}
    return {name: value for name, value in fields.items() if name not in bad}


def _checked(found: object) -> tuple[Any, list[Fault]]:
    record, unwritable = plain(found)
    faults, complete = schema_faults.faults_of(record, found)
    wrong: set[Path] = {each.path for each in faults}
    faults += [fault("text", path, found) for path in unwritable[: schema_faults.MOST_FAULTS]]

    def sound(*path: str | int) -> bool:
        """Whether nothing is wrong with what stands at a place, so that more can be asked of it."""
        return not any(each[: len(path)] == path for each in wrong)

    if complete and isinstance(record, dict):
        faults += annotation_rules.faults_of(record, sound)
    return record, sorted(faults, key=lambda each: (each.pointer, each.code))
