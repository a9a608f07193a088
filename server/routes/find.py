"""What words mean in a picture, as a stream of events; and the text model that knows."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, request

from sam.automatic import preset
from server.api.find import FIND_WORDS, TEXT_MODEL, FindRequest, TextModel
from server.api.message import answer
from server.bodies import sent
from server.clients import client_of
from server.event_lines import answered_in_lines
from server.serving import client_is_gone
from studio import Studio


def blueprint(studio: Studio) -> Blueprint:
    """Finding what words mean."""
    routes = Blueprint("find", __name__)

    @FIND_WORDS.route(routes)
    def find_words(image_id: str) -> Response:
        image = studio.images.get(image_id)
        current = studio.models.using(request.args.get("decoder"))
        wanted = sent(FindRequest)
        stream = studio.find(
            image,
            wanted.words,
            wanted.rivals,
            wanted.way,
            preset(wanted.preset),
            client_is_gone(request),
            client_of(request.remote_addr or ""),
            current,
        )
        return answered_in_lines(stream, current.decoder_fingerprint)

    @TEXT_MODEL.route(routes)
    def text_model() -> Response:
        return answer(TextModel.model_validate(asdict(studio.words.state())))

    return routes
