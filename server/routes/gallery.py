"""Pictures to try."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, request, send_file, url_for
from flask.typing import ResponseReturnValue

from server.api import gallery as api
from server.api.message import answer
from studio.gallery import Gallery

_DAY = 24 * 60 * 60


def blueprint(gallery: Gallery) -> Blueprint:
    """The gallery, and each photograph with its thumbnail."""
    routes = Blueprint("gallery", __name__)

    @api.LIST_GALLERY.route(routes)
    def list_gallery() -> Response:
        photographs = [
            api.Photograph(
                name=photo.name,
                title=photo.title,
                width=photo.width,
                height=photo.height,
                image=url_for("gallery.get_photograph", name=photo.name),
                thumbnail=url_for("gallery.get_thumbnail", name=photo.name),
                credit=photo.credit,
            )
            for photo in gallery.photographs
        ]
        return answer(api.Gallery(images=photographs))

    @api.GET_PHOTOGRAPH.route(routes)
    def get_photograph(name: str) -> Response:
        photo = gallery.get(name)
        return send_file(photo.path, mimetype=photo.media_type, conditional=True, max_age=_DAY)

    @api.GET_THUMBNAIL.route(routes)
    def get_thumbnail(name: str) -> ResponseReturnValue:
        response = make_response(gallery.thumbnail(name))
        response.mimetype = "image/jpeg"
        response.cache_control.max_age = _DAY
        response.cache_control.public = True
        response.add_etag()
        return response.make_conditional(request)

    return routes
