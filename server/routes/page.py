"""The page and its files."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from flask import Blueprint, Response, render_template, request, send_file

import sam
from server.access import Access
from server.content_codings import IDENTITY, choose
from server.errors import ApiError
from server.packed_page import PackedPage
from server.representations import RepresentationCache, Representations, of_text
from server.routes import login
from server.static_files import StaticFiles, cache_control, media_type


def blueprint(
    files: StaticFiles, packed: PackedPage, access: Access, keeps_projects: bool
) -> Blueprint:
    """``GET /`` and ``GET /static/…``.

    Args:
        keeps_projects: whether the page is to ask for projects.
    """
    routes = Blueprint("page", __name__)
    cache = RepresentationCache()
    rendered = lru_cache(maxsize=1)(of_text)

    @routes.get("/")
    def index() -> Response:
        token = request.args.get("token")
        if token is not None or not access.admits(request):
            return login.answer(access, token)
        html = render_template(
            "index.html",
            version=sam.__version__,
            entries=packed.entries(),
            projects="kept" if keeps_projects else "none",
        )
        return _negotiated(rendered(html.encode()), "text/html")

    @routes.get("/static/<path:filename>")
    def static(filename: str) -> Response:
        path = files.find(filename)
        if path is None:
            raise ApiError(404, "not_found", f"There is no file /static/{filename[:80]}.")
        response = _negotiated(cache.of_file(path), media_type(path))
        response.headers["Cache-Control"] = cache_control(filename)
        return response

    return routes


def _negotiated(representations: Representations, media_type: str) -> Response:
    """The answer to the current request, in the coding that its sender prefers.

    Raises:
        ApiError: 406, the sender refuses every coding there is.
    """
    sizes = {name: each.size for name, each in representations.items()}
    coding = choose(request.accept_encodings, sizes)
    if coding is None:
        raise ApiError(
            406,
            "coding_not_acceptable",
            f"Accept-Encoding {request.headers['Accept-Encoding'][:80]!r} refuses all codings "
            f"there are of this file; expected one of {', '.join(sizes)}.",
            {"Vary": "Accept-Encoding"},
        )
    chosen = representations[coding]
    content = BytesIO(chosen.content) if isinstance(chosen.content, bytes) else chosen.content
    response = send_file(content, mimetype=media_type, conditional=True, etag=chosen.etag)
    response.vary.add("Accept-Encoding")
    if coding != IDENTITY:
        response.headers["Content-Encoding"] = coding
    return response
