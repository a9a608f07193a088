"""Parsing a JSON file that may be anything, also what Python and spreadsheets make of JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from sam.errors import FormatError

_TOKEN = re.compile(
    r'"[^"\\]*(?:\\.[^"\\]*)*"'
    r"|'[^'\\]*(?:\\.[^'\\]*)*'"
    r"|[\"']"
    r"|-?\b(?:NaN|nan|Infinity|inf)\b|\b(?:True|False|None)\b"
    r"|,(?=\s*[\]}])",
    re.DOTALL,
)
_WORDS = {"True": "true", "False": "false", "None": "null"}


def named(source: bytes | Path) -> tuple[str, bytes]:
    """What to call a file in an error, and its bytes. Raises OSError where it cannot be read."""
    return (str(source), source.read_bytes()) if isinstance(source, Path) else ("The file", source)


def inside(name: str) -> str:
    """The file's name within a sentence."""
    return f"the{name[3:]}" if name.startswith("The ") else name


def parsed(name: str, content: bytes, expected: str) -> dict[str, Any]:
    """The object that a JSON file holds.

    Args:
        name: of the file.
        content: its bytes.
        expected: the end of the sentence that says what is wrong.

    Raises:
        FormatError: no JSON, or no object.
    """
    document = parsed_any(name, content, expected)
    if not isinstance(document, dict):
        kind = type(document).__name__
        raise FormatError(f"{name} holds a JSON {kind}; {expected}.")
    return document


def parsed_any(name: str, content: bytes, expected: str) -> Any:
    """What a JSON file holds.

    What Python prints of its objects is taken too (single quotes, ``True``, ``None``), commas
    before a closing bracket, UTF-16, and numbers that are none (``NaN``), which become null.

    Raises:
        FormatError: no JSON; the sentence gives the place.
    """
    text = text_of(name, content, expected)
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except RecursionError:
        raise FormatError(f"{name} is nested too deeply; {expected}.") from None
    except json.JSONDecodeError as error:
        first = error
    except ValueError as error:  # a number of thousands of digits
        raise FormatError(f"{name} cannot be read ({error}); {expected}.") from None
    try:
        return json.loads(_TOKEN.sub(_strict, text))
    except RecursionError:
        raise FormatError(f"{name} is nested too deeply; {expected}.") from None
    except ValueError:
        where = f"line {first.lineno}, column {first.colno}"
        raise FormatError(f"{name} is no JSON or cut off ({where}); {expected}.") from None


def text_of(name: str, content: bytes, expected: str) -> str:
    """The text of a file: UTF-8, or UTF-16 with the mark that says so, without marks.

    Raises:
        FormatError: it is neither.
    """
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        place = f"byte {error.start} is no {'UTF-16' if wide else 'UTF-8'}"
        raise FormatError(f"{name} is not text ({place}); {expected}.") from None


def _strict(token: re.Match[str]) -> str:
    """As JSON has it what Python has otherwise."""
    text = token[0]
    if text in ('"', "'"):
        raise ValueError("a text without an end")
    if text[0] == '"':
        return text
    if text[0] == "'":
        body = re.sub(r'\\x([0-9a-fA-F]{2})|\\(\')|(")', _escaped, text[1:-1])
        return f'"{body}"'
    return "" if text == "," else _WORDS.get(text, "null")


def _escaped(found: re.Match[str]) -> str:
    if found[1]:
        return f"\\u00{found[1]}"
    return "'" if found[2] else '\\"'
