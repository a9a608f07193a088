"""For those who run the server: is it alive, is it ready, what is it doing, may this one in."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from server.errors import ApiError
from server.metrics import MEDIA_TYPE, RequestMetrics
from studio.readiness import Readiness

_RETRY_AFTER_S = 5


def blueprint(readiness: Readiness, metrics: RequestMetrics) -> Blueprint:
    """``GET /healthz``, ``/readyz`` and ``/metrics``, and ``POST /admission``."""
    routes = Blueprint("operations", __name__)

    @routes.get("/healthz")
    def healthz() -> Response:
        return jsonify(status="alive")

    @routes.get("/readyz")
    def readyz() -> Response:
        problem = readiness.problem()
        if problem is not None:
            raise ApiError(503, "not_ready", problem, {"Retry-After": str(_RETRY_AFTER_S)})
        return jsonify(status="ready")

    @routes.get("/metrics")
    def get_metrics() -> Response:
        response = Response(metrics.text(), content_type=MEDIA_TYPE)
        response.headers["Cache-Control"] = "no-store"
        return response

    @routes.post("/admission")
    def admission() -> Response:
        """Asked by a proxy, with a request's head, before it takes the body; a request that may
        not come in is refused before it gets here.
        """
        return Response(status=204)

    return routes
