"""Parsing a JSON file that may be anything, also what Python and spreadsheets make of JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from sam.errors import FormatError

_TOKEN = re.compile(
    r'b?"[^"\\]*(?:\\.[^"\\]*)*"'
    r"|b?'[^'\\]*(?:\\.[^'\\]*)*'"
    r"|[\"']"
    r"|-?\b(?:NaN|nan|Infinity|inf)\b|\b(?:True|False|None)\b"
    r"|\b(?:np\.|numpy\.)?(?:u?int|float)(?:8|16|32|64)?\(\s*([-+.0-9eE]+)\s*\)"
    r"|,(?=\s*[\]})])|[()]",
    re.DOTALL,
)
_WORDS = {"True": "true", "False": "false", "None": "null", "(": "[", ")": "]"}


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

    What Python prints of its objects is taken too (single quotes, ``b'...'``, ``True``, ``None``,
    tuples, ``np.float64(1.5)``), commas before a closing bracket, UTF-16 and UTF-32, and numbers
    that are none (``NaN``), which become null.

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
    """The text of a file: UTF-8, UTF-16 or UTF-32, without marks and without what pads its end.

    UTF-16 and UTF-32 are known by their mark, or by the zeros beside a first letter that is
    ASCII, as JSON and XML have it. Zeros and Ctrl-Z behind the text are what tapes, C and DOS pad
    files with.

    Raises:
        FormatError: it is none of these.
    """
    encoding = _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        told = "UTF-8" if encoding == "utf-8-sig" else encoding[:6].upper()
        found = _other_kind(content[:1000])
        what = found or f"not text (byte {error.start} is no {told})"
        if found is None and not _is_binary(content[:1000]):
            what = f"not text in {told} (byte {error.start}); save it as UTF-8"
        raise FormatError(f"{name} is {what}; {expected}.") from None
    return text.removeprefix("\ufeff").rstrip("\0\x1a")


def _is_binary(head: bytes) -> bool:
    return any(each < 9 for each in head)


def _other_kind(head: bytes) -> str | None:
    """What a file is that has bytes which no text has; None where nobody knows."""
    from sam.images.other_kinds import name_of_other

    found = name_of_other(head) if _is_binary(head) else None
    return found[0] if found else None


def _encoding(content: bytes) -> str:
    first = content[:4]
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            return encoding
    zeros = "".join("0" if each == 0 else "x" for each in first)
    return _ZEROS.get(zeros, "utf-8-sig")


_MARKS = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_ZEROS = {
    "x000": "utf-32-le",
    "000x": "utf-32-be",
    "x0x0": "utf-16-le",
    "0x0x": "utf-16-be",
}
"""Of the first four bytes: text in ASCII has its zeros there (RFC 4627, section 3)."""


def _strict(token: re.Match[str]) -> str:
    """As JSON has it what Python has otherwise."""
    text = token[0]
    if text in ('"', "'"):
        raise ValueError("a text without an end")
    if token[1]:
        return token[1]
    if text[:2] in ('b"', "b'"):
        text = text[1:]
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
