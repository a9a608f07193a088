"""JSON bodies of requests: bounded, and of a type, or refused in one sentence."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from flask import request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from server.errors import ApiError

MOST_BYTES = 32_000_000
"""Of a body with annotations; nginx passes as much."""

_MOST_SHOWN = 60

Model = TypeVar("Model", bound=BaseModel)


def body() -> bytes:
    """The request's.

    Raises:
        ApiError: 413, it is longer than ``MOST_BYTES``.
    """
    # One more: Werkzeug cuts a body that does not tell its length, and says nothing.
    request.max_content_length = MOST_BYTES + 1
    length = request.content_length
    try:
        found = None if length and length > MOST_BYTES else request.get_data(cache=True)
    except RequestEntityTooLarge:
        found = None
    if found is None or len(found) > MOST_BYTES:
        said = "too many" if length is None else f"{length:,}"
        raise ApiError(
            413,
            "body_too_long",
            f"The request's body has {said} bytes; at most {MOST_BYTES:,} bytes are accepted here.",
        )
    return found


def sent(kind: type[Model]) -> Model:
    """The request's body as one of our types.

    Raises:
        ApiError: 400, it is no JSON; 413, it is too long; 422, it is of another type.
    """
    try:
        return kind.model_validate_json(body())
    except ValidationError as error:
        raise _refused(error) from None


def _refused(error: ValidationError) -> ApiError:
    first, *more = error.errors(include_url=False, include_context=False)
    if first["type"] == "json_invalid":
        reason = first["msg"].removeprefix("Invalid JSON: ")
        return ApiError(
            400, "invalid_json", f"The request's body is not JSON ({reason[:_MOST_SHOWN]})."
        )
    place = ".".join(map(str, first["loc"])) or "The body"
    count = f" (and {len(more)} more)" if more else ""
    if first["type"] == "missing":
        return ApiError(422, "invalid_request", f"{place} is missing{count}.")
    if first["type"] == "extra_forbidden":
        unknown = place[:_MOST_SHOWN]
        return ApiError(422, "invalid_request", f"There is no field {unknown!r}{count}.")
    expected = first["msg"].replace("Input should be", "expected", 1)
    expected = expected[:1].lower() + expected[1:]
    return ApiError(
        422, "invalid_request", f"{place} is {_shown(first['input'])}; {expected}{count}."
    )


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
