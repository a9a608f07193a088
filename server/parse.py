"""From what an operator types to the value of a setting."""

from __future__ import annotations

import re
from pathlib import Path

from sam.precision import AUTO, PRECISIONS

_UNITS = {"": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9}

_SHORTEST_TOKEN = 16
"""Characters: what can be guessed is no access token."""

_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?")


def byte_count(text: str) -> int:
    """Parse "500MB", "2 GB" or "1000000"; units are powers of 1000."""
    match = re.fullmatch(r"(\d+)\s*(KB|MB|GB|)", text.strip().upper())
    if match is None:
        raise ValueError(f"{text!r} is not a size; expected bytes or a size like 500MB or 2GB")
    return int(match[1]) * _UNITS[match[2]]


def whole_number(text: str) -> int:
    """Parse a whole number that is not negative."""
    if not re.fullmatch(r"\d{1,18}", text.strip()):
        raise ValueError(f"{text!r} is not a whole number from 0 up")
    return int(text)


def port_number(text: str) -> int:
    """Parse a TCP port."""
    number = whole_number(text)
    if number > 65535:
        raise ValueError(f"{text!r} is not a port; expected 0 to 65535")
    return number


def precision_name(text: str) -> str:
    """Parse a precision or "auto"."""
    if text not in (AUTO, *PRECISIONS):
        raise ValueError(f"{text!r} is not a precision; expected {AUTO}, {' or '.join(PRECISIONS)}")
    return text


def access_token(text: str) -> str:
    """Parse an access token. What is wrong with it is said without repeating it."""
    if not re.fullmatch(r"[!-~]+", text) or len(text) < _SHORTEST_TOKEN:
        raise ValueError(
            f"the access token has {len(text)} characters; expected {_SHORTEST_TOKEN} or more, "
            "letters, digits and signs of ASCII without spaces"
        )
    return text


def host_names(text: str) -> tuple[str, ...]:
    """Parse names of hosts, separated by commas."""
    names = tuple(name.strip().lower().rstrip(".") for name in text.split(","))
    for name in names:
        if not _HOST.fullmatch(name):
            raise ValueError(
                f"{name[:80]!r} is not the name of a host; expected names such as "
                "studio.example.org, without port, separated by commas"
            )
    return names


def folder(text: str) -> Path | None:
    """Parse the path of a folder, or "none"."""
    return None if text == "none" else Path(text)


def log_format(text: str) -> str:
    """Parse the name of a format of the log."""
    if text not in ("text", "json"):
        raise ValueError(f"{text!r} is not a format of the log; expected text or json")
    return text
