"""Pictures of the server's folder."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from server.api import folder as api
from server.api.message import answer
from server.routes.images import described
from studio import Studio


def blueprint(studio: Studio) -> Blueprint:
    """The list of its pictures, and opening one."""
    routes = Blueprint("folder", __name__)

    @api.LIST_FOLDER.route(routes)
    def list_folder() -> Response:
        found = [
            api.FolderPicture(name=each.name, bytes=each.bytes) for each in studio.folder.pictures()
        ]
        return answer(api.FolderList(pictures=found))

    @api.OPEN_IN_FOLDER.route(routes)
    def open_in_folder() -> tuple[Response, int, dict[str, str]]:
        image = studio.open(request.args.get("name", ""))
        location = url_for("images.get_image", image_id=image.id)
        return answer(described(image)), 200, {"Location": location}

    return routes
