"""Headers that every answer carries."""

from __future__ import annotations

from flask import Flask, Response

ISOLATION = {
    # Both together make the page cross-origin isolated, which WASM threads need; worker scripts
    # need the second one as well, so everything gets both.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def register(app: Flask) -> None:
    """Add them to every answer of ``app``, errors included."""

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in ISOLATION.items():
            response.headers.setdefault(name, value)
        # What says nothing about caching is asked for again each time.
        response.headers.setdefault("Cache-Control", "no-cache")
        return response
