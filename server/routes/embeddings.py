"""The embedding of a picture, or of a window of it, as raw numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
from flask import Blueprint, Response, request

from sam.large import Window
from sam.large.windows import whole
from server.api.images import GET_EMBEDDING, Dtype
from server.errors import ApiError
from server.queries import one_of
from server.serving import client_is_gone
from studio import Studio
from studio.encoder import Embedding
from studio.encoding_ahead import EncodingAhead
from studio.image_store import StoredImage

DTYPES: Mapping[Dtype, str] = {"float16": "<f2", "float32": "<f4"}
"""Names in the API -> little-endian types; the first is the default. Half precision halves the
transfer, and the masks stay the same to an IoU above 0.99."""


def blueprint(studio: Studio, ahead: EncodingAhead) -> Blueprint:
    """The embedding of a picture."""
    routes = Blueprint("embeddings", __name__)

    @GET_EMBEDDING.route(routes)
    def get_embedding(image_id: str) -> Response:
        dtype = _dtype()
        unhurried = one_of("ahead", ("no", "yes")) == "yes"
        window = _window()
        image = studio.images.get(image_id)
        # The tag needs no encoding: the same picture and encoder give the same embedding.
        fingerprint = studio.models.current().encoder_fingerprint
        tag = "-".join([image.id[:32], fingerprint[:16], dtype, *map(str, window or ())])
        if request.if_none_match.contains(tag):
            response = Response(status=304)
        else:
            embedding = studio.embedding(image, client_is_gone(request), window, unhurried)
            response = Response(as_bytes(embedding, dtype), mimetype="application/octet-stream")
            _describe(response, embedding, image, dtype)
            seen = window or whole((image.height, image.width))
            response.headers["Embedding-Window"] = ",".join(map(str, seen))
            response.headers["Encoder-Fingerprint"] = fingerprint
        if window is None:
            ahead.served(image.id)
        response.set_etag(tag)
        # The address does not name the encoder: ask again each time, and mostly be answered 304.
        response.headers["Cache-Control"] = "private, no-cache"
        return response

    return routes


def _dtype() -> Dtype:
    """The type that was asked for."""
    name = request.args.get("dtype", next(iter(DTYPES)))
    for known in DTYPES:
        if name == known:
            return known
    raise ApiError(400, "invalid_dtype", f"dtype is {name[:40]!r}; expected {' or '.join(DTYPES)}.")


def _window() -> Window | None:
    """The window that was asked for; None for all of the picture."""
    text = request.args.get("window")
    if text is None:
        return None
    if not re.fullmatch(r"\d{1,9}(,\d{1,9}){3}", text, re.ASCII):
        raise ApiError(
            422,
            "invalid_window",
            f"window is {text[:60]!r}; expected x,y,width,height as whole numbers, such as "
            "512,0,1024,1024.",
        )
    return Window(*map(int, text.split(",")))


def as_bytes(embedding: Embedding, dtype: Dtype) -> bytes:
    """The numbers in C order, little-endian.

    Raises:
        ApiError: 422, a number is too large for float16.
    """
    largest = float(np.abs(embedding).max())
    if dtype == "float16" and largest > float(np.finfo(np.float16).max):
        raise ApiError(
            422,
            "embedding_exceeds_float16",
            f"The embedding has values up to {largest:g}, more than float16 holds; "
            "ask for ?dtype=float32.",
        )
    return embedding.astype(DTYPES[dtype]).tobytes()


def _describe(response: Response, embedding: Embedding, image: StoredImage, dtype: Dtype) -> None:
    """Say what the bytes are."""
    response.headers["Embedding-Shape"] = ",".join(str(side) for side in embedding.shape)
    response.headers["Embedding-Dtype"] = dtype
    response.headers["Image-Size"] = f"{image.width}x{image.height}"
