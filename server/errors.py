"""Every error leaves the server in one shape::

    {"error": {"code": "image_too_large", "message": "one sentence", "status": 413}}

``code`` is for programs and does not change; ``message`` is for people and may be shown as it is.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from flask import Flask, Response, jsonify
from werkzeug.exceptions import HTTPException

from dataengine.errors import (
    AbsentError,
    ConflictError,
    DataEngineError,
    FullError,
    InvalidError,
    NotAllowedError,
    StorageError,
    WrongStateError,
)
from sam.errors import ImageError
from sam.images import DamagedImageError, ImageTooLargeError, UnsupportedImageError
from server import annotation_words as conflict_words
from studio.errors import (
    BrokenError,
    BusyError,
    GoneError,
    MissingError,
    RefusedError,
    ShareTakenError,
    StoppingError,
    StudioError,
)

log = logging.getLogger(__name__)

_STORAGE_S = 2
"""Seconds after which a database may answer again."""

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""Of the request that this thread answers; see ``server.request_log``."""


class ApiError(Exception):
    """An answer other than the one that was asked for."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = dict(headers or {})
        self.more = dict(more or {})


_STATUSES: tuple[tuple[type[StudioError | DataEngineError], int], ...] = (
    (AbsentError, 404),
    (NotAllowedError, 403),
    (WrongStateError, 409),
    (ConflictError, 412),
    (InvalidError, 422),
    (FullError, 507),
    (StorageError, 503),
    (ShareTakenError, 429),
    (BusyError, 503),
    (StoppingError, 503),
    (MissingError, 404),
    (GoneError, 499),
    (RefusedError, 422),
    (BrokenError, 500),
)
"""What the core's and the data engine's errors are in HTTP; an error's code and sentence are its
own."""

_IMAGE_ERRORS: tuple[tuple[type[ImageError], int, str], ...] = (
    (ImageTooLargeError, 413, "image_too_large"),
    (UnsupportedImageError, 415, "unsupported_image"),
    (DamagedImageError, 422, "damaged_image"),
)

_CODES = {
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    413: "image_too_large",
    416: "range_not_satisfiable",
}


_WORDS = {
    404: "There is nothing at this address; /api/v1/openapi.json lists the API's addresses.",
    405: "This address does not take this method; the Allow header lists those it takes.",
}
"""Sentences for what Flask refuses by itself."""


def envelope(status: int, code: str, message: str) -> dict[str, dict[str, str | int]]:
    """The body of every error."""
    return {"error": {"code": code, "message": message, "status": status}}


def described(error: Exception) -> ApiError:
    """What an answer says of an exception; one that nobody expected goes into the log."""
    if isinstance(error, ApiError):
        return error
    for own, status in _STATUSES:
        if isinstance(error, own):
            return ApiError(status, error.code, error.message, _headers(error), _more(error))
    for kind, status, code in _IMAGE_ERRORS:
        if isinstance(error, kind):
            return ApiError(status, code, str(error))
    # The number lets an operator find the traceback without a client ever seeing it.
    number = request_id.get() or secrets.token_hex(8)
    log.error("Unexpected error %s", number, exc_info=error)
    return ApiError(
        500,
        "internal_error",
        f"Something went wrong in the server; its log says what, under the number {number}.",
    )


def _headers(error: StudioError | DataEngineError) -> dict[str, str]:
    if isinstance(error, BusyError):
        return {"Retry-After": str(error.retry_after)}
    if isinstance(error, StorageError) and not isinstance(error, FullError):
        return {"Retry-After": str(_STORAGE_S)}
    return {}


def _more(error: StudioError | DataEngineError) -> dict[str, Any]:
    """What stands beside the error: of a conflict both versions."""
    if not isinstance(error, ConflictError):
        return {}
    return {
        "sent": conflict_words.change(error.sent).model_dump(),
        "stored": None
        if error.stored is None
        else conflict_words.stored(error.stored).model_dump(),
    }


def register(app: Flask) -> None:
    """Give every error of ``app``, Flask's own included, the one shape."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _error)


def _answer(
    status: int,
    code: str,
    message: str,
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, Any] | None = None,
) -> Response:
    response = jsonify(envelope(status, code, message) | dict(more or {}))
    response.status_code = status
    response.headers.update(headers or {})
    response.headers["Cache-Control"] = "no-store"
    return response


def _error(error: Exception) -> Response:
    told = described(error)
    return _answer(told.status, told.code, told.message, told.headers, told.more)


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    code = _CODES.get(status, error.name.lower().replace(" ", "_"))
    allowed = dict(error.get_headers()).get("Allow")
    message = _WORDS.get(status) or error.description or error.name
    return _answer(status, code, message, {"Allow": allowed} if allowed else None)
