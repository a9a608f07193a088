"""Reports each answer as work, so that memory is given back while there is none."""

from __future__ import annotations

from flask import Flask, Response

from studio.memory import IdleMemory


def register(app: Flask, memory: IdleMemory) -> None:
    """Take each answer that begins, and each that ends, as a sign of work."""

    @app.after_request
    def used(response: Response) -> Response:
        memory.work()
        response.call_on_close(memory.work)
        return response
