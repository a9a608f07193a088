"""What is running: health, the model, and the description of the API."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, request, send_file, url_for

import sam
from server.api import model as api
from server.api.message import answer
from server.static_files import StaticFiles
from studio import Studio

OPENAPI = Path(__file__).resolve().parent.parent / "openapi.json"


def blueprint(studio: Studio, files: StaticFiles) -> Blueprint:
    """That it runs, which model, and the description of the API."""
    routes = Blueprint("model_info", __name__)
    encoder, limits = studio.encoder, studio.images.limits
    bounds = api.Limits(max_bytes=limits.max_bytes, max_pixels=limits.max_pixels)

    @api.GET_HEALTH.route(routes)
    def get_health() -> Response:
        model = api.LoadedModel(
            kind=encoder.model.kind,
            image_size=encoder.model.image_encoder.img_size,
            precision=encoder.precision,
            device=str(encoder.model.device),
            encoder_fingerprint=encoder.fingerprint,
        )
        return answer(api.Health(status="ok", version=sam.__version__, model=model, limits=bounds))

    @api.GET_MODEL.route(routes)
    def get_model() -> Response:
        current = studio.models.current()
        wanted = request.args.get("decoder")
        manifest = current.manifest if wanted is None else studio.models.of(wanted)
        urls = {
            name: url_for("page.static", filename=f"models/{manifest.folder.name}/{file}")
            for name, file in manifest.graph_files.items()
        }
        folder = files.runtime()
        runtime = url_for("page.static", filename=folder) if folder else None
        model = api.Model.model_validate(
            {
                **manifest.content,
                "encoder_fingerprint": current.encoder_fingerprint,
                "precision": encoder.precision,
                "graph_urls": urls,
                "runtime_url": runtime,
                "device": str(encoder.model.device),
                "version": sam.__version__,
                "limits": bounds,
            }
        )
        return answer(model)

    @api.GET_OPEN_API.route(routes)
    def get_openapi() -> Response:
        return send_file(OPENAPI, mimetype="application/json", conditional=True)

    return routes
