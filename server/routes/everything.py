"""Segment everything in a picture, as a stream of events."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from sam import SettingsError
from sam.automatic import (
    Event,
    EverythingSettings,
    PointDecoder,
    SamAutomaticMaskGenerator,
    preset,
)
from sam.automatic.crops import crops_of
from sam.automatic.decoder import Floats
from sam.fingerprint import decoder_fingerprint
from sam.transforms import CropBox
from server.clients import client_of
from server.errors import ApiError
from server.event_lines import EventLines
from server.serving import client_is_gone
from studio.encoder import SharedEncoder
from studio.image_store import ImageStore, StoredImage
from studio.jobs import Jobs, Pause

MEDIA_TYPE = "application/x-ndjson"

_MAX_BODY_BYTES = 4 * 10**6
_MAX_SENTENCE = 600
"""Characters of a sentence about a setting; its value may be of any length."""

_NAMES = tuple(field.name for field in dataclasses.fields(EverythingSettings))


def blueprint(
    store: ImageStore,
    engine: SharedEncoder,
    jobs: Jobs,
    max_points: int,
    decoder: PointDecoder | None = None,
) -> Blueprint:
    """``POST /api/v1/images/<id>/everything``.

    Args:
        store: the pictures.
        engine: encodes, and has the model.
        jobs: runs them.
        max_points: most points of one job.
        decoder: decodes points, for all jobs; None takes the model.
    """
    routes = Blueprint("everything", __name__, url_prefix="/api/v1/images")
    fingerprints = (engine.fingerprint, decoder_fingerprint(engine.model))

    @routes.post("/<image_id>/everything")
    def segment_everything(image_id: str) -> Response:
        image = store.get(image_id)
        settings = settings_of(_body())
        points = _points(settings, image, max_points)
        # Results do not depend on how many points are decoded at once.
        named = dataclasses.replace(settings, points_per_batch=EverythingSettings.points_per_batch)
        gone = client_is_gone(request)
        stream = jobs.open(
            # A digest: grids may be megabytes, and results are counted without their keys.
            (image.id, *fingerprints, sha256(repr(named).encode()).hexdigest()),
            points,
            lambda pause: _events(image, settings, pause, gone),
            gone,
            client_of(request.remote_addr or ""),
        )
        response = Response(EventLines(stream), mimetype=MEDIA_TYPE)
        response.headers["Cache-Control"] = "no-store"
        # Otherwise nginx collects events before it passes them on.
        response.headers["X-Accel-Buffering"] = "no"
        return response

    def _events(
        image: StoredImage, settings: EverythingSettings, pause: Pause, gone: Callable[[], bool]
    ) -> Iterator[Event]:
        """Encodes the picture, unless its embedding is here still, and begins."""
        generator = SamAutomaticMaskGenerator.from_settings(engine.model, settings, decoder=decoder)
        embedding = engine.embedding(image.id, lambda: store.pixels(image), gone)
        whole = (0, 0, image.width, image.height)

        def embed(crop_box: CropBox) -> Floats:
            if crop_box == whole:
                return embedding.copy()  # what is cached must not be written to
            pause()
            return engine.encode_crop(store.pixels(image), crop_box)

        return generator.stream((image.height, image.width), embed)

    return routes


def settings_of(body: bytes) -> EverythingSettings:
    """Settings from a request's body.

    Args:
        body: JSON: ``preset``, a name; ``candidates``, whether to keep what a page filters by
            itself; and settings by name, which override the preset's. Empty for all defaults.

    Raises:
        ApiError: 413, 400 or 422 with a sentence.
    """
    values = _object(body)
    name = values.pop("preset", "default")
    candidates = values.pop("candidates", False)
    if not isinstance(name, str):
        raise _invalid(f"preset is {name!r}; expected a name.")
    if not isinstance(candidates, bool):
        raise _invalid(f"candidates is {candidates!r}; expected true or false.")
    for unknown in values.keys() - set(_NAMES):
        names = ", ".join(("preset", "candidates", *_NAMES))
        raise _invalid(f"There is no setting {unknown[:40]!r}; expected one of {names}.")
    if "point_grids" in values:
        values.setdefault("points_per_side", None)
    try:
        settings = dataclasses.replace(preset(name[:40]), **values)
    except SettingsError as error:
        raise _invalid(str(error)) from None
    return settings.candidates() if candidates else settings


def _body() -> bytes:
    """The request's, of which no more is taken into memory than settings may have."""
    # One more: Werkzeug cuts a body that does not tell its length, and says nothing.
    request.max_content_length = _MAX_BODY_BYTES + 1
    try:
        body = request.get_data(cache=False)
    except RequestEntityTooLarge:
        body = None
    if body is not None and len(body) <= _MAX_BODY_BYTES:
        return body
    length = request.content_length
    raise ApiError(
        413,
        "settings_too_large",
        f"The request's body has {'too many' if length is None else f'{length:,}'} bytes; at most "
        f"{_MAX_BODY_BYTES:,} bytes are accepted for settings.",
    )


def _object(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(body) if body.strip() else {}
    except (ValueError, RecursionError) as error:
        reason = "too deeply nested" if isinstance(error, RecursionError) else str(error)
        raise ApiError(
            400,
            "invalid_json",
            f"The request's body is not JSON ({reason[:80]}); expected an object of settings such "
            'as {"preset": "demo"}.',
        ) from None
    if not isinstance(values, dict):
        raise ApiError(
            400,
            "invalid_json",
            f"The request's body is {json.dumps(values)[:40]}; expected an object of settings such "
            'as {"preset": "demo"}.',
        )
    return values


def _points(settings: EverythingSettings, image: StoredImage, most: int) -> int:
    """How many points there are in all crops together."""
    size = (image.height, image.width)
    crops = crops_of(size, settings.crop_n_layers, settings.crop_overlap_ratio)
    layers = Counter(crop.layer for crop in crops)
    points = sum(count * len(settings.grid(layer)) for layer, count in layers.items())
    if points > most:
        raise ApiError(
            422,
            "too_many_points",
            f"These settings decode {points:,} points; at most {most:,} are accepted here.",
        )
    return points


def _invalid(sentence: str) -> ApiError:
    if len(sentence) > _MAX_SENTENCE:
        sentence = f"{sentence[:_MAX_SENTENCE]}…"
    return ApiError(422, "invalid_settings", sentence)
