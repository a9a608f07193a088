"""Values out of an address's query, or a refusal in one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import request

from server.errors import ApiError

_MOST = 10**18


def text(name: str, most: int = 500) -> str:
    """A text; empty where it is not given.

    Raises:
        ApiError: 422, it is longer than ``most`` characters, or no database holds it.
    """
    value = request.args.get(name, "")
    if len(value) > most or "\x00" in value:
        raise ApiError(
            422,
            "invalid_request",
            f"{name} has {len(value):,} characters; expected {most} at most, without NUL.",
        )
    return value


def number(name: str, default: int) -> int:
    """A whole number from 0.

    Raises:
        ApiError: 422, it is none.
    """
    value = request.args.get(name)
    if value is None:
        return default
    if not re.fullmatch(r"\d{1,18}", value, re.ASCII):
        raise ApiError(
            422, "invalid_request", f"{name} is {value[:40]!r}; expected a whole number from 0 up."
        )
    return int(value)


def one_of(name: str, choices: Sequence[str]) -> str:
    """One of some words; the first where it is not given.

    Raises:
        ApiError: 422, it is another one.
    """
    value = request.args.get(name, choices[0])
    if value not in choices:
        raise ApiError(
            422,
            "invalid_request",
            f"{name} is {value[:40]!r}; expected {' or '.join(filter(None, choices))}.",
        )
    return value
