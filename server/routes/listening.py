"""A project's feed as server-sent events, which go on where a connection ended."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from threading import BoundedSemaphore
from typing import NamedTuple

from flask import Blueprint, Response, request

from dataengine.records import FeedEvent, Person
from dataengine.store import feed, projects
from dataengine.store.database import clock
from server.api.listening import LISTEN
from server.desk import Desk
from server.errors import ApiError
from server.project_words import event as in_words
from server.queries import one_of
from server.serving import client_is_gone

_LONGEST_S = 60 * 60
_QUIET = 15
"""Seconds without news after which a line says that the connection is alive."""
_SOON_MS, _LATER_MS = 1000, 5000
"""When a browser comes back: after an end of the connection, and where there was no place."""


def blueprint(desk: Desk, places: int) -> Blueprint:
    """Listening to a project.

    Args:
        places: how many may listen at once; each takes a thread.
    """
    routes = Blueprint("listening", __name__)
    free = BoundedSemaphore(places)

    @LISTEN.route(routes)
    def listen(project_id: str) -> Response:
        waits = one_of("wait", ("true", "false")) == "true"
        after = _after()
        with desk.reading() as tx:
            projects.get(tx, project_id)
            last = feed.last(tx, project_id)
            viewer = _Viewer(tx.person, tx.guest)
        lines = _Lines(desk, free, project_id, after, last, waits, viewer)
        response = Response(lines, mimetype="text/event-stream")
        response.headers["Cache-Control"] = "no-store, no-transform"
        # Otherwise nginx collects events before it passes them on.
        response.headers["X-Accel-Buffering"] = "no"
        return response

    return routes


class _Viewer(NamedTuple):
    """Who listens, as a transaction has it."""

    person: Person | None
    guest: bool


class _Lines:
    """The body: events as they happen. A place is held until it is closed."""

    def __init__(
        self,
        desk: Desk,
        free: BoundedSemaphore,
        project_id: str,
        after: int | None,
        last: int,
        waits: bool,
        viewer: _Viewer,
    ) -> None:
        self._free = free
        self._holds = waits and free.acquire(blocking=False)
        gone = client_is_gone(request)
        self._lines = self._written(desk, project_id, after, last, gone, viewer)

    def __iter__(self) -> Iterator[bytes]:
        return self._lines

    def close(self) -> None:
        """Give the place back, whether or not a line was read."""
        if self._holds:
            self._holds = False
            self._free.release()

    def _written(
        self,
        desk: Desk,
        project_id: str,
        after: int | None,
        last: int,
        gone: Callable[[], bool],
        viewer: _Viewer,
    ) -> Iterator[bytes]:
        yield b"retry: %d\n\n" % (_SOON_MS if self._holds else _LATER_MS)
        if after is None:
            after = last
            yield b"id: %d\n\n" % last  # names the beginning; an event without data is none
        elif after > last:
            # It was heard of another database, as before a backup was restored.
            after = last
            yield _event(
                FeedEvent(
                    number=last,
                    project_id=project_id,
                    kind="reset",
                    person_id=None,
                    picture_id=None,
                    data={},
                    at=clock(),
                )
            )
        seconds = _LONGEST_S if self._holds else 0
        quiet = 0
        for events in desk.engine.listen(project_id, after, seconds, gone, *viewer):
            quiet = 0 if events else quiet + 1
            if quiet == _QUIET:
                quiet = 0
                yield b": still here\n\n"
            for each in events:
                yield _event(each)


def _event(event: FeedEvent) -> bytes:
    data = in_words(event).model_dump_json()
    return f"id: {event.number}\nevent: {event.kind}\ndata: {data}\n\n".encode()


def _after() -> int | None:
    value = request.headers.get("Last-Event-ID") or request.args.get("after")
    if value is None:
        return None
    if not re.fullmatch(r"\d{1,18}", value, re.ASCII):
        raise ApiError(
            422,
            "invalid_request",
            f"Last-Event-ID is {value[:40]!r}; expected the number of an event.",
        )
    return int(value)
