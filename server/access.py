"""Who may come in: those who know the access token.

A program sends the token with each request (``Authorization: Bearer``), a browser once, and then a
cookie that no script can read. The cookie holds a tag of the token, not the token itself.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from flask import Flask, Request, Response, request

from server.errors import ApiError

OPEN_ENDPOINTS = frozenset({"operations.healthz", "operations.readyz", "login.post_token"})
"""What a stranger may ask: whether the server lives, and to be let in."""

OPEN_FILES = ("css/", "img/")
"""Below /static, what the page that asks for the token is made of."""

_DAYS = 30


def new_token() -> str:
    """An access token of 256 random bits, 43 characters that need no quoting in addresses."""
    return secrets.token_urlsafe(32)


class Access:
    """One server's lock.

    Args:
        token: what a visitor has to know; None lets everybody in.
        port: the server's, so that two on one machine have cookies of their own.
    """

    def __init__(self, token: str | None, port: int) -> None:
        self._tag = _tag(token) if token else None
        self.cookie = f"segment-studio-{port}"

    def fits(self, token: str) -> bool:
        """Whether this is the token, found out in a time that does not depend on it."""
        return self._tag is None or hmac.compare_digest(_tag(token), self._tag)

    def admits(self, visitor: Request) -> bool:
        """Whether a request carries the token or the cookie."""
        if self._tag is None:
            return True
        kind, _, token = visitor.headers.get("Authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return self.fits(token.strip())
        shown = visitor.cookies.get(self.cookie, "")
        return hmac.compare_digest(shown.encode(), self._tag.encode())

    def let_in(self, response: Response, visitor: Request) -> Response:
        """Give the visitor the cookie."""
        response.set_cookie(
            self.cookie,
            self._tag or "",
            max_age=_DAYS * 24 * 60 * 60,
            httponly=True,
            # A link to a picture's address works; a form or script of another site gets nowhere.
            samesite="Lax",
            secure=visitor.is_secure,
        )
        return response


def register(app: Flask, access: Access) -> None:
    """Refuse strangers everything but ``OPEN_ENDPOINTS`` and ``OPEN_FILES``.

    The page itself is answered by its route, which asks for the token.
    """

    @app.before_request
    def check() -> None:
        if request.endpoint in OPEN_ENDPOINTS or request.endpoint == "page.index":
            return
        if request.endpoint == "page.static" and request.view_args is not None:
            if request.view_args["filename"].startswith(OPEN_FILES):
                return
        if not access.admits(request):
            raise ApiError(
                401,
                "access_token_required",
                "This server needs its access token, which it was started with or made when it "
                "started: open the page to enter it, or send it as 'Authorization: Bearer TOKEN'.",
                {"WWW-Authenticate": 'Bearer realm="Segment Studio"'},
            )


def _tag(token: str) -> str:
    """What the cookie holds; of one length, whatever the token's."""
    return hmac.new(token.encode(), b"segment-studio access", hashlib.sha256).hexdigest()
