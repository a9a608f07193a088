"""The page and its files."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request, send_file
from flask.typing import ResponseReturnValue

import sam
from server.errors import ApiError
from server.static_files import StaticFiles, cache_control, media_type


def blueprint(files: StaticFiles) -> Blueprint:
    """``GET /`` and ``GET /static/…``."""
    routes = Blueprint("page", __name__)

    @routes.get("/")
    def index() -> ResponseReturnValue:
        response = make_response(render_template("index.html", version=sam.__version__))
        response.add_etag()
        return response.make_conditional(request)

    @routes.get("/static/<path:filename>")
    def static(filename: str) -> Response:
        path = files.find(filename)
        if path is None:
            raise ApiError(404, "not_found", f"There is no file /static/{filename[:80]}.")
        response = send_file(path, mimetype=media_type(path), conditional=True, etag=True)
        response.headers["Cache-Control"] = cache_control(filename)
        return response

    return routes
