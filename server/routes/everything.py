"""Segment everything in a picture, as a stream of events."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, request
from pydantic import ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from sam import SettingsError
from sam.automatic import EverythingSettings
from server.api.everything import SEGMENT_EVERYTHING, EverythingRequest
from server.clients import client_of
from server.errors import ApiError
from server.event_lines import answered_in_lines
from server.serving import client_is_gone
from studio import Studio

MAX_BODY_BYTES = 4 * 10**6
"""Of settings; grids of points may be long."""
_MAX_SENTENCE = 600
"""Characters of a sentence about a setting; its value may be of any length."""

_SCHEMA = EverythingRequest.model_json_schema()
_EXPECTED = {"integer": "a whole number", "number": "a number", "boolean": "true or false"}


def blueprint(studio: Studio) -> Blueprint:
    """Segmenting everything in a picture."""
    routes = Blueprint("everything", __name__)

    @SEGMENT_EVERYTHING.route(routes)
    def segment_everything(image_id: str) -> Response:
        image = studio.images.get(image_id)
        current = studio.models.using(request.args.get("decoder"))
        stream = studio.everything(
            image,
            settings_of(_body()),
            client_is_gone(request),
            client_of(request.remote_addr or ""),
            current,
        )
        return answered_in_lines(stream, current.decoder_fingerprint)

    return routes


def settings_of(body: bytes) -> EverythingSettings:
    """Settings from a request's body.

    Args:
        body: JSON, of :class:`EverythingRequest`. Empty for all defaults.

    Raises:
        ApiError: 413, 400 or 422 with a sentence.
    """
    values = _object(body)
    for unknown in values.keys() - EverythingRequest.model_fields.keys():
        names = ", ".join(EverythingRequest.model_fields)
        raise _invalid(f"There is no setting {unknown[:40]!r}; expected one of {names}.")
    try:
        return EverythingRequest.model_validate(values).settings()
    except ValidationError as error:
        raise _invalid(_said(error, values)) from None
    except SettingsError as error:
        raise _invalid(str(error)) from None


def _said(error: ValidationError, values: dict[str, Any]) -> str:
    """What is wrong with the first of the settings that the types refuse."""
    name = str(error.errors(include_url=False, include_context=False)[0]["loc"][0])
    value = values[name]
    if name == "point_grids":
        return (
            "point_grids holds something that is no list of points; expected for each layer "
            "pairs of x and y from 0 to 1."
        )
    schema = _SCHEMA["properties"][name]
    schema = schema.get("anyOf", [schema])[0]
    if "enum" in schema and isinstance(value, str):
        names = ", ".join(schema["enum"])
        return f"There is no preset {value[:40]!r}; expected one of {names}."
    expected = "a name" if "enum" in schema else _EXPECTED[schema["type"]]
    bounds = f" from {schema['minimum']} to {schema['maximum']}" if "minimum" in schema else ""
    return f"{name} is {value!r}; expected {expected}{bounds}."


def _body() -> bytes:
    """The request's, of which no more is taken into memory than settings may have."""
    # One more: Werkzeug cuts a body that does not tell its length, and says nothing.
    request.max_content_length = MAX_BODY_BYTES + 1
    try:
        body = request.get_data(cache=False)
    except RequestEntityTooLarge:
        body = None
    if body is not None and len(body) <= MAX_BODY_BYTES:
        return body
    length = request.content_length
    raise ApiError(
        413,
        "settings_too_large",
        f"The request's body has {'too many' if length is None else f'{length:,}'} bytes; at most "
        f"{MAX_BODY_BYTES:,} bytes are accepted for settings.",
    )


def _object(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(body) if body.strip() else {}
    except (ValueError, RecursionError) as error:
        reason = "too deeply nested" if isinstance(error, RecursionError) else str(error)
        raise ApiError(
            400,
            "invalid_json",
            f"The request's body is not JSON ({reason[:80]}); expected an object of settings such "
            'as {"preset": "demo"}.',
        ) from None
    if not isinstance(values, dict):
        raise ApiError(
            400,
            "invalid_json",
            f"The request's body is {json.dumps(values)[:40]}; expected an object of settings such "
            'as {"preset": "demo"}.',
        )
    return values


def _invalid(sentence: str) -> ApiError:
    if len(sentence) > _MAX_SENTENCE:
        sentence = f"{sentence[:_MAX_SENTENCE]}…"
    return ApiError(422, "invalid_settings", sentence)
