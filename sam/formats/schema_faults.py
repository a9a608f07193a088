"""What the annotation record's JSON Schema has to say of a value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from sam.formats.faults import Fault, Path, either, fault
from sam.formats.portions import MOST_AT_ONCE, items, portions

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator, ValidationError

CODES = {
    "required": "missing",
    "additionalProperties": "unknown",
    "type": "type",
    "const": "value",
    "enum": "value",
    "discriminator": "value",
    "pattern": "form",
    "minimum": "range",
    "maximum": "range",
    "exclusiveMinimum": "range",
    "minItems": "length",
    "maxItems": "length",
}
"""By the schema's keyword."""

_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "text",
}
MOST_FAULTS = 100
"""A hostile file may have one for each of its characters: so many are looked at."""


class _Complaint(NamedTuple):
    """The validator's, in Ajv's way: which keyword, of which value, and what the keyword says."""

    path: Path
    keyword: str
    says: Any


def faults_of(record: object, found: object) -> tuple[list[Fault], bool]:
    """The faults that the schema finds, and whether these are all: of a record with more than
    ``MOST_AT_ONCE`` items in its lists they are those of the first portion that has any.

    Args:
        record: plain JSON.
        found: the same as it was found, for the sentences.
    """
    if _validator().is_valid(record):
        return [], True
    if small := not isinstance(record, dict) or items(record) <= MOST_AT_ONCE:
        complaints = _of(record)
    else:
        complaints = next(
            [each._replace(path=portion.whole(each.path, record)) for each in _of(portion.record)]
            for portion in portions(record)
            if not _validator().is_valid(portion.record)
        )
    result = []
    for path, group in groupby(complaints, key=lambda each: each.path):
        result += _at_one_place(path, list(group), found)
    return result, small and len(complaints) < MOST_FAULTS


def _of(record: object) -> list[_Complaint]:
    """The first complaints of a record, those of one place together."""
    errors = _validator().iter_errors(record)
    every = (each for error in errors for each in _complaints(error))
    return sorted(islice(every, MOST_FAULTS), key=lambda each: str(each.path))


@cache
def _validator() -> Draft202012Validator:
    import jsonschema_rs  # here, because it takes longer to load than a mask to write

    text = (resources.files("sam.formats") / "annotation.schema.json").read_text(encoding="utf-8")
    return jsonschema_rs.Draft202012Validator(json.loads(text))


def _complaints(error: ValidationError) -> Iterator[_Complaint]:
    path, keyword = tuple(error.instance_path), error.kind.name
    match keyword:
        case "required":
            yield _Complaint((*path, error.kind.value), keyword, None)
        case "additionalProperties":
            yield from (_Complaint((*path, name), keyword, None) for name in error.kind.value)
        case "type":
            yield from (_Complaint(path, keyword, name) for name in error.kind.value)
        case "anyOf":
            yield _Complaint(path, keyword, None)
            for branch in _branches(error):
                for each in branch:
                    yield from _complaints(each)
        case "oneOf":
            yield from _of_tagged(path, _branches(error))
        case _:
            yield _Complaint(path, keyword, error.kind.value)


def _branches(error: ValidationError) -> list[list[ValidationError]]:
    """By each of the choices, what it has against the value."""
    result: list[list[ValidationError]] = getattr(error.kind, "context")  # noqa: B009 - untyped
    return result


def _of_tagged(path: Path, branches: list[list[ValidationError]]) -> Iterator[_Complaint]:
    """Of values that say by their ``type`` what they are: only what that kind complains of."""
    tag = (*path, "type")
    for branch in branches:
        found = [each for error in branch for each in _complaints(error)]
        about_tag = [each for each in found if each.path == tag]
        if not about_tag:
            yield from found
            return
    missing = all(each.keyword == "required" for each in about_tag)
    yield _Complaint(tag, "required" if missing else "discriminator", None)


def _at_one_place(path: Path, complaints: list[_Complaint], found: object) -> list[Fault]:
    """A wrong type hides all else; null, where it is a choice, counts only beside another type."""
    types = {each.says for each in complaints if each.keyword == "type"}
    choice = any(each.keyword == "anyOf" for each in complaints)
    if types and not (choice and types == {"null"}):
        names = [name for name in _TYPES if name in types and name != "null"]
        words = [_TYPES[name] for name in [*names, *types & {"null"}]]
        return [fault("type", path, found, either(words))]
    return [
        fault(CODES[each.keyword], path, found, _expected(each))
        for each in complaints
        if each.keyword in CODES and each.keyword != "type"
    ]


def _expected(complaint: _Complaint) -> str | None:
    says = complaint.says
    match complaint.keyword:
        case "const":
            return str(says)
        case "enum":
            return either(map(str, says))
        case "minimum":
            return f"{says} or more"
        case "maximum":
            return f"{says} at most"
        case "exclusiveMinimum":
            return f"more than {says}"
        case "minItems":
            return f"{says} or more in it"
        case "maxItems":
            return f"{says} in it at most"
    return None
