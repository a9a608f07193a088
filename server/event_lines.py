"""A job's events as lines of JSON, each ending in a line break."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Mapping
from typing import Any, Protocol

from flask import Response

from sam.automatic import Summary
from server.errors import described, envelope
from studio.errors import GoneError

MEDIA_TYPE = "application/x-ndjson"


class Reported(Protocol):
    """Something that happened."""

    def as_json(self) -> dict[str, Any]:
        """As a line says it."""


class Events(Protocol):
    """A stream of events, such as a job's.

    Attributes:
        cached: whether an earlier request had done the work.
    """

    cached: bool

    def __iter__(self) -> Iterator[Reported]: ...

    def close(self) -> None:
        """End the work, if it goes on still."""


class EventLines:
    """The body of an answer. Errors do not leave it: they are its last line.

    Args:
        stream: of events; closed with these lines.
    """

    def __init__(self, stream: Events) -> None:
        self._stream = stream
        self._lines = self._written()

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return next(self._lines)

    def close(self) -> None:
        """End the job; to be called whether or not a line was read."""
        self._lines.close()
        self._stream.close()

    def _written(self) -> Generator[bytes, None, None]:
        try:
            for event in self._stream:
                yield _line(self._as_json(event))
        except GoneError:
            return  # nobody is left to read it
        except Exception as error:
            answer = described(error)
            yield _line({"event": "error", **envelope(answer.status, answer.code, answer.message)})

    def _as_json(self, event: Reported) -> dict[str, Any]:
        if isinstance(event, Summary):
            return {**event.as_json(), "cached": self._stream.cached}
        return event.as_json()


def _line(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def answered_in_lines(stream: Events, decoder_fingerprint: str) -> Response:
    """The answer that a stream of events is, each of which leaves as soon as it is there."""
    response = Response(EventLines(stream), mimetype=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Decoder-Fingerprint"] = decoder_fingerprint
    # Otherwise nginx collects events before it passes them on.
    response.headers["X-Accel-Buffering"] = "no"
    return response
