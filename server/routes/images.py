"""Putting pictures in, and asking about them."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from sam.errors import SettingsError
from sam.images import READING
from sam.large.tiles import Tile
from server.api import images as api
from server.api.message import answer
from server.errors import ApiError
from server.queries import number, one_of
from server.settings import MULTIPART_OVERHEAD
from studio.image_store import ImageStore, StoredImage

_TILE_SECONDS = 3600
"""For which a browser shows a tile again unasked: its address names the picture's content."""


def blueprint(store: ImageStore) -> Blueprint:
    """Putting a picture in, asking about it, and its preview."""
    routes = Blueprint("images", __name__)

    @api.PUT_IMAGE.route(routes)
    def put_image() -> tuple[Response, int, dict[str, str]]:
        image, is_new = store.put(uploaded(store.limits.max_bytes))
        location = url_for("images.get_image", image_id=image.id)
        return answer(described(image)), 201 if is_new else 200, {"Location": location}

    @api.GET_IMAGE.route(routes)
    def get_image(image_id: str) -> Response:
        return answer(described(store.get(image_id)))

    @api.GET_PREVIEW.route(routes)
    def get_preview(image_id: str) -> ResponseReturnValue:
        longest = number("longest", 0)
        which = f"preview-{longest}" if longest else "preview"
        return _made(
            store.get(image_id), which, lambda image: store.preview(image, longest or None)
        )

    @api.GET_TILE.route(routes)
    def get_tile(image_id: str, level: str, x: str, y: str) -> ResponseReturnValue:
        exact = one_of("exact", ("no", "yes")) == "yes"
        place = [_place(name, value) for name, value in (("level", level), ("x", x), ("y", y))]
        image = store.get(image_id)

        def made(image: StoredImage) -> bytes:
            try:
                return store.tile(image, Tile(*place), exact)
            except SettingsError as error:
                raise ApiError(404, "tile_not_found", str(error)) from None

        which = "-".join(["tile", *map(str, place), str(READING), *(["exact"] if exact else [])])
        return _made(image, which, made, "image/png" if exact else "image/jpeg", _TILE_SECONDS)

    @api.GET_FIRST_CHANNEL.route(routes)
    def get_first_channel(image_id: str) -> ResponseReturnValue:
        return _made(store.get(image_id), "channel", store.first_channel)

    return routes


def _place(name: str, value: str) -> int:
    """A number of a tile's address.

    Raises:
        ApiError: 404, it is none.
    """
    if not re.fullmatch(r"\d{1,9}", value, re.ASCII):
        raise ApiError(
            404,
            "tile_not_found",
            f"{name} is {value[:40]!r}; expected a whole number from 0 up.",
        )
    return int(value)


def _made(
    image: StoredImage,
    which: str,
    make: Callable[[StoredImage], bytes],
    mimetype: str = "image/png",
    seconds: int = 0,
) -> ResponseReturnValue:
    """What is made of a picture, unless the client has it already, or for so many seconds."""
    response = Response(mimetype=mimetype)
    response.set_etag(f"{image.id[:32]}-{which}")
    kept = f"max-age={seconds}" if seconds else "no-cache"
    response.headers["Cache-Control"] = f"private, {kept}"
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


def described(image: StoredImage) -> api.Image:
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
