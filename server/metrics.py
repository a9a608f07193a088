"""What the edge counts and times, and the text in which all numbers are asked for."""

from __future__ import annotations

import os

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)

from studio.metrics import SECONDS

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class RequestMetrics:
    """Requests, by what was asked for and answered.

    Args:
        registry: the studio's, beside whose numbers these stand.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        self.requests = Counter(
            "segment_requests",
            "Requests answered, by route and status.",
            ["method", "route", "status"],
            registry=registry,
        )
        self.request_seconds = Histogram(
            "segment_request_seconds",
            "From a request's head to the last byte of its answer being handed over, in seconds.",
            ["route"],
            buckets=SECONDS,
            registry=registry,
        )

    def text(self) -> bytes:
        """All of them, of all processes, as Prometheus reads them."""
        registry = self.registry
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            registry = CollectorRegistry()
            multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
