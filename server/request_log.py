"""Each request's id, its line in the log, and its share in the metrics.

The id comes back in ``X-Request-Id`` and stands in every line that is logged meanwhile. A proxy may
give it. Addresses are logged without what follows their question mark, and bodies never.
"""

from __future__ import annotations

import logging
import re
import secrets
import sys
import time
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, request
from pythonjsonlogger.json import JsonFormatter

from server.answered import when_answered
from server.errors import request_id
from server.metrics import RequestMetrics

log = logging.getLogger("server.requests")
writes = logging.getLogger("server.writes")

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")


def configure(form: str) -> None:
    """Send the log to standard output.

    Args:
        form: "text", sentences and a line for each write of a person, without one for each request;
            or "json", one object a line.
    """
    handler = logging.StreamHandler(sys.stdout)
    if form == "json":
        handler.setFormatter(
            JsonFormatter(
                "%(levelname)s %(name)s %(message)s",
                rename_fields={"levelname": "level", "name": "logger"},
                timestamp="time",
                exc_info_as_array=True,
            )
        )
        writes.setLevel(logging.WARNING)  # the line of the request has the person
    else:
        handler.setFormatter(_OneLine("%(message)s"))
        log.setLevel(logging.WARNING)
    handler.addFilter(_add_id)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(True)
    # It says which of its parts it loads.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # It tells of each client that closes its connection, even just after its answer.
    logging.getLogger("waitress").setLevel(logging.WARNING)
    # It warns of each request that waits a moment for a thread, the first of all included.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)


class _OneLine(logging.Formatter):
    """A message is one line: an address may hold line breaks, and would write lines of its own."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        message = super().formatMessage(record)
        return _CONTROL.sub(lambda found: repr(found[0])[1:-1], message)


def register(app: Flask, metrics: RequestMetrics) -> None:
    """Name, time and log each request; to be registered before all that may refuse one."""

    @app.before_request
    def begin() -> None:
        given = request.headers.get("X-Request-Id", "")
        name = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
        request_id.set(name)
        request.environ["segment.begun"] = time.monotonic()

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-Id"] = request_id.get() or ""
        route = request.url_rule.rule if request.url_rule else "none"
        fields = {
            "method": request.method,
            "path": request.path[:200],
            "status": response.status_code,
            "client": request.remote_addr,
        }
        begun = request.environ.get("segment.begun", time.monotonic())
        environ = request.environ

        def told() -> None:
            seconds = time.monotonic() - begun
            metrics.requests.labels(request_method(fields["method"]), route, fields["status"]).inc()
            metrics.request_seconds.labels(route).observe(seconds)
            person = request_person(environ)
            log.info("request", extra={**fields, **person, "ms": round(seconds * 1000, 1)})
            if person:
                writes.info(
                    "%s: %s %s %d",
                    person["person"],
                    fields["method"],
                    fields["path"],
                    response.status_code,
                )

        when_answered(response, told)
        return response


def request_person(environ: Mapping[str, Any]) -> dict[str, str]:
    """Who wrote something by a request, for its line; empty for one that only read."""
    name = environ.get("segment.person")
    return {} if name is None else {"person": str(name)}


def request_method(method: object) -> str:
    """A method as a label: those that a client made up would be without number."""
    known = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")
    return str(method) if method in known else "other"


def _add_id(record: logging.LogRecord) -> bool:
    name = request_id.get()
    if name is not None:
        record.request_id = name
    return True
