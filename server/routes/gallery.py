"""Pictures to try."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, make_response, request, send_file, url_for
from flask.typing import ResponseReturnValue

from studio.gallery import Gallery

_DAY = 24 * 60 * 60


def blueprint(gallery: Gallery) -> Blueprint:
    """``GET /api/v1/gallery``, and each photograph with its thumbnail."""
    routes = Blueprint("gallery", __name__, url_prefix="/api/v1/gallery")

    @routes.get("")
    def list_gallery() -> Response:
        return jsonify(
            images=[
                {
                    "name": photo.name,
                    "title": photo.title,
                    "width": photo.width,
                    "height": photo.height,
                    "image": url_for("gallery.get_photograph", name=photo.name),
                    "thumbnail": url_for("gallery.get_thumbnail", name=photo.name),
                    "credit": photo.credit,
                }
                for photo in gallery.photographs
            ]
        )

    @routes.get("/<name>")
    def get_photograph(name: str) -> Response:
        photo = gallery.get(name)
        return send_file(photo.path, mimetype=photo.media_type, conditional=True, max_age=_DAY)

    @routes.get("/<name>/thumbnail")
    def get_thumbnail(name: str) -> ResponseReturnValue:
        response = make_response(gallery.thumbnail(name))
        response.mimetype = "image/jpeg"
        response.cache_control.max_age = _DAY
        response.cache_control.public = True
        response.add_etag()
        return response.make_conditional(request)

    return routes
