"""What is running: health, the model, and the description of the API."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, jsonify, send_file, url_for

import sam
from server.static_files import StaticFiles
from studio import Studio

OPENAPI = Path(__file__).resolve().parent.parent / "openapi.json"


def blueprint(studio: Studio, files: StaticFiles) -> Blueprint:
    """``GET /api/v1/health``, ``/api/v1/model`` and ``/api/v1/openapi.json``."""
    routes = Blueprint("model_info", __name__, url_prefix="/api/v1")
    encoder, limits = studio.encoder, studio.images.limits

    @routes.get("/health")
    def get_health() -> Response:
        return jsonify(
            status="ok",
            version=sam.__version__,
            model={
                "kind": encoder.model.kind,
                "image_size": encoder.model.image_encoder.img_size,
                "precision": encoder.precision,
                "device": str(encoder.model.device),
                "encoder_fingerprint": encoder.fingerprint,
            },
            limits={"max_bytes": limits.max_bytes, "max_pixels": limits.max_pixels},
        )

    @routes.get("/model")
    def get_model() -> Response:
        current = studio.models.current()
        manifest = current.manifest
        urls = {
            name: url_for("page.static", filename=f"models/{manifest.folder.name}/{file}")
            for name, file in manifest.graph_files.items()
        }
        folder = files.runtime()
        runtime = url_for("page.static", filename=folder) if folder else None
        return jsonify(
            {
                **manifest.content,
                "encoder_fingerprint": current.encoder_fingerprint,
                "precision": encoder.precision,
                "graph_urls": urls,
                "runtime_url": runtime,
                "device": str(encoder.model.device),
                "version": sam.__version__,
            }
        )

    @routes.get("/openapi.json")
    def get_openapi() -> Response:
        return send_file(OPENAPI, mimetype="application/json", conditional=True)

    return routes
