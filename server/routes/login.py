"""Letting in those who know the access token."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for

from server.access import Access
from server.errors import ApiError
from server.login_words import LANGUAGES, words

FORM_BYTES = 4096
"""Of the form with the access token, which anybody may send."""


def blueprint(access: Access) -> Blueprint:
    """``POST /login``, which the page asking for the token sends."""
    routes = Blueprint("login", __name__)

    @routes.post("/login")
    def post_token() -> Response:
        length = request.content_length or 0
        if length > FORM_BYTES:
            raise ApiError(
                413,
                "form_too_large",
                f"The form has {length:,} bytes; at most {FORM_BYTES:,} are accepted for the "
                "access token.",
            )
        # Werkzeug cuts a form that does not tell its length: the token in it is then wrong.
        request.max_content_length = FORM_BYTES
        return answer(access, request.form.get("token", "").strip())

    return routes


def answer(access: Access, token: str | None) -> Response:
    """To the page with the cookie if the token fits; else the page that asks for it.

    Args:
        access: the lock.
        token: what the visitor gave; None if nothing was asked yet.
    """
    if token is not None and access.fits(token):
        # Leaves the token behind that may stand in the address.
        response = access.let_in(Response(status=303), request)
        response.headers["Location"] = url_for("page.index")
        response.headers["Cache-Control"] = "no-store"
        return response
    language = request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
    html = render_template(
        "login.html", language=language, words=words(language), wrong=token is not None
    )
    response = Response(html, status=401, mimetype="text/html")
    response.headers["WWW-Authenticate"] = 'Bearer realm="Segment Studio"'
    response.headers["Cache-Control"] = "no-store"
    response.vary.update({"Accept-Language", "Cookie"})
    return response
