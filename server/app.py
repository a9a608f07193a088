"""``create_app``: builds the parts and connects them."""

from __future__ import annotations

from flask import Flask

from sam.automatic import PointDecoder
from sam.modeling import Sam
from server import access as access_check
from server import clients, errors, headers, hosts, request_log
from server.access import Access
from server.clients import Clients
from server.desk import Desk
from server.metrics import RequestMetrics
from server.packed_page import PackedPage
from server.routes import (
    annotation_files,
    data_sets,
    embeddings,
    everything,
    find,
    folder,
    gallery,
    gold,
    images,
    listening,
    login,
    memory,
    model_info,
    operations,
    page,
    people,
    prefill,
    project_annotations,
    project_pictures,
    projects,
    queue_order,
    rounds,
    similar,
    work,
)
from server.settings import MULTIPART_OVERHEAD, Settings
from server.static_files import StaticFiles
from server.training import Training
from studio import Studio
from studio.encoding_ahead import EncodingAhead
from studio.errors import StartupError
from studio.gallery import Gallery
from studio.settings import ROOT


def create_app(
    settings: Settings, model: Sam | None = None, decoder: PointDecoder | None = None
) -> Flask:
    """Build the application.

    Args:
        settings: how it runs.
        model: the model, in evaluation mode; None loads the one ``settings`` name.
        decoder: decodes points when everything is segmented; None takes the model.

    Raises:
        CheckpointError: the weights are missing, damaged or of another kind.
        DeviceError: the device does not exist, or cannot be used here.
        StartupError: the exported decoder is missing, damaged or belongs to another model.
        OpeningError: the projects cannot be opened.
    """
    if settings.guarded() != settings:
        raise StartupError(
            f"Others than this machine can reach a server on {settings.host}; it needs an access "
            "token: give it with --access-token or SEGMENT_ACCESS_TOKEN."
        )
    engine = None
    if settings.data_dir is not None:
        # What migrates a database takes half a second to import, which not every server needs.
        from dataengine.engine import DataEngine

        engine = DataEngine(settings.data_dir, settings.database)
    try:
        studio = Studio(
            settings.studio(),
            model,
            decoder,
            how_to_put="POST /api/v1/images",
            elsewhere=engine.picture_file if engine else None,
        )
    except BaseException:
        if engine is not None:
            engine.close()
        raise
    access = Access(settings.access_token, settings.port)

    app = Flask("server", static_folder=None, template_folder=str(ROOT / "templates"))
    app.url_map.merge_slashes = False  # an address has one spelling; another one is a 404
    app.config["MAX_CONTENT_LENGTH"] = settings.max_image_bytes + MULTIPART_OVERHEAD
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # as below
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask's default provider has it
    app.extensions["segment.studio"] = studio
    app.extensions["segment.dataengine"] = engine
    errors.register(app)
    # In this order a request is named, judged by where it comes from, counted, and let in.
    requests = RequestMetrics(studio.metrics.registry)
    request_log.register(app, requests)
    hosts.register(app, hosts.own_names(settings.host, settings.allowed_hosts))
    clients.register(app, Clients(settings.client_at_once, settings.client_per_minute), access)
    access_check.register(app, access)
    headers.register(app)
    files = StaticFiles(ROOT / "static", settings.models)
    app.register_blueprint(operations.blueprint(studio.readiness, requests))
    app.register_blueprint(login.blueprint(access))
    ahead = EncodingAhead(studio)
    packed = PackedPage(ROOT / "static")
    app.register_blueprint(page.blueprint(files, packed, access, engine is not None))
    app.register_blueprint(images.blueprint(studio.images))
    app.register_blueprint(folder.blueprint(studio))
    app.register_blueprint(annotation_files.blueprint())
    app.register_blueprint(embeddings.blueprint(studio, ahead))
    app.register_blueprint(everything.blueprint(studio))
    app.register_blueprint(similar.blueprint(studio))
    app.register_blueprint(find.blueprint(studio))
    app.register_blueprint(gallery.blueprint(Gallery()))
    app.register_blueprint(model_info.blueprint(studio, files))
    desk = Desk(engine)
    app.register_blueprint(people.blueprint(desk))
    app.register_blueprint(projects.blueprint(desk))
    app.register_blueprint(project_pictures.blueprint(desk, studio.images))
    app.register_blueprint(project_annotations.blueprint(desk))
    training = Training(settings)
    if engine is not None:
        training.go_on(engine)
    app.register_blueprint(work.blueprint(desk, ahead, training))
    app.register_blueprint(queue_order.blueprint(desk, training))
    app.register_blueprint(gold.blueprint(desk))
    app.register_blueprint(memory.blueprint(desk))
    app.register_blueprint(rounds.blueprint(desk, studio.models, training))
    app.register_blueprint(prefill.blueprint(desk, training))
    app.register_blueprint(data_sets.blueprint(desk))
    app.register_blueprint(listening.blueprint(desk, settings.max_listeners))
    return app
