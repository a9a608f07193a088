"""The rest like some objects of a picture, as a stream of events."""

from __future__ import annotations

from flask import Blueprint, Response, request

from sam.automatic import preset
from sam.masks.rle import CocoRle
from server.api.everything import Rle
from server.api.similar import FIND_SIMILAR, SimilarRequest
from server.bodies import sent
from server.clients import client_of
from server.event_lines import answered_in_lines
from server.serving import client_is_gone
from studio import Studio


def blueprint(studio: Studio) -> Blueprint:
    """Suggesting objects of a picture."""
    routes = Blueprint("similar", __name__)

    @FIND_SIMILAR.route(routes)
    def find_similar(image_id: str) -> Response:
        image = studio.images.get(image_id)
        current = studio.models.using(request.args.get("decoder"))
        wanted = sent(SimilarRequest)
        stream = studio.similar(
            image,
            _rles(wanted.exemplars),
            _rles(wanted.others),
            preset(wanted.preset),
            client_is_gone(request),
            client_of(request.remote_addr or ""),
            current,
        )
        return answered_in_lines(stream, current.decoder_fingerprint)

    return routes


def _rles(masks: list[Rle]) -> list[CocoRle]:
    return [{"size": mask.size, "counts": mask.counts} for mask in masks]
