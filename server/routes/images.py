"""Putting pictures in, and asking about them."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from server.api import images as api
from server.api.message import answer
from server.errors import ApiError
from server.settings import MULTIPART_OVERHEAD
from studio.image_store import ImageStore, StoredImage


def blueprint(store: ImageStore) -> Blueprint:
    """Putting a picture in, asking about it, and its preview."""
    routes = Blueprint("images", __name__)

    @api.PUT_IMAGE.route(routes)
    def put_image() -> tuple[Response, int, dict[str, str]]:
        image, is_new = store.put(uploaded(store.limits.max_bytes))
        location = url_for("images.get_image", image_id=image.id)
        return answer(_described(image)), 201 if is_new else 200, {"Location": location}

    @api.GET_IMAGE.route(routes)
    def get_image(image_id: str) -> Response:
        return answer(_described(store.get(image_id)))

    @api.GET_PREVIEW.route(routes)
    def get_preview(image_id: str) -> ResponseReturnValue:
        return _png(store.get(image_id), "preview", store.preview)

    @api.GET_FIRST_CHANNEL.route(routes)
    def get_first_channel(image_id: str) -> ResponseReturnValue:
        return _png(store.get(image_id), "channel", store.first_channel)

    return routes


def _png(
    image: StoredImage, which: str, make: Callable[[StoredImage], bytes]
) -> ResponseReturnValue:
    """What is made of a picture, unless the client has it already."""
    response = Response(mimetype="image/png")
    response.set_etag(f"{image.id[:32]}-{which}")
    response.headers["Cache-Control"] = "private, no-cache"
    if request.if_none_match.contains(f"{image.id[:32]}-{which}"):
        return response.make_conditional(request)
    response.set_data(make(image))
    return response


def uploaded(max_bytes: int) -> Callable[[], bytes]:
    """Gives the picture in the request: the body itself, or the field ``file`` of a multipart form.

    Raises:
        ApiError: 413, by the announced length, before it is read; when it is read, 400 for a form
            without that field.
    """
    is_form = request.mimetype == "multipart/form-data"
    length = request.content_length or 0
    if length > max_bytes + (MULTIPART_OVERHEAD if is_form else 0):
        raise ApiError(
            413,
            "image_too_large",
            f"The request's body has {length:,} bytes; at most {max_bytes:,} bytes are accepted.",
        )
    return _file_of_form if is_form else lambda: request.get_data(cache=False)


def _file_of_form() -> bytes:
    file = request.files.get("file")
    if file is None:
        raise ApiError(
            400,
            "missing_file",
            "The form has no file in a field named 'file'; send the picture there, or as the "
            "request's body.",
        )
    data: bytes = file.read()
    return data


def _described(image: StoredImage) -> api.Image:
    """A picture in the API's words."""
    preview = url_for("images.get_preview", image_id=image.id)
    channel = url_for("images.get_first_channel", image_id=image.id)
    return api.Image(
        id=image.id,
        width=image.width,
        height=image.height,
        format=image.format,  # type: ignore[arg-type]  # checked by the model
        preview=None if image.browser_safe else preview,
        embedding=url_for("embeddings.get_embedding", image_id=image.id),
        first_channel=channel if image.has_grey_channels else None,
        notes=list(image.notes),
    )
