"""Headers that every answer carries."""

from __future__ import annotations

from flask import Flask, Response

_PAGE = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",  # the decoder is WASM
        "worker-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""What the page and its workers may load: what this server sent, and nothing written inline."""

_DATA = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""For all that is no part of the page: opened by itself, it can do nothing."""

_PARTS = frozenset({"text/html", "text/javascript"})
"""Media types whose policy a browser applies: documents and workers."""

ISOLATION = {
    # Both together make the page cross-origin isolated, which WASM threads need; worker scripts
    # need the second one as well, so everything gets both.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    # An address may hold the access token for one moment; it is told to no other site. Stricter,
    # and the form that sends the token would not say where it comes from.
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": _DATA,
}
"""Of what has no better ones."""


def register(app: Flask) -> None:
    """Add them to every answer of ``app``, errors included."""

    @app.after_request
    def add(response: Response) -> Response:
        if response.mimetype in _PARTS:
            response.headers.setdefault("Content-Security-Policy", _PAGE)
        for name, value in ISOLATION.items():
            response.headers.setdefault(name, value)
        # What says nothing about caching is asked for again each time.
        response.headers.setdefault("Cache-Control", "no-cache")
        return response
