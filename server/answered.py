"""What is to happen once a request is answered."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response


def when_answered(response: Response, call: Callable[[], object]) -> None:
    """Call once an answer is over: when the last of a stream was taken, or the client has gone.

    A file is handed over to what serves the application, which tells nobody of its end: then at
    once.
    """
    if response.direct_passthrough:
        call()
    else:
        response.call_on_close(call)
