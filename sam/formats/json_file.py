"""Parsing a JSON file that may be anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sam.errors import FormatError


def named(source: bytes | Path) -> tuple[str, bytes]:
    """What to call a file in an error, and its bytes. Raises OSError where it cannot be read."""
    return (str(source), source.read_bytes()) if isinstance(source, Path) else ("The file", source)


def inside(name: str) -> str:
    """The file's name within a sentence."""
    return "the file" if name == "The file" else name


def parsed(name: str, content: bytes, expected: str) -> dict[str, Any]:
    """The object that a JSON file holds.

    Args:
        name: of the file.
        content: its bytes.
        expected: the end of the sentence that says what is wrong.

    Raises:
        FormatError: no JSON, or no object.
    """

    def refuse(constant: str) -> Any:
        raise ValueError(f"it holds {constant}, which is no JSON number")

    try:
        document = json.loads(content, parse_constant=refuse)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise FormatError(f"{name} is no JSON or cut off ({where}); {expected}.") from None
    except UnicodeDecodeError:
        raise FormatError(f"{name} is not text; {expected}.") from None
    except RecursionError:
        raise FormatError(f"{name} is nested too deeply; {expected}.") from None
    except ValueError as error:  # refuse, or a number of thousands of digits
        raise FormatError(f"{name} cannot be read ({error}); {expected}.") from None
    if not isinstance(document, dict):
        kind = type(document).__name__
        raise FormatError(f"{name} holds a JSON {kind}; {expected}.")
    return document
