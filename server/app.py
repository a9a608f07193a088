"""``create_app``: builds the parts and connects them."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from flask import Flask

from sam import load_sam
from sam.automatic import PointDecoder
from sam.fingerprint import decoder_fingerprint, encoder_fingerprint
from sam.images import ImageLimits
from sam.modeling import Sam
from sam.precision import choose_precision
from sam.weights import find_checkpoint
from server import access as access_check
from server import clients, errors, headers, hosts, request_log
from server.access import Access
from server.clients import Clients
from server.metrics import RequestMetrics
from server.routes import (
    embeddings,
    everything,
    gallery,
    images,
    login,
    model_info,
    operations,
    page,
)
from server.settings import MULTIPART_OVERHEAD, ROOT, Settings
from server.static_files import StaticFiles
from studio.disk import embedding_disk, image_disk
from studio.encoder import SharedEncoder
from studio.errors import StartupError
from studio.gallery import Gallery
from studio.image_store import ImageStore
from studio.jobs import Jobs
from studio.manifest import Manifest, read_manifest
from studio.metrics import Metrics
from studio.places import Places
from studio.readiness import Readiness, self_test

log = logging.getLogger(__name__)


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
    """
    if settings.guarded() != settings:
        raise StartupError(
            f"Others than this machine can reach a server on {settings.host}; it needs an access "
            "token: give it with --access-token or SEGMENT_ACCESS_TOKEN."
        )
    manifest = read_manifest(settings.models)
    own_model = model is None
    model = model or _load(settings)
    metrics, places = Metrics(), Places(settings.max_waiting)
    precision = choose_precision(settings.precision, model.kind, model.device)
    engine = SharedEncoder(
        model,
        settings.embedding_cache_bytes,
        places,
        precision,
        embedding_disk(settings.cache_dir, settings.disk_embedding_bytes, model),
        metrics,
    )
    _check_pair(manifest, engine, settings)
    log.info("The image encoder computes in %s.", precision)
    if own_model:
        self_test(engine)
    limits = ImageLimits(settings.max_image_bytes, settings.max_image_pixels)
    store = ImageStore(
        limits,
        settings.image_store_bytes,
        settings.decoded_bytes,
        places,
        image_disk(settings.cache_dir, settings.disk_image_bytes),
        metrics,
        how_to_put="POST /api/v1/images",
    )
    jobs = Jobs(
        settings.max_jobs,
        settings.everything_cache_bytes,
        engine.wait_until_idle,
        metrics=metrics,
    )
    readiness = Readiness(engine)
    access = Access(settings.access_token, settings.port)

    app = Flask("server", static_folder=None, template_folder=str(ROOT / "templates"))
    app.url_map.merge_slashes = False  # an address has one spelling; another one is a 404
    app.config["MAX_CONTENT_LENGTH"] = settings.max_image_bytes + MULTIPART_OVERHEAD
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # as below
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask's default provider has it
    app.extensions["segment.engine"] = engine
    app.extensions["segment.jobs"] = jobs
    app.extensions["segment.readiness"] = readiness
    errors.register(app)
    # In this order a request is named, judged by where it comes from, counted, and let in.
    requests = RequestMetrics(metrics.registry)
    request_log.register(app, requests)
    hosts.register(app, hosts.own_names(settings.host, settings.allowed_hosts))
    clients.register(app, Clients(settings.client_at_once, settings.client_per_minute), access)
    access_check.register(app, access)
    headers.register(app)
    files = StaticFiles(ROOT / "static", manifest)
    app.register_blueprint(operations.blueprint(readiness, requests))
    app.register_blueprint(login.blueprint(access))
    app.register_blueprint(page.blueprint(files, access))
    app.register_blueprint(images.blueprint(store))
    app.register_blueprint(embeddings.blueprint(store, engine))
    app.register_blueprint(everything.blueprint(store, engine, jobs, settings.max_points, decoder))
    app.register_blueprint(gallery.blueprint(Gallery()))
    app.register_blueprint(model_info.blueprint(manifest, files, engine, limits))
    return app


def _load(settings: Settings) -> Sam:
    checkpoint = settings.checkpoint or find_checkpoint(settings.model, ROOT / "weights")
    log.info("Loading %s …", _shown(checkpoint))
    start = time.monotonic()
    model = load_sam(checkpoint, kind=settings.model, device=settings.device)
    log.info("Loaded %s on %s in %.1f s.", model.kind, settings.device, time.monotonic() - start)
    return model


def _check_pair(manifest: Manifest, engine: SharedEncoder, settings: Settings) -> None:
    """Refuse a decoder that would read this model's embeddings as if they were another's, and one
    that gives other masks than the model does when everything is segmented. A checkpoint with a
    single flipped bit is found by it too.

    Both fingerprints are taken at the precision that the manifest names, whatever this server
    computes in: a decoder belongs to an encoder's weights. What a server embeds has the fingerprint
    of its own precision, and that is the one it tells.
    """
    encoder = engine.fingerprint
    if engine.precision != manifest.precision:
        encoder = encoder_fingerprint(engine.model, manifest.precision)
    decoder = decoder_fingerprint(engine.model)
    for part, named, loaded in (
        ("belongs to another image encoder", manifest.encoder_fingerprint, encoder),
        ("was made of other weights", manifest.decoder_fingerprint, decoder),
    ):
        if named != loaded:
            checkpoint = settings.checkpoint or "CHECKPOINT"
            raise StartupError(
                f"The decoder in {_shown(settings.models)} {part} ({manifest.kind}, {named[:12]}…) "
                f"than the loaded model ({engine.model.kind}, {loaded[:12]}…); run `python -m "
                f"export --checkpoint {checkpoint} --out {_shown(settings.models)}`, or restore "
                "the checkpoint if it was damaged."
            )


def _shown(path: Path) -> Path:
    """``path`` as short as it can be said."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
