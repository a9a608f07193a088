"""Which requests are being answered: what a server that is being stopped waits for."""

from __future__ import annotations

import threading

from flask import Flask, Response, request

from server.answered import when_answered
from server.errors import ApiError
from server.hosts import PROBES

_RETRY_AFTER_S = 5
"""Seconds in which a server is started again."""


class Running:
    """Counts the requests of an application, streams until they are over.

    Args:
        app: the application, which has answered nothing yet.

    Attributes:
        count: how many requests are being answered.
        stopping: whether further ones are refused.
    """

    def __init__(self, app: Flask) -> None:
        self._lock = threading.Lock()
        self.count = 0
        self.stopping = False
        app.before_request(self._enter)
        app.after_request(self._answer)
        app.teardown_request(self._leave)

    def _enter(self) -> None:
        if self.stopping and request.endpoint not in PROBES:
            raise ApiError(
                503,
                "stopping",
                "The server is being stopped; ask again in a moment.",
                {"Retry-After": str(_RETRY_AFTER_S)},
            )
        request.environ["segment.running"] = True
        self._add(1)

    def _answer(self, response: Response) -> Response:
        if request.environ.pop("segment.running", False):
            when_answered(response, lambda: self._add(-1))
        return response

    def _leave(self, error: BaseException | None) -> None:
        """Count out what got no answer; most have left already."""
        if request.environ.pop("segment.running", False):
            self._add(-1)

    def _add(self, change: int) -> None:
        with self._lock:
            self.count += change
