"""Segment everything in a picture, as a stream of events."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from sam import SettingsError
from sam.automatic import (
    EverythingSettings,
    preset,
)
from server.clients import client_of
from server.errors import ApiError
from server.event_lines import EventLines
from server.serving import client_is_gone
from studio import Studio

MEDIA_TYPE = "application/x-ndjson"

MAX_BODY_BYTES = 4 * 10**6
"""Of settings; grids of points may be long."""
_MAX_SENTENCE = 600
"""Characters of a sentence about a setting; its value may be of any length."""

_NAMES = tuple(field.name for field in dataclasses.fields(EverythingSettings))


def blueprint(studio: Studio) -> Blueprint:
    """``POST /api/v1/images/<id>/everything``."""
    routes = Blueprint("everything", __name__, url_prefix="/api/v1/images")

    @routes.post("/<image_id>/everything")
    def segment_everything(image_id: str) -> Response:
        image = studio.images.get(image_id)
        current = studio.models.current()
        stream = studio.everything(
            image,
            settings_of(_body()),
            client_is_gone(request),
            client_of(request.remote_addr or ""),
            current,
        )
        response = Response(EventLines(stream), mimetype=MEDIA_TYPE)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Decoder-Fingerprint"] = current.decoder_fingerprint
        # Otherwise nginx collects events before it passes them on.
        response.headers["X-Accel-Buffering"] = "no"
        return response

    return routes


def settings_of(body: bytes) -> EverythingSettings:
    """Settings from a request's body.

    Args:
        body: JSON: ``preset``, a name; ``candidates``, whether to keep what a page filters by
            itself; and settings by name, which override the preset's. Empty for all defaults.

    Raises:
        ApiError: 413, 400 or 422 with a sentence.
    """
    values = _object(body)
    name = values.pop("preset", "default")
    candidates = values.pop("candidates", False)
    if not isinstance(name, str):
        raise _invalid(f"preset is {name!r}; expected a name.")
    if not isinstance(candidates, bool):
        raise _invalid(f"candidates is {candidates!r}; expected true or false.")
    for unknown in values.keys() - set(_NAMES):
        names = ", ".join(("preset", "candidates", *_NAMES))
        raise _invalid(f"There is no setting {unknown[:40]!r}; expected one of {names}.")
    if "point_grids" in values:
        values.setdefault("points_per_side", None)
    try:
        settings = dataclasses.replace(preset(name[:40]), **values)
    except SettingsError as error:
        raise _invalid(str(error)) from None
    return settings.candidates() if candidates else settings


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
